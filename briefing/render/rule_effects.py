"""Renders the effect of rules in every format: each with some of the articles or threads that it would match."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from briefing.dates_and_counts import count, day
from briefing.model import Rehearsal, SearchHit, ThreadRow
from briefing.render import Format
from briefing.render.ansi import Pen, Piece
from briefing.render.captions import outlet, row_facts
from briefing.render.commonmark import escape
from briefing.render.json_documents import encode, hit_record
from briefing.render.public_data import public_data
from briefing.render.record_fields import Record
from briefing.render.text_layout import DEFAULT_LAYOUT, Layout
from briefing.sanitizer import clean_line

_VERBS = {"mute": "mutes", "star": "stars", "read": "marks read"}


def render_rehearsals(rehearsals: Sequence[Rehearsal], format: Format = "text", layout: Layout = DEFAULT_LAYOUT) -> str:
    """Render the effect of rules."""
    if format == "json":
        return encode({"rules": [_record(each) for each in rehearsals]}, 2)
    if format == "jsonl":
        return "".join(encode(_record(each)) for each in rehearsals)
    lines: list[str] = []
    pen, zone = Pen.of(layout), layout.zone
    for each in rehearsals:
        matches = [_hit(hit, zone) for hit in each.hits] + [_row(row, zone) for row in each.muted]
        more = (each.threads if each.action == "mute" else each.articles) - len(matches)
        matches += [("", f"and {more} more")] if more > 0 else []
        if format == "markdown":
            lines += [f"- **{escape(each.name)}** {escape(_facts(each))}"]
            lines += [f"  - {escape(f'{id_}  {words}'.strip())}" for id_, words in matches]
        else:
            first: list[Piece] = [(each.name, "title"), (f": {_facts(each)}", None)]
            lines += pen.wrap(first, rest="  ")
            lines += [
                pen.line([("  ", None), (f"{id_}  " if id_ else "", "id"), (words, None)]) for id_, words in matches
            ]
    return "".join(f"{line}\n" for line in lines)


def _facts(each: Rehearsal) -> str:
    """Effect of a rule in one line."""
    caught = f"{clean_line(each.query)} matches {count(each.articles, 'article')}; {_VERBS[each.action]} "
    if each.action == "mute":
        return (
            caught
            + f"{count(each.threads, 'thread')} that {'has' if each.threads == 1 else 'have'} no other"
            + (f" ({each.already} muted already)" if each.already else "")
        )
    done = f" ({each.already} {'starred' if each.action == 'star' else 'read'} already)" if each.already else ""
    return caught + f"{'it' if each.articles == 1 else 'them'} in {count(each.threads, 'thread')}" + done


def _hit(hit: SearchHit, zone: tzinfo | None) -> tuple[str, str]:
    """An article's id and description."""
    source = hit.line.source
    origin = ", ".join(part for part in (outlet(source), day(hit.article.published, zone)) if part)
    return clean_line(hit.article.id), f"{clean_line(hit.article.title) or 'untitled'} ({origin})"


def _row(row: ThreadRow, zone: tzinfo | None) -> tuple[str, str]:
    """A thread's id and description."""
    return clean_line(row.thread.id), f"{clean_line(row.thread.title) or 'untitled'} ({row_facts(row, zone)})"


def _record(each: Rehearsal) -> Record:
    return {
        "name": each.name,
        "query": each.query,
        "action": each.action,
        "articles": each.articles,
        "threads": each.threads,
        "already": each.already,
        "hits": [hit_record(hit) for hit in each.hits],
        "muted": public_data(each.muted),
    }
