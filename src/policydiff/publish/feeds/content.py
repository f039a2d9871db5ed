"""What an entry says: when the edition takes effect, why, and the redline of what it changed.

As HTML it survives the sanitising of feed readers: plain block elements, `<ins>`, `<del>` and links, no class or style
that matters. Changed words stand in brackets as well, so that nothing is lost where even these elements are taken
away. Only what the history says is in it, never what depends on today.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from policydiff.publish.elements import link_to
from policydiff.publish.feeds.documents import Body
from policydiff.publish.feeds.passages import Passage, Passages, find_passages
from policydiff.publish.feeds.statements import state_counts, state_facts
from policydiff.publish.feeds.topic import Topic
from policydiff.publish.printable import printable
from policydiff.publish.wording import Wording

_NAMED = 8
"""How many clauses a summary names."""


def write_body(topic: Topic) -> Body:
    """The content of the entry of an edition."""
    facts, counts, passages = state_facts(topic), state_counts(topic), find_passages(topic)
    note = [] if topic.edition.omitted else _paragraphs(topic.edition.note)
    ways = _ways(topic)
    rest = _state_rest(topic.wording, passages)

    html = [_p(sentence) for sentence in facts]
    html += [_p(Markup("<br />").join(part.split("\n"))) for part in note]
    html += [_p(counts)] if counts else []
    html += [_p(Markup(" · ").join(link_to(url, name) for name, url in ways))]
    html += _passages_html(passages)
    html += [_p(rest)] if rest else []

    text = [" ".join(facts), *note, *([counts] if counts else [])]
    text += _passages_text(passages)
    text += [rest] if rest else []
    text += ["\n".join(f"{name}: {url}" for name, url in ways)]
    return Body(_summary(topic, facts, counts, passages), "\n".join(html), "\n\n".join(text))


def _summary(topic: Topic, facts: Sequence[str], counts: str, passages: Passages) -> str:
    sentences = [*facts, *([counts] if counts else [])]
    names = list(dict.fromkeys(passage.clause_name for passage in passages.shown))
    if names and not topic.is_first_text:
        more = [str(topic.wording.count("more", len(names) - _NAMED).unescape())] if len(names) > _NAMED else []
        sentences.append(topic.wording.plain("changed") + " " + " · ".join([*names[:_NAMED], *more]) + ".")
    return " ".join(sentences)


def _ways(topic: Topic) -> list[tuple[str, str]]:
    """(name, URL) of the pages that say more."""
    say, links, slug, number = topic.wording.plain, topic.links, topic.chronicle.slug, topic.edition.number
    redline = [(say("redline.long"), links.redline(slug, number))] if number > 1 else []
    return [*redline, (say("full_text"), links.edition(slug, number)), (say("all_changes"), links.changes(slug))]


def _state_rest(wording: Wording, passages: Passages) -> str:
    return str(wording.count("feed.cut", passages.left_out).unescape()) if passages.left_out else ""


def _passages_html(passages: Passages) -> Iterator[Markup]:
    section_before = ""
    for passage in passages.shown:
        if passage.section not in {"", passage.name, section_before}:
            yield _block("h3", passage.section)
        yield from _blocks(passage)
        section_before = passage.section
    if passages.quiet:
        rows = (f"<li>{link_to(each.url, each.name)}: {escape(each.happened)}</li>" for each in passages.quiet)
        yield Markup(f"<ul>{''.join(rows)}</ul>")


def _blocks(passage: Passage) -> Iterator[Markup]:
    name = link_to(passage.url, passage.name) if passage.name else Markup()
    if passage.inline:
        yield _p(Markup(" ").join(part for part in (name, passage.html) if part))
        return
    yield _block("h3" if passage.name == passage.section else "h4", name)
    if passage.happened:
        yield _p(Markup(f"<em>{escape(passage.happened)}</em>"))
    if passage.html:
        yield _p(passage.html)


def _passages_text(passages: Passages) -> Iterator[str]:
    section_before = ""
    for passage in passages.shown:
        section = f"{passage.section}\n\n" if passage.section not in {"", passage.name, section_before} else ""
        named = f"{passage.name} ({passage.happened})" if passage.happened else passage.name
        yield section + (" " if passage.inline else "\n").join(part for part in (named, passage.text) if part)
        section_before = passage.section
    if passages.quiet:
        yield "\n".join(f"{passage.name}: {passage.happened}" for passage in passages.quiet)


def _paragraphs(text: str) -> list[str]:
    lines = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    return [part.strip("\n") for part in lines.split("\n\n") if part.strip()]


def _p(inner: str) -> Markup:
    return _block("p", inner)


def _block(tag: str, inner: str) -> Markup:
    return Markup(f'<{tag} dir="auto">{escape(inner)}</{tag}>')
