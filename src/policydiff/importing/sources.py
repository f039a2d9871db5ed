"""What each format needs before its lines are read: HTML by markdownify, Word documents by mammoth."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from policydiff.clauses import decode_source, edition_words
from policydiff.errors import PolicyError
from policydiff.importing.numbers import print_number
from policydiff.importing.outline import escape_words, keep_number, outline_lines

FORMATS = {
    ".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx",
}  # fmt: skip
_FRAME = (
    "script", "style", "noscript", "template", "nav", "header", "footer", "form", "aside", "iframe", "svg", "button",
)  # fmt: skip
"""Elements of a page that are around the text."""
_TITLED = "\n".join(
    ["p[style-name='Title'] => h1:fresh"]
    + [f"p[style-name='heading {level}'] => h{min(level + 1, 6)}:fresh" for level in range(1, 7)]
)
"""Below a title in the style of one, first headings are of the second level."""
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
"""What the attribute `style` says of elements that are not shown."""
_NOTE = re.compile(r"\[\^[\w-]+\]")
"""Where a footnote stands, which readers see as another sign."""
_LETTERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
"""The types of lists in HTML."""
_HINT = "Install what it needs: pip install 'policydiff[import]'"


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A text as Markdown, with what a person should look at."""

    markdown: str
    notes: tuple[str, ...] = ()


def import_text(data: bytes, form: str, where: str) -> ImportedText:
    """The Markdown of a document in one of the formats `text`, `html`, `docx`.

    Raises PolicyError when it cannot be read.
    """
    notes: list[str] = []
    if form == "text":
        outline = outline_lines(decode_source(data, where))
        if outline.dropped:
            lines = ", ".join(f"“{line}”" for line in outline.dropped)
            notes.append(f"{where}: left out, because it is repeated line after line: {lines}.")
        markdown = outline.markdown
    else:
        page = _read_docx(data, where, notes) if form == "docx" else _decode_page(data)
        if "counter-increment" in page or "counter-reset" in page:
            notes.append(f"{where}: its style sheet makes numbers, which are not in its text: compare them.")
        soup = _main_part(page, where, notes)
        if form == "docx":
            _mark_footnotes(soup)
        _unlink_within(soup)
        words = soup.get_text(" ")
        markdown = _to_markdown(soup)
        lost = _lost_words(words, markdown)
        if lost:
            notes.append(f"{where}: these words of the document are not in the Markdown: {', '.join(lost[:12])}.")
    if not edition_words(markdown).strip():
        raise PolicyError(f"{where} has no text that could be imported.")
    return ImportedText(markdown, tuple(notes))


def _decode_page(data: bytes) -> str:
    """The text of an HTML page: UTF-8, else the encoding it names, else Windows-1252 as browsers do."""
    named = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:2048])
    for encoding in ("utf-8-sig", named[1].decode("ascii") if named else "", "cp1252"):
        try:
            return data.decode(encoding) if encoding else ""
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _read_docx(data: bytes, where: str, notes: list[str]) -> str:
    try:
        import mammoth

        from policydiff.importing.word import write_numbers
    except ImportError:
        raise PolicyError(f"{where} is a Word document. {_HINT}") from None
    try:
        numbered, titled, tracked = write_numbers(data)
        converted = mammoth.convert_to_html(
            io.BytesIO(numbered),
            convert_image=mammoth.images.img_element(lambda _: {}),
            style_map=_TITLED if titled else "",
        )
    except Exception as error:  # what zipfile, python-docx and XML parsers raise
        raise PolicyError(f"{where} cannot be read as a Word document: {error}") from None
    if tracked:
        notes.append(f"{where}: it has changes that nobody accepted or rejected: they are read as if accepted.")
    notes += [f"{where}: {message.message}" for message in converted.messages if message.type == "error"]
    page: str = converted.value
    return page


def _main_part(page: str, where: str, notes: list[str]) -> Any:
    """The part of a page that holds its text, as far as the page shows it."""
    try:
        from bs4 import BeautifulSoup
    except ImportError:
        raise PolicyError(f"HTML cannot be read. {_HINT}") from None
    soup = BeautifulSoup(page, "html.parser")
    hidden = [" ".join(each.get_text(" ").split()) for each in _take_hidden(soup)]
    shown = [f"“{words[:60]}{'…' * (len(words) > 60)}”" for words in hidden if words]
    if shown:
        notes.append(f"{where}: left out, because the page does not show it: {', '.join(shown[:12])}.")
    articles = soup.find_all("article")
    part: Any = soup.find("main") or (articles[0] if len(articles) == 1 else soup.body) or soup
    titles = part.find_all("h1")
    for element in part.find_all(_FRAME):
        if element.name != "header" or element.find("h1") not in titles[:1]:
            element.decompose()
    for listed in part.find_all("ol"):
        _write_letters(listed)
    for hidden in part.select("[data-cfemail]"):
        hidden.replace_with(_reveal(str(hidden["data-cfemail"])) or hidden.get_text())
    return part


