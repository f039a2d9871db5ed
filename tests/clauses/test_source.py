import pytest

from policydiff.clauses import decode_source, split_front_matter
from policydiff.errors import PolicyError


def test_a_byte_order_mark_and_foreign_line_ends_are_no_words() -> None:
    assert decode_source(b"\xef\xbb\xbfone\r\ntwo\rthree\n", "policy/a.md") == "one\ntwo\nthree\n"


def test_bytes_that_are_not_utf8_are_named_with_file_and_line() -> None:
    with pytest.raises(PolicyError, match=r"policy/a\.md .* line 2"):
        decode_source(b"one\ncaf\xe9\n", "policy/a.md")


def test_front_matter_is_taken_apart() -> None:
    matter = split_front_matter("---\ntitle: Privacy\nnotice: on posting\n---\n# Text\n")
    assert matter.meta == {"title": "Privacy", "notice": "on posting"}
    assert matter.body == "# Text\n"
    assert matter.lines == 4


@pytest.mark.parametrize("text", ["---\ntitle: [\n---\n", "---\n- a\n---\n", "---\nd: 2024-99-99\n---\n"])
def test_front_matter_that_is_no_mapping_is_an_error_in_words(text: str) -> None:
    with pytest.raises(PolicyError, match="front matter"):
        split_front_matter(text)


def test_a_rule_at_the_start_is_not_front_matter() -> None:
    assert split_front_matter("---\n\nText\n").body == "---\n\nText\n"
