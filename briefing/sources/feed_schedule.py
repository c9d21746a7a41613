"""What the head of an RSS feed says of when it may be read (https://www.rssboard.org/rss-specification)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.model import FeedSchedule

_TTL = re.compile(rb"<ttl>\s{0,20}(\d{1,6})\s{0,20}</ttl>", re.IGNORECASE)
_SKIPPED = re.compile(rb"<skip(Hours|Days)>([^!?]{0,3000}?)</skip\1>", re.IGNORECASE)
_HOUR = re.compile(rb"<hour>\s{0,20}(\d{1,2})\s{0,20}</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s{0,20}(\w{6,9})\s{0,20}</day>", re.IGNORECASE)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def declared_schedule(head: bytes) -> FeedSchedule | None:
    """The schedule in the head of a feed, in an encoding that ASCII is a part of; what is no number is ignored.

    None if it says nothing.
    """
    ttl = _TTL.search(head)
    skipped: dict[bytes, bytes] = {}
    for match in _SKIPPED.finditer(head):
        skipped.setdefault(match[1].lower(), match[2])
    hours = {int(hour) % 24 for hour in _HOUR.findall(skipped.get(b"hours", b"")) if int(hour) <= 24}
    days = {
        _DAYS.index(day) for each in _DAY.findall(skipped.get(b"days", b"")) if (day := each.decode().lower()) in _DAYS
    }
    schedule = FeedSchedule(int(ttl[1]) if ttl else 0, _some(hours, 24), _some(days, 7))
    return schedule if schedule != FeedSchedule() else None


def _some(numbers: Iterable[int], all_of: int) -> tuple[int, ...]:
    """The numbers in order; none if they are all that there are."""
    found = tuple(sorted(numbers))
    return found if len(found) < all_of else ()
