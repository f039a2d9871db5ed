"""Which clauses a reference points at, and whose it is: tables of a sentence and what is found in it."""

from __future__ import annotations

import pytest

from policydiff.clauses import parse_clauses
from policydiff.clauses.definitions import find_definitions
from policydiff.clauses.references import find_references
from policydiff.clauses.terms import find_uses

TEXT = """# Privacy policy

## 1. Scope

1.1. {}

1.2. Second.

## 2. Rights

2.1. You may:

- (a) read;
- (b) write.

2.2. We (i) keep and (ii) delete data.

## 3. Article

3.1. Third.
"""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("See clause 1.2.", [("1.2", ("clause-1.2",))]),
        ("See Sections 1.2 to 2.1.", [("1.2", ("clause-1.2",)), ("2.1", ("clause-2.1",))]),
        ("See clauses 1.2, 2.1 and 3.1.", [(n, (f"clause-{n}",)) for n in ("1.2", "2.1", "3.1")]),
        ("See § 2.1(b) of this Policy.", [("2.1(b)", ("clause-2.1-b",))]),
        ("See paragraph (b) of section 2.1.", [("(b)", ("clause-2.1-b",)), ("2.1", ("clause-2.1",))]),
        ("See clause 2.2(ii).", [("2.2(ii)", ("clause-2.2",))]),
        ("See Sections 2 (Rights) and 3.1 (Third).", [("2", ("clause-2",)), ("3.1", ("clause-3.1",))]),
        ("See clause 1.7.", [("1.7", ())]),
        ("See this Section.", [("", ("clause-1",))]),
        ("See Section 2 of the Privacy Policy.", [("2", ("clause-2",))]),
    ],
)  # fmt: skip
def test_references_to_this_text(sentence: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    found = find_references(parse_clauses(TEXT.format(sentence)))
    assert [(each.number, each.anchors) for each in found if each.scope == "here"] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Article 6(1)(f) of the GDPR applies.",
        "Art. 6(1) GDPR applies.",
        "RFC 5280, section 7.1 applies.",
        "Section 1.2 of version 1.3 or later of the [Baseline Requirements](https://b.example) applies.",
        "18 U.S.C. § 1.9 applies.",
        "California Civil Code Section 1.9 applies.",
        "Section 1.9 of our [Terms](https://example.org) applies.",
        "Section 1.9 of a provider's terms applies.",
        "See [section 1.9 of the CCADB Policy](https://example.org/x).",
        "The TLS BRs, section 1.9 and section 1.10 of the S/MIME BRs apply.",
        "See part A of it, the point I made, and 1.9 million.",
    ],
)
def test_references_to_other_texts_are_not_taken_for_ours(sentence: str) -> None:
    found = find_references(parse_clauses(TEXT.format(sentence)))
    assert [each.words for each in found if each.scope == "here"] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ('"Account" means an account.', ["Account"]),
        ("“We,” “Us” and “Our” refer to Example Ltd.", ["We", "Us", "Our"]),
        ('An **"Order Form"** shall mean a form.', ["Order Form"]),
        ("This policy (hereinafter - the Policy) applies.", ["Policy"]),
        ('Example Ltd. (the "Company" or "Licensor") applies it.', ["Company", "Licensor"]),
        ("Our site (collectively, the “Service”) is good.", ["Service"]),
        ('We say "hello" to all who are here.', []),
        ("Bring any other means of payment.", []),
    ],
)
def test_definitions_in_running_text(sentence: str, expected: list[str]) -> None:
    assert [each.term for each in find_definitions(parse_clauses(f"# T\n\n1. {sentence}\n"))] == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Website (Site) - a set of pages.", ["Website", "Site"]),
        ("Control Panel is the interface.", ["Control Panel"]),
        ("Cookie: a small file.", ["Cookie"]),
        ("This section says what words mean.", []),
        ("The user is not allowed to read.", []),
    ],
)
def test_entries_of_a_section_of_definitions(entry: str, expected: list[str]) -> None:
    tree = parse_clauses(f"# T\n\n## 1. Terms and definitions\n\n1.1. {entry}\n")
    assert [each.term for each in find_definitions(tree)] == expected


def test_uses_are_found_in_the_singular_and_plural_and_the_longer_term_wins() -> None:
    tree = parse_clauses("# T\n\n1. Activities, an Activity, a Personal Account and two Accounts of a Reaccount.\n")
    uses = find_uses(tree, ["Activity", "Account", "Personal Account"])
    assert {term: [use.words for use in found] for term, found in uses.items()} == {
        "Activity": ["Activities", "Activity"],
        "Account": ["Accounts"],
        "Personal Account": ["Personal Account"],
    }
