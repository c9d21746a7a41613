"""Finds strings that a regular expression takes more than linear time for, by pumping each of its repeats.

Every repeat of the parse tree is reached by a prefix, its body is repeated many times, and a suffix makes the match
fail: nested repeats backtrack exponentially on such a string, adjacent ones and searches polynomially.
"""

from __future__ import annotations

import random
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

Tree = list[tuple[Any, Any]]
Use = Callable[[str], object]

_SIZES = (12, 24, 800)
"""Repetitions; the small ones show an exponential pattern before it hangs."""
_SUSPECT = 0.0005
"""Seconds from which a string of 800 repetitions of one character is measured; linear patterns need a tenth."""
_FLOOR = 0.05
"""Seconds below which no growth counts: a busy machine delays a short measure by as much."""
_LIMIT = 0.2
"""Seconds of processor time after which a match is given up."""
_CERTAIN = 0.1
"""Seconds of processor time that are not measured again."""
GROWTH = 2.5
"""Most that time may grow when a string doubles."""
_FAILING = ("\x01", " aa")
_COMMON = "aA1 _.,'é-!\n\x01"
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_LEAST_REPEAT = 8
_CLASSES = 12
_PAIRS = 5


@dataclass(frozen=True, slots=True)
class Slow:
    """A string that takes more than linear time."""

    text: str
    """The string at its smallest size measured."""
    seconds: tuple[float, ...]
    """Time at this size, twice and four times the size; fewer where a match was given up."""


def slow_string(pattern: re.Pattern[str], use: Use, cap: int = 0) -> Slow | None:
    """The first string that `use`, a method of `pattern`, takes too long for; None where all time is linear.

    Args:
        pattern: a pattern over strings.
        use: what is called, as `pattern.search`.
        cap: length of the longest text the pattern is given, 0 where it has none.
    """
    with _timer():
        for prefix, unit, suffix in _pumps(pattern):
            for size in _SIZES:
                text = prefix + unit * size + suffix
                if cap and len(text) > cap:
                    break
                seconds = _seconds(use, text)
                if seconds > _SUSPECT * max(1, len(unit)) and (slow := _measured(use, prefix, unit, suffix, size, cap)):
                    return slow
    return None


def _measured(use: Use, prefix: str, unit: str, suffix: str, size: int, cap: int) -> Slow | None:
    """Time of growing strings, where it grows by more than `GROWTH` a doubling each time it is measured."""
    slow = None
    for _ in range(2):
        seconds: list[float] = []
        for times in (size, size * 2, size * 4, size * 8, size * 16):
            text = prefix + unit * times + suffix
            if cap and len(text) > cap:
                return None
            seconds.append(_seconds(use, text))
            if len(seconds) == 1 and seconds[0] <= _FLOOR:
                seconds[0] = min(seconds[0], _seconds(use, text))
            if seconds[-1] >= _FLOOR and (seconds[-1] >= GROWTH ** (len(seconds) - 1) * seconds[0]):
                slow = Slow(prefix + unit * size + suffix, tuple(round(each, 4) for each in seconds))
                break
        else:
            return None
        if seconds[-1] > _CERTAIN:
            break
    return slow


def _seconds(use: Use, text: str) -> float:
    """Processor time of one call, which ends after `_LIMIT`; `re` handles signals while it runs."""
    start = time.process_time()
    with suppress(TimeoutError):
        signal.setitimer(signal.ITIMER_PROF, _LIMIT)
        use(text)
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - start


@contextmanager
def _timer() -> Iterator[None]:
    """Let the timer of processor time raise `TimeoutError` in the body."""

    def give_up(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    earlier = signal.signal(signal.SIGPROF, give_up)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, earlier)


