"""The pages of the example are valid HTML, by the Nu Html Checker: npm's `vnu-jar`, run with java."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKER = Path(__file__).parents[2] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
OF_MATERIAL = {
    'class="md-toggle"': "Attribute “autocomplete” is only allowed when the input type is",
    'class="md-nav__title" for="__toc"': "The value of the “for” attribute of the “label” element must be the ID of",
}
"""What Material for MkDocs itself does, whatever a site shows. Its switches for the menu and the search are checkboxes
that browsers should not fill in; and a page that is not in the menu has the title of a table of contents, a label, but
not the switch that it belongs to."""


def test_the_pages_are_valid(demo_site: Path, tmp_path: Path) -> None:
    if shutil.which("java") is None or not CHECKER.is_file():
        pytest.skip("needs java and the npm package vnu-jar: run `npm ci`, as `make test` does where npm is")
    wrong = tmp_path / "wrong.html"
    wrong.write_text('<!doctype html><html lang="en"><title>Wrong</title><p><section></p>', "utf-8")
    # It guesses the language of the words by chance: the same short page is Danish in one run of many.
    options = ["--no-langdetect", "--skip-non-html", "--format", "json", "--stdout"]
    done = subprocess.run(
        ["java", "-jar", CHECKER, *options, demo_site, wrong],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    found = json.loads(done.stdout)["messages"]
    assert any(message["url"].endswith("wrong.html") for message in found), "the checker finds nothing at all"
    assert [
        f"{message['url']}: line {message.get('lastLine')}: {message['message']} {message.get('extract', '')}"
        for message in found
        if not message["url"].endswith("wrong.html")
        and not any(
            part in message.get("extract", "") and message["message"].startswith(words)
            for part, words in OF_MATERIAL.items()
        )
    ] == []
