"""Short texts that several formats share: facts of threads, names of sources, state of the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta, tzinfo
from typing import TYPE_CHECKING

from briefing.dates_and_counts import count, day, day_and_time, day_range, short_time
from briefing.model.days import is_whole_day
from briefing.render.text_layout import clip
from briefing.sanitizer import clean_line

if TYPE_CHECKING:
    from briefing.model import Brief, Briefing, Citation, Health, SourceFailure, ThreadRow, TimelineEvent

STALE_AFTER = timedelta(days=1)
"""Age of the last refresh from which a briefing begins with a warning."""

_HOST = r"(?i)https?://(?:[^/?#@\s]*@)?([^/?#@:\s\[\]]+)"

FAILING_AFTER = timedelta(days=2)
"""Time without an answer after which a briefing begins by naming the source."""

STAGES = {
    "feeds": "reading sources",
    "items": "syncing items",
    "pages": "fetching pages",
    "articles": "reading articles",
    "threads": "building threads",
    "summaries": "summarizing threads",
    "analyses": "renewing earlier threads",
    "regrouped": "grouping earlier threads again",
}
"""Descriptions of the stages of a refresh."""

ALSO = "Also today"
"""Heading of the stories that are only named."""
FEW = 3
"""Maximum number of failed sources named in the last line of a daily briefing; more are counted."""
NAMED = 5
"""Maximum number of sources named per reason of failure; more are counted."""


def event_time(event: TimelineEvent, zone: tzinfo | None) -> str:
    """Time of an event: `7 Jan 2026, 06:30 CET`, or `7 Jan 2026` if only the day is known."""
    if event.day_only or is_whole_day(event.when):
        return day(event.when, UTC)
    local = event.when.astimezone(zone)
    return f"{day_and_time(local, zone)} {local.tzname()}"


def listing(words: Iterable[str]) -> str:
    """Words joined by a middle dot, without empty ones."""
    return " · ".join(word for word in words if word)


def outlet(citation: Citation) -> str:
    """Display name of a source: its outlet, else its host, else its headline."""
    return clean_line(citation.outlet) or host(citation.url) or clip(citation.title, 40) or "unnamed source"


def host(url: str) -> str:
    """Host of a URL without `www.`; empty if it has none."""
    match = re.match(_HOST, clean_line(url))
    return match[1].lower().removeprefix("www.") if match else ""


def link(url: str) -> str:
    """A URL that may be linked (http or https), else an empty string."""
    cleaned = clean_line(url)
    return cleaned if cleaned.startswith(("http://", "https://")) and " " not in cleaned else ""


def origin(sources: Sequence[Citation], zone: tzinfo | None, support: int = 1) -> str:
    """Attribution of a line: `BBC World, 7 Jan 2026, and 2 more`, `BBC World, 7 Jan 2026; 3 outlets`."""
    if not sources:
        return "source unknown"
    words = ", ".join(word for word in (outlet(sources[0]), day(sources[0].published, zone)) if word)
    others = len({source.article_id for source in sources}) - 1
    words += f", and {others} more" if others > 0 else ""
    return words + (f"; {count(support, 'outlet')}" if support > 1 else "")


def facts(brief: Brief, zone: tzinfo | None) -> str:
    """Facts of a thread in one line under its title."""
    state = brief.thread.state
    return listing(
        (
            count(len(brief.articles), "article"),
            count(len(brief.outlets), "outlet") if len(brief.outlets) > 1 else "",
            count(brief.independent, "independent report") if brief.copies else "",
            copied(brief.copies, brief.wire),
            day_range(brief.thread.first, brief.thread.last, zone),
            "followed" if state.followed else "",
            "muted" if state.muted else "",
            f"{starred} starred" if (starred := sum(ref.starred for ref in brief.articles)) else "",
            tagged(state.tags),
        )
    )


def reasons(brief: Brief) -> list[str]:
    """Reasons for the rank of a thread and for each of its articles, a line each."""
    number = len(str(len(brief.articles)))
    lines = [f"{brief.thread.id}: {brief.why}"]
    for place, ref in enumerate(brief.articles, 1):
        article = f"{clean_line(ref.title) or 'untitled'}" + (f" ({clean_line(ref.outlet)})" if ref.outlet else "")
        copy = "; repeats another" if ref.copy_of else ""
        lines.append(f"[{place:>{number}}] {ref.id}  {article}: {clean_line(ref.why) or 'no reason recorded'}{copy}")
    return lines


def new_outlets(brief: Brief) -> str:
    """Outlets that are new in a thread: `New outlets: BBC World, DW.`; empty if there are none."""
    names = [name for outlet in brief.new_outlets if (name := clean_line(outlet))]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"New {'outlet' if len(names) == 1 else 'outlets'}: {', '.join(names[:NAMED])}{more}." if names else ""


def copied(copies: int, wire: str) -> str:
    """Number of copies of an article: `4 copies of an AP story`, `1 copy`; empty for none."""
    if not copies or not wire:
        return count(copies, "copy") if copies else ""
    # The article follows the pronunciation: an AP or AFP story, but a UPI story, and a Reuters story.
    vowels = "AEFHILMNORSX" if wire.isupper() and len(wire) <= 3 else "AEIO"
    article = "an" if wire[0].upper() in vowels else "a"
    return f"{count(copies, 'copy')} of {article} {clean_line(wire)} story"


def row_facts(row: ThreadRow, zone: tzinfo | None) -> str:
    """Facts of a thread in a list, the least important last, where they may be cut."""
    return listing(
        (
            day(row.thread.last, zone),
            count(row.articles, "article"),
            count(row.outlets, "outlet") if row.outlets > 1 else "",
            f"{row.independent} independent" if row.copies else "",
            copied(row.copies, row.wire),
            f"{row.unread} unread" if row.unread else "",
            row.phase if row.phase != "quiet" else "",
            "followed" if row.thread.state.followed else "",
            f"{row.starred} starred" if row.starred else "",
            tagged(row.thread.state.tags),
        )
    )


def tagged(tags: Sequence[str]) -> str:
    """Tags for display: `#later #work`."""
    return " ".join(f"#{clean_line(tag)}" for tag in tags)


def window(briefing: Briefing, zone: tzinfo | None) -> str:
    """Time window of a briefing and its number of stories."""
    since = f"News since {day_and_time(briefing.since, zone)}" if briefing.since else "All that is stored"
    return listing((since, count(len(briefing.briefs), "story"), freshness(briefing.health, zone)))


def moved(briefing: Briefing) -> int:
    """Number of stories in the window of a briefing, whether it shows them or not."""
    return len(briefing.briefs) + briefing.left_out


def headline_window(briefing: Briefing, zone: tzinfo | None) -> str:
    """Number of stories in a window, its start, and the time of the last refresh."""
    earlier = len(briefing.earlier)
    own = moved(briefing) - earlier
    stories = count(own, "story") if own else ""
    if briefing.since and own:
        stories += f" moved since {short_time(briefing.since, briefing.generated_at, zone)}"
    older = (f"{earlier:,}" if own else count(earlier, "story")) + " of earlier days" if earlier else ""
    read = short_time(briefing.health.refreshed, briefing.generated_at, zone) if briefing.health.ok else ""
    return listing((stories, older, f"sources read {read}" if read else ""))


def unnamed(briefing: Briefing) -> str:
    """Number of stories of the window that are not named; empty if there are none."""
    more = briefing.left_out - len(briefing.also)
    words = (
        count(more, "more story") if more > 0 else "",
        f"{count(briefing.waiting, 'story')} of earlier days" if briefing.waiting else "",
    )
    if not any(words):
        return ""
    return f"… and {', '.join(filter(None, words))}; `briefing threads` lists them."


def failed_sources(health: Health) -> str:
    """Sources that failed at the last refresh, in one sentence; empty if none did."""
    if health.refreshed is None and not (health.ok or health.failed):
        return health_lines(health)[0]
    if not health.failed:
        return ""
    names = [source_name(failure) for failure in health.failed]
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    counts = f"Sources: {health.ok} read, {len(names)} failed"
    return f"{counts} (`briefing doctor` says why): {', '.join(names[:FEW])}{more}."


def outlets(number: int) -> str:
    """Number of outlets; empty for one."""
    return count(number, "outlet") if number > 1 else ""


def nothing_new(briefing: Briefing, zone: tzinfo | None) -> str:
    """Line shown in place of the stories if there are none."""
    if briefing.since:
        return f"Nothing new since {day_and_time(briefing.since, zone)}."
    if briefing.health.refreshed:
        return "No story matches the query." if briefing.query else "There are no stories: the sources brought no news."
    return "No stories yet; `briefing refresh` reads the sources and builds them."


def freshness(health: Health, zone: tzinfo | None) -> str:
    """Time of the last refresh of the sources."""
    return f"sources read {day_and_time(health.refreshed, zone)}" if health.refreshed else ""


def warning(briefing: Briefing, zone: tzinfo | None) -> str:
    """Warning at the top of a briefing: that it is old, or has no sources; mostly empty."""
    health = briefing.health
    if health.refreshed is None:
        return ""
    age = briefing.generated_at - health.refreshed
    if age > STALE_AFTER:
        return f"Not fresh: the sources were last read {count(age.days, 'day')} ago."
    if health.failed and not health.ok:
        return "No source could be read at the last refresh; this is what was stored before."
    return _long_failing(briefing, zone)


def _long_failing(briefing: Briefing, zone: tzinfo | None) -> str:
    """Sources that have been failing for days, the longest first; empty if there are none."""
    late = briefing.generated_at - FAILING_AFTER
    failing = sorted((each.answered, source_name(each)) for each in briefing.health.failed if each.answered)
    names = [f"{name} since {day(answered, zone)}" for answered, name in failing if answered < late]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"Failing for days: {', '.join(names[:NAMED])}{more}; `briefing doctor` says why." if names else ""


def also_lines(briefing: Briefing) -> list[str]:
    """A line for each story that is only named, and the number of those that are not."""
    names = [listing((clean_line(each.title) or "untitled", outlets(each.outlets), each.id)) for each in briefing.also]
    return [*names, *filter(None, (unnamed(briefing),))]


def source_name(failure: SourceFailure) -> str:
    """Display name of a source: its title, else its host, else its location."""
    return clean_line(failure.title) or host(failure.location) or clean_line(failure.location)


def health_lines(health: Health) -> list[str]:
    """State of the sources: counts first, then failing and silent ones with the reasons."""
    if health.refreshed is None and not (health.ok or health.failed):
        return ["The sources were never read; `briefing refresh` reads them."]
    counts = [f"{health.ok} read", f"{len(health.failed)} failed", f"{len(health.silent)} silent"]
    counts += [f"{len(health.paused)} paused"] if health.paused else []
    lines = ["Sources: " + ", ".join(counts) + "."]
    lines += [f"Failed: {group}" for group in by_reason(health.failed)]
    lines += [f"Silent: {group}" for group in by_reason(health.silent)]
    lines += [f"Paused: {group}" for group in by_reason(health.paused)]
    lines += [f"Moved: {group}" for group in by_reason(health.moved)]
    return lines


def by_reason(failures: Iterable[SourceFailure]) -> list[str]:
    """One line per reason with the sources it applies to; at most `NAMED`, the rest counted."""
    groups: dict[str, list[str]] = {}
    for failure in failures:
        groups.setdefault(clean_line(failure.reason), []).append(source_name(failure))
    lines = []
    for reason, names in groups.items():
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        lines.append(", ".join(names[:NAMED]) + more + (f" ({reason})" if reason else ""))
    return lines
