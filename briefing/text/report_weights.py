"""Weights of the reports of a story: how much each says about the event as it stands now.

A report loses half of its weight every 24 hours before the newest one (`report_ages`), more slowly if fewer than three
outlets have reported since. One that tells a state of the event which a newer one has changed (`event_states`) counts
little, however short the time between. A follow-up, which one outlet alone has while others agree on an event whose
state it does not change, makes no other report older, and counts less than these, unless three outlets have one.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from briefing.text.event_states import Report, has_same_event, is_background, may_overtake, overtakes
from briefing.text.report_ages import weigh_by_age

OVERTAKING = 3
"""Number of outlets with later reports from which the age of a report counts in full."""
OVERTAKEN = 0.2
"""Factor on reports of a former state."""
FOLLOW_UP = 0.4
"""Factor on follow-ups."""
AGREEING = 2
"""Minimum number of outlets that agree on an event."""
MOST_COMPARED = 40
"""Maximum number of reports whose states are compared, the newest: the cost grows with its square."""


def weigh_reports(reports: Sequence[Report], outlets: Sequence[Hashable], counts: Sequence[bool]) -> list[float]:
    """Weight of each report, at most 1.

    Args:
        reports: of one story.
        outlets: the independent outlet of each.
        counts: whether each reports in full; the others outdate nothing.
    """
    turns = changes_of_state(reports, counts)
    turning, overtaken = {new for new, _ in turns}, {old for _, old in turns}
    current = [number for number in _newest(reports, counts) if number not in overtaken]
    follow_ups = _follow_ups(current, turning, reports, outlets)
    ages = _weigh_ages(reports, outlets, [does and number not in follow_ups for number, does in enumerate(counts)])
    factors = dict.fromkeys(overtaken, OVERTAKEN) | dict.fromkeys(follow_ups, FOLLOW_UP)
    return [age * factors.get(number, 1.0) for number, age in enumerate(ages)]


def changes_of_state(reports: Sequence[Report], counts: Sequence[bool]) -> list[tuple[int, int]]:
    """Pairs of reports of which the first tells a new state of the event, and the second a former one.

    Arguments as for `weigh_reports`.
    """
    newest = _newest(reports, counts)
    telling = [number for number in newest if may_overtake(reports[number])]
    return [(new, old) for new in telling for old in newest if overtakes(reports[new], reports[old])]


def _newest(reports: Sequence[Report], counts: Sequence[bool]) -> list[int]:
    """The newest dated reports that count, the last one first."""
    dated = [number for number, does in enumerate(counts) if does and reports[number].seconds is not None]
    return sorted(dated, key=lambda number: -(reports[number].seconds or 0.0))[:MOST_COMPARED]


def _follow_ups(
    numbers: Sequence[int], turning: Collection[int], reports: Sequence[Report], outlets: Sequence[Hashable]
) -> set[int]:
    """Reports that one outlet alone has, after several agreed on an event that has happened; none if several do so."""
    seconds = {number: reports[number].seconds or 0.0 for number in numbers}
    pairs = _pairs(numbers, reports, outlets)
    supported = {number for number, _ in pairs}

    def is_follow_up(number: int) -> bool:
        time = seconds[number]
        if any(is_background(reports[new], reports[number]) for new in turning if seconds.get(new, time) < time):
            return True
        agreed = {each for pair in pairs if max(seconds[pair[0]], seconds[pair[1]]) < time for each in pair}
        return len({outlets[each] for each in agreed if not reports[each].announces}) >= AGREEING

    alone = {number for number in numbers if number not in supported and number not in turning and is_follow_up(number)}
    return alone if len({outlets[number] for number in alone}) < OVERTAKING else set()


def _pairs(numbers: Sequence[int], reports: Sequence[Report], outlets: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Reports with others that have the same event, of another outlet."""
    return [
        (number, other)
        for number in numbers
        for other in numbers
        if outlets[other] != outlets[number] and has_same_event(reports[number], reports[other])
    ]


def _weigh_ages(reports: Sequence[Report], outlets: Sequence[Hashable], counts: Sequence[bool]) -> list[float]:
    """Weight of each report by its age against the newest one that counts.

    It is taken in full from `OVERTAKING` outlets, or all, with later reports.
    """
    latest: dict[Hashable, float] = {}
    for report, outlet, is_counted in zip(reports, outlets, counts, strict=True):
        if is_counted and report.seconds is not None:
            latest[outlet] = max(report.seconds, latest.get(outlet, report.seconds))
    if not latest:
        return [1.0] * len(reports)
    newest, enough = max(latest.values()), min(OVERTAKING, len(latest))

    def aged(time: float) -> float:
        later = sum(at > time for at in latest.values())
        return newest - min(1.0, later / enough) * max(0.0, newest - time)

    return weigh_by_age((None if report.seconds is None else aged(report.seconds) for report in reports), newest)