def _take_hidden(soup: Any) -> list[Any]:
    """Take out of a page what its own elements say is not shown; what a style sheet or a script hides stays."""
    found = [each for each in soup.find_all(True) if each.get("hidden", "until-found") != "until-found"]
    found += [each for each in soup.find_all(style=_HIDDEN) if each not in found]
    return [each.extract() for each in found if each.parent]


def _unlink_within(soup: Any) -> None:
    """Make links to places of the same page words: their targets have other names in the text, or none.

    Signs that link a heading to itself are no words of it.
    """
    for link in soup.select("a[href^='#']"):
        if re.search(r"\w", link.get_text()):
            link.unwrap()
        else:
            link.decompose()


def _write_letters(listed: Any) -> None:
    """Make the letters, Roman numbers and own numbers of a list text: those of Markdown count from the first one."""
    style = re.search(r"list-style(?:-type)?:[^;]*?\b(lower|upper)-(alpha|latin|roman)", listed.get("style", ""))
    styled = {"lower": {"alpha": "a", "latin": "a", "roman": "i"}, "upper": {"alpha": "A", "latin": "A", "roman": "I"}}
    form = _LETTERS.get(styled[style[1]][style[2]] if style else str(listed.get("type", "")))
    if form is None and listed.find("li", attrs={"value": True}, recursive=False):
        form = "decimal"
    if form is None:
        return
    start = str(listed.get("start", "1"))
    number = int(start) if start.isdigit() else 1
    for item in listed.find_all("li", recursive=False):
        own = str(item.get("value", ""))
        number = int(own) if own.isdigit() else number
        first: Any = next((each for each in item.children if str(each).strip()), None)
        (first if getattr(first, "name", "") == "p" else item).insert(0, f"{print_number(number, form)}. ")
        item.name = "div"
        number += 1
    listed.name = "div"


def _mark_footnotes(soup: Any) -> None:
    """Make the notes of a Word document notes of Markdown."""
    for note in soup.select("li[id^=footnote-], li[id^=endnote-]"):
        for back in note.select("a[href*=note-ref-]"):
            back.decompose()
        note.name = "div"
        (note.find("p") or note).insert(0, f"[^{note['id']}]: ")
        if note.parent.name == "ol":
            note.parent.name = "div"
    for reference in soup.select("sup > a[href^='#footnote-'], sup > a[href^='#endnote-']"):
        reference.parent.replace_with(f"[^{reference['href'][1:]}]")


def _reveal(code: str) -> str:
    """An address as Cloudflare hides it in pages: the first byte is combined with all others by exclusive or."""
    try:
        key, *rest = bytes.fromhex(code)
    except ValueError:
        return ""
    return bytes(byte ^ key for byte in rest).decode("utf-8", "replace")


def _to_markdown(soup: Any) -> str:
    from markdownify import ATX, MarkdownConverter

    class Converter(MarkdownConverter):
        """Escapes what Python-Markdown would read as markup."""

        def escape(self, text: str, parent_tags: set[str]) -> str:
            escaped = escape_words(text or "")
            return escaped.replace("|", "\\|") if {"td", "th"} & parent_tags else escaped

        def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
            """Sets in what an item holds by four columns, which Python-Markdown asks for, not by those of its sign."""
            base: Any = super()  # its stubs have no converters of elements
            first, *others = base.convert_li(el, text, parent_tags).split("\n")
            width = first.find(" ") + 1
            return "\n".join([first, *(f"    {line[width:]}" if line.strip() else line for line in others)])

    converter = Converter(heading_style=ATX, bullets="-", strip=["img"], wrap=False, table_infer_header=True)
    converted: str = converter.convert_soup(soup)
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", converted.replace("\xa0", " ")) if block.strip()]
    kept: list[str] = []
    for block in _with_headings(blocks):
        kept.append(keep_number(block, kept))
    return "\n\n".join(kept) + "\n"


def _with_headings(blocks: list[str]) -> list[str]:
    """Paragraphs that are headings by their number or their weight are made headings, unless the page has its own."""
    if sum(block.startswith("#") for block in blocks) >= 3:
        return [re.sub(r"[ \t]+$", "", block, flags=re.MULTILINE) for block in blocks]
    found: list[str] = []
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else ""
        bold = re.fullmatch(r"(?:\(?[\w.§ ]{1,12}[.)]? )?\*\*([^*\n]{2,100})\*\*", block)
        number = re.match(r"^\**(\d+)[.)]\s+\S", block)
        opens = number and re.match(rf"^\**{number[1]}\.\d", following)
        if "\n" not in block and len(block) <= 110 and (bold or opens) and not block.startswith("#"):
            found.append(("# " if not found else "## ") + block.replace("**", ""))
        else:
            found.append(re.sub(r"[ \t]+$", "", block, flags=re.MULTILINE))
    return found


def _lost_words(words: str, markdown: str) -> list[str]:
    """Words that the document has more often than the Markdown shows."""
    pattern = re.compile(r"[^\W_]+")
    words, markdown = _NOTE.sub(" ", words), re.sub(rf"{_NOTE.pattern}(?!:)", "", markdown)
    before, after = Counter(pattern.findall(words)), Counter(pattern.findall(edition_words(markdown)))
    return list((before - after).keys())
