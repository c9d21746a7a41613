"""Update of a brief: the most informative developments, without repetition.

Selected on reading, when the start of the window is known; so this module imports nothing heavy and does not stem.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from briefing.briefs.retold_event import retells_event
from briefing.model import Line, TimelineEvent
from briefing.repeated_facts import repeats_fact

WORDS = 80
"""Default number of words of an update."""

_HALVING = 2.0
"""Number of lines of one article after which the worth of a further one is halved."""
_SUPPORT = 0.5
"""Worth of each further outlet that carries a fact, up to `_MOST_SUPPORT`; a first line is worth 1."""
_MOST_SUPPORT = 3
_SHARED = 1.0
"""Worth of a line whose long words all occur in every other article with developments."""
_NEWER = 0.25
"""Extra worth of the newest line over the oldest: later reports are better informed."""
_SAME = 0.6
"""Share of the shorter line's words in the other from which both state one fact, as when a toll rises."""
_QUOTATION_MARKS = ('"', "“", "„", "«", "‘")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]{4,}")
_LONG_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]{6,}")
"""Numbers and words long enough to carry content, whatever the language."""


def pick_update(
    lines: Sequence[Line], words: int = WORDS, told: Sequence[Line] = (), title: str = ""
) -> tuple[Line, ...]:
    """The lines that best summarize what is new, in input order; at least one if any is left.

    Lines that state a fact of `told` are left out. Only lines that can be read alone are picked, unless there are
    none. Of two lines with one fact the later is picked, or the complete one; at most one is truncated. An article gets
    a second line only after every other has its first.

    Args:
        lines: developments of one thread, in order of arrival.
        words: maximum number of white-space separated words in total; the first line picked may be longer.
        told: the summary that is shown with the update.
        title: of the thread.
    """
    lines = untold(lines, told, title)
    offered = [number for number, line in enumerate(lines) if line.alone] or list(range(len(lines)))
    offered = _without_told_whole(lines, offered)
    worth, places = weigh(lines), _places([lines[number].source.article_id for number in offered])
    picked: list[int] = []
    picked_words: list[frozenset[str]] = []
    used, left_out = 0, False
    for place, number in sorted(zip(places, offered, strict=True), key=lambda at: (at[0] > 0, -worth[at[1]], -at[1])):
        size, content = len(lines[number].text.split()), _content_words(lines[number])
        is_second_cut = is_cut(lines[number].text) and any(is_cut(lines[other].text) for other in picked)
        if is_second_cut or (place and left_out) or _is_stated(content, picked_words):
            continue
        if picked and used + size > words:
            left_out = True
            continue
        picked.append(number)
        picked_words.append(content)
        used += size
    return tuple(lines[number] for number in sorted(picked))


def is_cut(text: str) -> bool:
    """Whether a line stops in the middle of a sentence, as teasers do."""
    return text.endswith(("…", "..."))


def _without_told_whole(lines: Sequence[Line], offered: Sequence[int]) -> list[int]:
    """Numbers of `offered` without truncated lines whose fact a complete one of them states."""
    contents = {number: _content_words(lines[number]) for number in offered}
    whole = [number for number in offered if not is_cut(lines[number].text)]
    return [
        number
        for number in offered
        if not is_cut(lines[number].text) or not _is_stated(contents[number], (contents[other] for other in whole))
    ]


def untold(lines: Sequence[Line], told: Sequence[Line], title: str = "") -> tuple[Line, ...]:
    """The lines that tell more than those in `told` and the title, without quotations parted from their speakers."""
    texts = dict.fromkeys(line.text for line in told)
    articles = {line.source.article_id for line in told}
    return tuple(
        line
        for line in lines
        if not (line.text in texts or repeats_fact(line.text, texts) or retells_event(line, told, title))
        and (line.alone or line.source.article_id not in articles or not line.text.startswith(_QUOTATION_MARKS))
    )


def untold_events(events: Sequence[TimelineEvent], told: Sequence[Line]) -> tuple[TimelineEvent, ...]:
    """The events whose lines tell more than the lines in `told`."""
    left = {line.source for line in untold([event.line for event in events], told)}
    return tuple(event for event in events if event.line.source in left)


def _places(articles: Sequence[str]) -> list[int]:
    """For each line, the number of earlier lines of its article."""
    seen: Counter[str] = Counter()
    places = []
    for article in articles:
        places.append(seen[article])
        seen[article] += 1
    return places


def weigh(lines: Sequence[Line]) -> list[float]:
    """Worth of each line by position, support, words shared with other articles, and time of arrival."""
    articles = [line.source.article_id for line in lines]
    long_words = [frozenset(_LONG_WORD.findall(line.text.casefold())) for line in lines]
    articles_with: dict[str, set[str]] = {}
    for article, line_words in zip(articles, long_words, strict=True):
        for word in line_words:
            articles_with.setdefault(word, set()).add(article)
    others, last = max(1, len(set(articles)) - 1), max(1, len(lines) - 1)
    scores = []
    for number, (line, place) in enumerate(zip(lines, _places(articles), strict=True)):
        words = long_words[number]
        shared = sum(len(articles_with[word]) - 1 for word in words) / (others * max(1, len(words)))
        support = _SUPPORT * min(line.support - 1, _MOST_SUPPORT)
        scores.append(0.5 ** (place / _HALVING) + support + _SHARED * shared + _NEWER * number / last)
    return scores


def _content_words(line: Line) -> frozenset[str]:
    return frozenset(_WORD.findall(line.text.casefold()))


def _is_stated(content: frozenset[str], by: Iterable[frozenset[str]]) -> bool:
    return any(_state_one_fact(content, other) for other in by)


def _state_one_fact(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and len(a & b) >= _SAME * min(len(a), len(b))