def _pumps(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Prefix, repeated unit and suffix of strings that lead into each repeat and fail behind it."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    sampler = _Sampler(list(tree))
    reached = list(_repeats(list(tree), [], sampler))
    if not reached:
        return
    seen: set[tuple[str, str]] = set()
    for prefix, body in reached:
        samples = {sampler.sample(body, most) for most in (1, 1, 2, 2, 3)}
        pairs_of = [a + b for a in sampler.alphabet for b in sampler.alphabet if a != b]
        units = [*sorted(samples), *sampler.alphabet, *sampler.random.sample(pairs_of, min(len(pairs_of), _PAIRS))]
        pairs = [(prefix, unit) for unit in units] + [("", prefix + unit) for unit in sorted(samples)]
        for start, unit in pairs:
            if unit and (start, unit) not in seen:
                seen.add((start, unit))
                yield from ((start, unit, suffix) for suffix in _FAILING)


def _repeats(tree: Tree, before: Tree, sampler: _Sampler) -> Iterator[tuple[str, Tree]]:
    """Every long repeat in `tree`: a string that leads up to it, and its body."""
    for at, (kind, value) in enumerate(tree):
        path = [*before, *tree[:at]]
        for inner in _children(kind, value):
            if kind in _REPEATS and value[1] >= _LEAST_REPEAT:
                yield sampler.sample(path, 1), inner
            yield from _repeats(inner, path, sampler)


def _children(kind: Any, value: Any) -> list[Tree]:
    """The parts of a node of the parse tree."""
    if kind is op.BRANCH:
        return [list(each) for each in value[1]]
    if kind is op.GROUPREF_EXISTS:
        return [list(each) for each in value[1:] if each is not None]
    if kind is op.ATOMIC_GROUP:
        return [list(value)]
    at = {op.SUBPATTERN: 3, op.ASSERT: 1, op.ASSERT_NOT: 1}.get(kind, 2 if kind in _REPEATS else None)
    return [] if at is None else [list(value[at])]


class _Sampler:
    """Strings that parts of one pattern match, the same ones in every run."""

    def __init__(self, tree: Tree) -> None:
        self.random = random.Random(1)
        sets, characters = [], list(_COMMON)
        for kind, value in _nodes(tree):
            if kind is op.LITERAL:
                characters.append(chr(value))
            elif kind is op.IN:
                sets.append(_Set(value))
                characters += [chr(part[1]) for part in value if part[0] is op.LITERAL]
                characters += [chr(part[1][0]) for part in value if part[0] is op.RANGE]
        self.characters = list(dict.fromkeys(characters))
        classes: dict[tuple[object, ...], str] = {}
        for character in self.characters:
            others = () if character.isalnum() else (character,)
            classes.setdefault((*(character in each for each in sets), *others), character)
        self.alphabet = sorted(classes.values())
        if len(self.alphabet) > _CLASSES:
            self.alphabet = sorted(self.random.sample(self.alphabet, _CLASSES))

    def sample(self, tree: Tree, most: int) -> str:
        """A string that `tree` matches, repeats taken `most` times where they may be."""
        return "".join(self._piece(kind, value, most) for kind, value in tree)

    def _piece(self, kind: Any, value: Any, most: int) -> str:
        if kind is op.LITERAL:
            return chr(value)
        if kind is op.ANY:
            return "a"
        if kind in (op.IN, op.NOT_LITERAL):
            parts = value if kind is op.IN else [(op.NEGATE, None), (op.LITERAL, value)]
            members = _Set(parts)
            fitting = [each for each in self.characters if each in members]
            return self.random.choice(fitting) if fitting else ""
        if kind in _REPEATS:
            times = min(value[1], max(value[0], self.random.randint(0 if most == 1 else 1, most)))
            return "".join(self.sample(list(value[2]), most) for _ in range(times))
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return ""
        children = _children(kind, value)
        return self.sample(self.random.choice(children), most) if children else ""


def _nodes(tree: Tree) -> Iterator[tuple[Any, Any]]:
    for kind, value in tree:
        yield kind, value
        for inner in _children(kind, value):
            yield from _nodes(inner)


class _Set:
    """A set of characters, compiled once: some have hundreds of members, and are asked for each character."""

    def __init__(self, parts: list[tuple[Any, Any]]) -> None:
        self._is_negated = parts[0][0] is op.NEGATE
        self._literals = {value for kind, value in parts if kind is op.LITERAL}
        self._others = [(kind, value) for kind, value in parts if kind in (op.RANGE, op.CATEGORY)]

    def __contains__(self, character: str) -> bool:
        is_member = ord(character) in self._literals or any(
            _is_part(character, kind, value) for kind, value in self._others
        )
        return is_member is not self._is_negated


def _is_part(character: str, kind: Any, value: Any) -> bool:
    if kind is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    is_negated = value in (op.CATEGORY_NOT_DIGIT, op.CATEGORY_NOT_SPACE, op.CATEGORY_NOT_WORD)
    if value in (op.CATEGORY_DIGIT, op.CATEGORY_NOT_DIGIT):
        return character.isdecimal() is not is_negated
    if value in (op.CATEGORY_SPACE, op.CATEGORY_NOT_SPACE):
        return character.isspace() is not is_negated
    return (character.isalnum() or character == "_") is not is_negated
