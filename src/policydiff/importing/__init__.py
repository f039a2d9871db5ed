"""Texts that were kept elsewhere, as Markdown: plain text, HTML and Word documents."""

from policydiff.importing.sources import FORMATS, ImportedText, import_text

__all__ = ["FORMATS", "ImportedText", "import_text"]
