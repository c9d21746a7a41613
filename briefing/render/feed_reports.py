"""Renders subscriptions and their problems in every format; as text in columns, or a line per feed or finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from briefing.dates_and_counts import iso_minute
from briefing.model import FeedReport, Finding
from briefing.model.days import in_zone
from briefing.render import Format
from briefing.render.ansi import Pen, Style
from briefing.render.json_documents import encode
from briefing.render.public_data import public_data
from briefing.render.record_fields import FEEDS, pick, table
from briefing.render.text_layout import DEFAULT_LAYOUT, Layout, clip, pad, width_of
from briefing.sanitizer import clean_line

ALIKE = 4
"""Minimum number of feeds with the same problem that are reported as one finding."""
NAMED = 5
"""Maximum number of feeds named in such a finding."""

TITLE_COLUMNS = 32
"""Maximum columns of a title in the table."""

_LOOKS: dict[str, Style] = {"ok": "good", "new": "faint", "failing": "bad", "gone": "bad"}
"""Styles of conditions other than warnings."""


def render_feeds(
    feeds: Sequence[FeedReport], format: Format = "text", layout: Layout = DEFAULT_LAYOUT, *, health: bool = False
) -> str:
    """Render subscriptions; with `health`, text and Markdown include the state of each. Data always has all fields."""
    fields, zone = layout.fields, layout.zone
    records = [public_data(feed) for feed in feeds]
    if format == "json":
        return encode({"feeds": [pick(record, fields, FEEDS) for record in records]}, 2)
    if format == "jsonl":
        return "".join(encode(pick(record, fields, FEEDS)) for record in records)
    if format == "tsv":
        return table(records, fields, FEEDS, header=layout.header)
    if format == "markdown":
        return "".join(_markdown(feed, _health(feed, zone) if health else "") + "\n" for feed in feeds)
    pen = Pen(0, layout.color)
    return _table(feeds, zone, pen) if health else "".join(f"{_plain(feed, pen)}\n" for feed in feeds)


def render_bundles(bundles: Sequence[tuple[str, Sequence[str]]], color: bool) -> str:
    """Bundles of feeds, a line each: name, titles of the feeds."""
    pen, width = Pen(0, color), max(len(name) for name, _ in bundles)
    return "".join(f"{pen.paint(pad(name, width), 'id')}  {', '.join(titles)}\n" for name, titles in bundles)


def render_findings(findings: Sequence[Finding], format: Format = "text", layout: Layout = DEFAULT_LAYOUT) -> str:
    """Render findings with their remedies; as text, no findings give an empty string.

    Formats for people merge many equal failures, as when the network is down.
    """
    if format == "json":
        return encode({"findings": public_data(findings)}, 2)
    if format == "jsonl":
        return "".join(encode(public_data(finding)) for finding in findings)
    merged = _merge_equal_failures(findings)
    if format == "markdown":
        return "".join(_markdown_finding(finding, layout.zone) for finding in merged)
    pen = Pen(0, layout.color)
    return "".join(_plain_finding(finding, layout.zone, pen) for finding in merged)


def _plain(feed: FeedReport, pen: Pen) -> str:
    tags = " ".join([*(f"#{clean_line(tag)}" for tag in feed.tags), *["(synced)"] * feed.synced])
    parts = (pen.paint(clean_line(feed.title) or "-", "title"), clean_line(feed.url), pen.paint(tags, "faint"))
    return "  ".join(part for part in parts if part)


def _table(feeds: Sequence[FeedReport], zone: tzinfo | None, pen: Pen) -> str:
    """A table of the feeds: condition, title, last success, entries a week, newest entry, address.

    Problems follow below the line of a feed.
    """
    rows = [_columns(feed, zone) for feed in feeds]
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    lines = []
    for feed, row in zip(feeds, rows, strict=True):
        styles: tuple[Style | None, ...] = (_LOOKS.get(feed.condition, "warning"), "title", *[None] * (len(row) - 2))
        cells = [pad(cell, width) for cell, width in zip(row, widths, strict=True)]
        lines.append(pen.line([(f"{cell}  ", style) for cell, style in zip(cells, styles, strict=True)]))
        lines += [f"    {pen.paint(trouble, 'bad')}" for trouble in _troubles(feed, zone)]
    return "".join(f"{line}\n" for line in lines)


def _columns(feed: FeedReport, zone: tzinfo | None) -> tuple[str, ...]:
    read = "never fetched" if feed.condition == "new" else "never read"
    return (
        feed.condition,
        clip(feed.title, TITLE_COLUMNS) or "-",
        f"read {iso_minute(feed.last_success, zone)}" if feed.last_success else read,
        f"{feed.entries_a_week:.3g} a week" if feed.entries else "no entries",
        f"newest {_day(feed.last_entry, zone)}" if feed.last_entry else "",
        clean_line(feed.url),
    )


def _troubles(feed: FeedReport, zone: tzinfo | None) -> Iterator[str]:
    if feed.condition in ("failing", "gone"):
        yield f"{_failures(feed, zone)}: {clean_line(feed.error)}"
    if feed.moved_to:
        yield f"moved to {clean_line(feed.moved_to)}"
    if feed.ask_after:
        yield f"paused until {iso_minute(feed.ask_after, zone)}"


def _failures(feed: FeedReport, zone: tzinfo | None) -> str:
    times = "once" if feed.failures == 1 else f"{feed.failures} times"
    preposition = "on" if feed.failures == 1 else "since"
    return f"failed {times}" + (f" {preposition} {iso_minute(feed.failing_since, zone)}" if feed.failing_since else "")


def _markdown(feed: FeedReport, health: str) -> str:
    title = _escaped(feed.title or feed.url)
    tags = " ".join(f"\\#{_escaped(tag)}" for tag in feed.tags)
    facts = ", ".join(part for part in (tags, "synced" * feed.synced, _escaped(health)) if part)
    return f"- [{title}](<{clean_line(feed.url).replace('>', '%3E').replace('<', '%3C')}>)" + (facts and f" {facts}")


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>#&" else char for char in clean_line(text))


def _health(feed: FeedReport, zone: tzinfo | None) -> str:
    parts = [_state(feed, zone)]
    if feed.entries:
        newest = f", newest {_day(feed.last_entry, zone)}" if feed.last_entry else ""
        parts.append(f"{feed.entries_a_week:.3g} entries a week{newest}")
    if feed.moved_to:
        parts.append(f"moved to {clean_line(feed.moved_to)}")
    if feed.ask_after:
        parts.append(f"paused until {iso_minute(feed.ask_after, zone)}")
    return "; ".join(parts)


def _state(feed: FeedReport, zone: tzinfo | None) -> str:
    success = f"last read {iso_minute(feed.last_success, zone)}" if feed.last_success else "never read"
    if feed.condition in ("failing", "gone"):
        return f"{feed.condition}: {_failures(feed, zone)}, {success}: {clean_line(feed.error)}"
    return "new: never fetched" if feed.condition == "new" else f"{feed.condition}: {success}"


def _merge_equal_failures(findings: Sequence[Finding]) -> list[Finding]:
    """Merge `ALIKE` or more feeds with the same problem into one finding, at the place of the first."""
    alike: dict[str, list[Finding]] = {}
    for finding in filter(_is_failing, findings):
        alike.setdefault(finding.problem, []).append(finding)
    merged = []
    for finding in findings:
        group = alike[finding.problem] if _is_failing(finding) else []
        if len(group) < ALIKE:
            merged.append(finding)
        elif finding is group[0]:
            merged.append(_joined(group))
    return merged


def _is_failing(finding: Finding) -> bool:
    return finding.area == "feed" and finding.serious


def _joined(group: Sequence[Finding]) -> Finding:
    """One finding for feeds with the same problem."""
    first = min((finding.since for finding in group if finding.since), default=None)
    names = [finding.title or finding.subject for finding in group]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    advice = (
        f"{', '.join(names[:NAMED])}{more}; `briefing feeds check` lists each, `briefing refresh` tries them "
        "again; if all feeds fail, check the network first"
    )
    return replace(group[0], title="", subject=f"{len(group)} feeds", advice=advice, since=first)


def _markdown_finding(finding: Finding, zone: tzinfo | None) -> str:
    subject, problem = _subject_and_problem(finding, zone)
    return f"- {_escaped(f'{subject}: {problem}')}\n  {_escaped(finding.advice)}\n"


def _plain_finding(finding: Finding, zone: tzinfo | None, pen: Pen) -> str:
    subject, problem = _subject_and_problem(finding, zone)
    first = f"{pen.paint(subject, 'title')}: {pen.paint(problem, 'bad' if finding.serious else 'warning')}"
    return f"{first}\n    {clean_line(finding.advice)}\n"


def _subject_and_problem(finding: Finding, zone: tzinfo | None) -> tuple[str, str]:
    """Title and subject of a finding, and its problem with the start date."""
    since = f" (since {iso_minute(finding.since, zone)})" if finding.since else ""
    return clean_line(f"{finding.title} {finding.subject}"), clean_line(finding.problem) + since


def _day(when: datetime, zone: tzinfo | None) -> str:
    return f"{in_zone(when, zone):%Y-%m-%d}"
