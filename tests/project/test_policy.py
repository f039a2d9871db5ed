"""The policy that ships with the project is ApiWay's, to the letter."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
POLICY = PROJECT / "policy" / "privacy.md"
SEED = PROJECT.parent / "shared" / "seed" / "apiway-privacy-policy.txt"
FURNITURE = "Previous apiway.ai"


def policy_lines() -> list[str]:
    lines = POLICY.read_text(encoding="utf-8").splitlines()
    return [re.sub(r"^#+ ", "", line) for line in lines if line]


def test_words_are_those_that_apiway_published() -> None:
    digest = hashlib.sha256("\n".join(policy_lines()).encode()).hexdigest()
    assert digest == "981bb83bdc2b6f193a7842c76508d546fd5585fb7b907f3f9db85c97c0f2b85a"


def test_words_are_those_of_the_source_below_its_furniture() -> None:
    if not SEED.exists():
        pytest.skip("the source of the policy is not beside the project")
    lines = [line.strip() for line in SEED.read_text(encoding="utf-8").splitlines()]
    assert policy_lines() == [line for line in lines if line and line != FURNITURE]


def test_every_numbered_clause_is_a_paragraph_of_its_own_and_every_section_a_heading() -> None:
    for line in POLICY.read_text(encoding="utf-8").split("\n\n"):
        assert "\n" not in line.strip()
        if re.match(r"\d+\. ", line.lstrip("# ")):
            assert line.startswith("## ")
        else:
            assert not re.match(r"#+ \d", line)
