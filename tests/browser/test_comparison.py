"""The browser compares any two editions exactly as the command line does."""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from policydiff.compare import compile_chronicle
from policydiff.compare.alignment import align
from policydiff.compare.answer import comparison_to_data
from policydiff.compare.cells import align_cells
from policydiff.compare.chronicle import compare_editions
from policydiff.compare.knock_on import find_knock_on
from policydiff.history.reading import read_histories
from policydiff.model import Chronicle, Settings
from policydiff.publish.compare_data import compare_data, weigh
from policydiff.publish.rows import rows_of
from tests.cli.run import policydiff
from tests.compare.test_scripts import CASES
from tests.compare.texts import history as history_of
from tests.repository import GitRepo

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"

pytestmark = pytest.mark.browser

COMPARE = """async ([source, pairs]) => {
  const { Chronicle } = await import(`${location.origin}/assets/policydiff/chronicle.js`);
  const { toData } = await import(`${location.origin}/assets/policydiff/comparison.js`);
  const { findKnockOn, knockOnToData } = await import(`${location.origin}/assets/policydiff/knock-on.js`);
  const { rowsOf } = await import(`${location.origin}/assets/policydiff/rows.js`);
  const data = typeof source === "string" ? await (await fetch(source)).json() : source;
  const chronicle = new Chronicle(data);
  return pairs.map(([old, now]) => {
    const comparison = chronicle.compare(old, now);
    const knock_on = knockOnToData(findKnockOn(comparison, data.terms));
    const anchors = ({ form, clause, run }) => [form, clause.anchor, run.map((each) => each.new.anchor)];
    return { ...toData(comparison), knock_on, rows: rowsOf(comparison).map(anchors) };
  });
}"""


def on_the_command_line(chronicle: Chronicle, old: int, new: int) -> dict[str, Any]:
    comparison = compare_editions(chronicle, old, new)
    knock_on = find_knock_on(chronicle.trees[old - 1], chronicle.trees[new - 1], comparison)
    data = comparison_to_data(comparison, "", old, new, knock_on)
    rows = rows_of(chronicle.trees[old - 1], chronicle.trees[new - 1], comparison)
    said = [[row.form, row.clause.anchor, [each.clause.anchor for each in row.run]] for row in rows]
    return {name: data[name] for name in ("counts", "pairs", "changes", "knock_on")} | {"rows": said}


DEFINING = """# Terms

## 1. Definitions

1.1. "Account" means what we keep about you.

1.2. "Personal Account" means an Account of one person.

1.3. "Company’s A+ [Site]" means this site.

1.4. "Party" means you or us.

1.5. "Ülke" means a country.

## 2. Use

2.1. The Parties, and each Party, see the Company's A+ [Site] by a Personal  Account as clause 3.1 says.

2.2. Accounts, and sub-Account, and Ülkeler of Ülkes are in clauses 3.1 and 3.2, and in section 3.

## 3. Rest

3.1. All that we offer is free, by clause 3.2.

3.2. All that we offer is for everybody.
"""
OTHERWISE = {
    "a definition": [("what we keep about you", "what you keep")],
    "a longer term too": [("what we keep about you", "what you keep"), ("of one person", "of a person")],
    "a term that goes": [('1.4. "Party" means you or us.\n', "1.4. Nobody is anything.\n"), ("a country", "a state")],
    "another apostrophe": [("means this site", "means that site")],
    "what is referred to": [("is free", "is not free")],
    "a clause that goes": [("3.2. All that we offer is for everybody.\n", "")],
    "two definitions of one term": [("1.4. ", '1.4. "Account" means money. ')],
}


def all_pairs(chronicle: Chronicle) -> list[tuple[int, int]]:
    numbers = [edition.number for edition in chronicle.history.editions if not edition.omitted]
    return [(old, new) for old in numbers for new in numbers]


def assert_equal(page: Page, chronicle: Chronicle, source: object, pairs: Sequence[tuple[int, int]]) -> None:
    found = page.evaluate(COMPARE, [source, pairs])
    for (old, new), answer in zip(pairs, found, strict=True):
        assert answer == on_the_command_line(chronicle, old, new), f"{chronicle.slug}: {old} and {new}"


def test_every_pair_of_editions_of_the_example(page: Page, demo_address: str, demo_repository: Path) -> None:
    page.goto(f"{demo_address}/privacy/compare/")
    for history in read_histories(demo_repository, Settings(docs_dir="policy")):
        chronicle = compile_chronicle(history)
        assert_equal(page, chronicle, f"/{history.slug}/compare.json", all_pairs(chronicle))


@pytest.mark.parametrize(("old", "new"), [(2, 7), (7, 2), (10, 11), (1, 11)])
def test_the_program_itself_says_the_same(
    page: Page, demo_address: str, demo_repository: Path, old: int, new: int
) -> None:
    page.goto(f"{demo_address}/privacy/compare/")
    said = json.loads(policydiff("diff", "--json", "privacy", str(old), str(new), directory=demo_repository).output)
    [answer] = page.evaluate(COMPARE, ["/privacy/compare.json", [[old, new]]])
    del answer["rows"]
    assert answer == {name: said[name] for name in answer}


