"""Something was to be filled in: TODO, [DATE], an address that a web page hid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.finding import Severity
from policydiff.check.rule import Remark, Rule, Spot

_OBFUSCATED = re.compile(r"\[\s*e-?mail(?:\s|&#160;| )*protected\s*\]", re.IGNORECASE)
_CASED = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME|(?<!\b[Aa]rticle )(?<!\bARTICLE )(?<!\b[Ss]ection )(?<!\bSECTION )XXX+)\b"
    r"|\bTo be (?:determined|confirmed|added|completed)\b"
)
"""The words by which drafts put something off; behind "Article" and "Section" a Roman number is none of them."""
_DATE = re.compile(
    r"\b(?!X\.Y)(?:X{1,2}|Y|M{1,2}|D{1,2})[ /.-](?:X{1,2}|Y{1,2}|M{1,2}|D{1,2}),?[ /.-](?:X{2,4}|Y{2,4}|Z{1,4})\b"
    r"|\b20[XY_]{2}\b|\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) (?:X{1,2}|_{1,3}|\[\w*\])(?:,|\b)|\b[MD]{2}/[MD]{2}/Y{2,4}\b"
)
_SLOT_WORDS = (
    r"insert|enter|add|fill in|your|our|name of|date|company|organi[sz]ation|business|address|e-?mail|phone|telephone|"
    r"website|url|link|name|industry|service|product|app|city|state|country|jurisdiction|amount|number|title|contact|placeholder|description|specify|"
    r"effective|version(?! [\d.]+\])|hyperlink|today|to be (?:confirmed|completed|determined|agreed|added|inserted)|"
    r"ntd|note to|drafting|dd mm|dd month|xx+|\.\.\.|…|_+|●|•|\*"
)
_SLOT = re.compile(rf"\[(?P<inside>(?:the )?(?:{_SLOT_WORDS})(?:\b[^\[\]]{{0,60}})?)\](?![(\[])", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"\b(?:X{2,}|x{2,}|\?{2,}|#{2,}) (?:business |calendar |working )?(?:days?|weeks?|months?|years?|hours?|percent|%)"
    r"|\b[Xx]{2}[./-][Xx]{2}[./-](?:20\d\d|[Xx]{2,4})\b|\?{2,} (?:days?|weeks?|months?|years?|hours?)"
    r"|\b20\[[\s_X]*\]|(?<=\w )\[(?:X{1,3}|[ \u00a0]{1,3}|\?+)\](?=\s[a-z%])|\(insert\s[^()]{1,60}\)|\bLorem ipsum\b",
)
_BROKEN = re.compile(
    r"Error! (?:Reference source not found|Bookmark not defined)|Fehler! (?:Verweisquelle|Textmarke)\b[^.]{0,40}|#REF!"
)
_INVISIBLE = re.compile(
    r"<(?P<inside>(?:insert|enter|your|company|organi[sz]ation|date|url|e-?mail|website|city|country)"
    r"(?:[ _-][\w ,’'-]{0,60})?)>",
    re.IGNORECASE,
)
"""What browsers take for an element of HTML that they do not know, and leave out."""
_TEMPLATE = re.compile(r"\{\{[^{}]{1,60}\}\}|\{[a-z]+(?:_[a-z]+)+\}|\$\{[^{}]{1,60}\}|<<[^<>]{1,60}>>|%[A-Z_]{3,}%")
_ANGLE = re.compile(r"<(?:insert|enter|your|company|date|name)\b[^<>]{0,60}>", re.IGNORECASE)
_BLANK = re.compile(r"(?<![\w_|/\\])_{4,}(?![\w_|/\\])")

_COPYRIGHT = re.compile(r"(?:\bcopyright\b|©|\([cC]\))[^.]{0,60}$", re.IGNORECASE)
_FORM = re.compile(
    r"\b(?:exhibit|appendix|annex|schedule|attachment|sample|template|how to apply|form of)\b",
    re.IGNORECASE,
)
"""Headings of what is to be copied and filled in."""
_ATTACHED = re.compile(
    r"\W*(?:exhibit|appendix|annex|schedule|attachment)(?: (?:[A-Z]|\d+|[IVX]+)\b(?!,| (?-i:[a-z])).{0,100})?\W*",
    re.IGNORECASE,
)
"""The title of an attachment, also of one that is no heading: licences end with the notice to be copied."""
_QUOTING = re.compile(
    r"\b(?:acknowledge?ments?|notices?|legends?|statements?|attributions?|words)\b[^.]*:\s*$", re.IGNORECASE
)
"""What is said before words that others are to use."""
_FIELD = re.compile(r"(?P<name>[^.:;_]{1,50})(?::|#|\bBy)\s*\S{0,12}$")
_SIGNED = re.compile(r"\s*\(?(?:signed|signature|name|title|date)\b", re.IGNORECASE)
_ACCEPTED = re.compile(r"\bI (?:have|do not|hereby|accept|agree)\b", re.IGNORECASE)
_OWN_DATE = re.compile(r"\b(?:effective|updated|revised|modified|version|posted|published|in force)\b", re.IGNORECASE)


def find(draft: DraftText) -> Iterator[Remark]:
    """Placeholders in the words that readers see, and those that browsers leave out."""
    yield from _invisible(draft)
    for place, clause in enumerate(draft.tree.clauses):
        if clause.form == "code":
            continue
        for field in ("heading", "text"):
            text = draft.words_of(place, field)
            taken: list[tuple[int, int]] = []
            level: Severity | None
            for start, end, message, proposal in _search(text, _code(draft, place, field)):
                if any(left < end and start < right for left, right in taken) or _is_form(text, start, end):
                    continue
                taken.append((start, end))
                level = "warning" if _is_template(draft, place, text, start) else None
                yield Remark(Spot(place, field, start, end), message, proposal, severity=level)


def _invisible(draft: DraftText) -> Iterator[Remark]:
    fenced = False
    for number, line in enumerate(draft.lines, 1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        for match in _INVISIBLE.finditer(line) if not fenced else ():
            before = line[: match.start()]
            if before.count("`") % 2 == 0 and not before.endswith(("<", "\\")):
                message = f"“{match[0]}” was not filled in, and readers see nothing here: browsers take it for HTML."
                yield Remark(Spot(line=number, column=match.start() + 1), message, "Fill it in.")


def _is_template(draft: DraftText, place: int, text: str, start: int) -> bool:
    """Whether others are to fill it in: in a notice or a form that the text gives for copying.

    Another generator may fill a template's fields as well; this site shows them as they are.
    """
    if _TEMPLATE.match(text, start) or _COPYRIGHT.search(text[:start]):
        return True
    before = text[:start]
    if before.count('"') % 2 or len(re.findall(r"[“«]", before)) > len(re.findall(r"[”»]", before)):
        return True
    above = draft.tree.lineage(draft.tree.clauses[place])
    earlier = draft.tree.clauses[:place]
    return (
        any(_FORM.search(each.name) for each in above if each.form == "heading" and each.parent is not None)
        or (bool(earlier) and _QUOTING.search(earlier[-1].text) is not None)
        or any(_ATTACHED.fullmatch(f"{each.label} {each.heading or each.text}") for each in earlier)
    )


def _is_form(text: str, start: int, end: int) -> bool:
    """A blank behind a word and a colon, or to be signed on, which readers fill in; unless it is a date of the text."""
    if not set(text[start:end]) <= {"_"}:
        return False
    if text.count("_") > sum(map(str.isalpha, text)):
        return True  # lines to write on, or a drawing
    if _ACCEPTED.search(text[:start]) and not text[end:].strip(" ]_"):
        return True
    label = _FIELD.search(text[:start])
    return bool(label) and not _OWN_DATE.search(label["name"]) if label else _SIGNED.match(text, end) is not None


def _search(text: str, code: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int, str, str]]:
    for match in _OBFUSCATED.finditer(text):
        yield (
            *match.span(),
            f"“{match[0]}” is what a web page shows instead of an e-mail address.",
            "Write the address.",
        )
    for pattern, what in (
        (_BROKEN, "is what Word writes for a cross-reference that leads nowhere"),
        (_CASED, "stands for something that is still to be written"),
        (_UNKNOWN, "is still to be written"),
        (_DATE, "stands for a date"),
        (_TEMPLATE, "is a field of a template"),
        (_ANGLE, "is a field that was not filled in"),
        (_BLANK, "is a blank that was not filled in"),
    ):
        for match in pattern.finditer(text):
            if not any(left <= match.start() < right for left, right in code):
                yield (*match.span(), f"“{match[0]}” {what}.", "Fill it in.")
    for match in _SLOT.finditer(text):
        # "[date]" and "[INSERT NAME OF COMPANY]" are fields, "[your rights under the law of the country …]" is prose
        if match["inside"] == "*" and (
            not re.match(r"\s[a-z]", text[match.end() :]) or re.search(r"\b[Ss]ee $|\w$", text[: match.start()])
        ):
            continue  # the mark of a footnote
        long = len(match["inside"].split()) > 6
        if not long and not any(left <= match.start() < right for left, right in code):
            yield (*match.span(), f"“{match[0]}” is a field that was not filled in.", "Fill it in.")


def _code(draft: DraftText, place: int, field: str) -> tuple[tuple[int, int], ...]:
    """Where the words are code, in which brackets and braces mean something else."""
    clause = draft.tree.clauses[place]
    found: list[tuple[int, int]] = []
    at = 0
    for span in clause.heading_spans if field == "heading" else clause.spans:
        if any(mark.kind in {"code", "link"} for mark in span.marks):
            found.append((at, at + len(span.text)))
        at += len(span.text)
    return tuple(found)


RULE = Rule("placeholder", "error", "something was to be filled in", find)