def test_what_else_is_affected(page: Page, demo_address: str, tmp_path: Path) -> None:
    """Terms in all their forms, references to what changed and to what is gone, whichever text is the earlier."""
    repo = GitRepo(tmp_path)
    editions = [DEFINING]
    for changes in OTHERWISE.values():
        text = DEFINING
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        editions.append(text)
    for number, text in enumerate(editions, 1):
        repo.commit("Post", f"2024-05-{number:02}T09:00:00+00:00", {"policy/terms.md": text})
    [history] = read_histories(tmp_path, Settings(docs_dir="policy"))
    chronicle = compile_chronicle(history)
    page.goto(f"{demo_address}/privacy/compare/")
    assert_equal(page, chronicle, compare_data(chronicle), all_pairs(chronicle))
    assert all(on_the_command_line(chronicle, 1, number)["knock_on"] for number in range(2, len(editions) + 1))


def test_scripts_without_spaces_and_with_marks(page: Page, demo_address: str) -> None:
    old, new = (
        "# Scripts\n\n" + "\n\n".join(f"{at}. {case[side]}" for at, case in enumerate(CASES, 1)) for side in (0, 1)
    )
    chronicle = compile_chronicle(history_of(old, new))
    page.goto(f"{demo_address}/privacy/compare/")
    assert_equal(page, chronicle, compare_data(chronicle), [(1, 2), (2, 1)])


def test_the_page_says_it_as_the_static_redline_does(page: Page, demo_address: str) -> None:
    lines = """() => [...document.querySelectorAll(".pd-affected li")]
      .map((line) => [line.innerText, line.querySelector("a").href])"""
    for number in (6, 11):
        page.goto(f"{demo_address}/privacy/changes/{number}/")
        static = page.evaluate(lines)
        assert static
        page.goto(f"{demo_address}/privacy/compare/?from={number - 1}&to={number}")
        expect(page.locator(".pd-affected")).to_be_visible()
        assert page.evaluate(lines) == static
    page.get_by_label("From", exact=True).select_option("9")
    page.get_by_label("To", exact=True).select_option("10")
    expect(page.locator(".pd-result-head")).to_contain_text("Edition 10 against edition 9")
    expect(page.locator(".pd-affected")).to_be_hidden()


def test_a_link_at_a_clause_says_in_its_name_of_which(page: Page, demo_address: str) -> None:
    """In a list of the links of a page, which screen readers give, `History` alone would be in it for every clause."""
    links = """() => [...document.querySelectorAll(".pd-tools a")]
      .map((link) => [link.innerText, link.getAttribute("aria-label"), link.href])"""
    for number in (4, 6, 8):
        page.goto(f"{demo_address}/privacy/changes/{number}/")
        static = page.evaluate(links)
        for words, name, _ in static:
            assert re.fullmatch(f"{words}(:| of) (clause [0-9.]+|“.+”)", name), name
        assert len({name for _, name, _ in static}) == len(static) > 0
        page.goto(f"{demo_address}/privacy/compare/?from={number - 1}&to={number}")
        expect(page.locator(".pd-redline")).to_be_visible()
        assert page.evaluate(links) == static


def test_of_equally_long_alignments_the_same_one(page: Page, demo_address: str) -> None:
    """Texts of few different tokens have many longest common subsequences, and rows of more than 32 tokens a carry."""
    strings = ["data", "the", "of", "user", ".", ",", "and", "[", "]", "consent", "|", "30 days"]
    chosen = random.Random(11)
    texts: list[Any] = []
    for _ in range(600):
        used = chosen.randint(2, len(strings))
        sides = [[chosen.randrange(used) for _ in range(chosen.randint(0, 90))] for _ in range(2)]
        texts.append([*sides, *([(at, at + 2) for at in range(0, len(side) - 2, 7)] for side in sides)])
    texts.append([*([chosen.randrange(len(strings)) for _ in range(1600)] for _ in range(2)), [], []])
    page.goto(f"{demo_address}/privacy/compare/")
    found = page.evaluate(
        """async ([strings, weights, texts]) => {
          const { align } = await import(`${location.origin}/assets/policydiff/alignment.js`);
          const { alignCells } = await import(`${location.origin}/assets/policydiff/cells.js`);
          const plain = (run) => [run.old, run.new, run.size];
          return texts.map(([old, now, ...terms]) =>
            [align, alignCells].map((each) => each(old, now, { strings, weights }, ...terms).map(plain)),
          );
        }""",
        [strings, weigh(strings), texts],
    )
    for (old, new, *terms), runs in zip(texts, found, strict=True):
        before, after = ([strings[token] for token in side] for side in (old, new))
        for each, alike in zip((align, align_cells), runs, strict=True):
            assert alike == [list(run) for run in each(before, after, *terms)]


@pytest.mark.corpus
@pytest.mark.skipif(not CORPORA.is_dir(), reason="the development corpora are not there")
@pytest.mark.parametrize(
    ("bundle", "folder"), [("mozilla-pkipolicy", "rootstore"), ("github-site-policy", "Policies/github-terms")]
)
def test_many_pairs_of_real_policies(page: Page, demo_address: str, tmp_path: Path, bundle: str, folder: str) -> None:
    repository = tmp_path / "repository"
    subprocess.run(["git", "clone", "--quiet", CORPORA / f"{bundle}.bundle", repository], check=True)
    page.goto(f"{demo_address}/privacy/compare/")
    chosen = random.Random(7)
    for history in read_histories(repository, Settings(docs_dir=folder)):
        chronicle = compile_chronicle(history)
        pairs = all_pairs(chronicle)
        assert_equal(page, chronicle, compare_data(chronicle), chosen.sample(pairs, min(len(pairs), 8)))
