"""An article as lines of chunks with its quotes among them: what features and names are read from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from briefing.text.language_packs import Kind, LanguagePack, Shape, pack
from briefing.text.quotes.clauses import Clauses
from briefing.text.quotes.noun_phrases import Chunk, chunk
from briefing.text.quotes.quotation_marks import Stretch
from briefing.text.quotes.signatures import bare_signature_after, signature_after
from briefing.text.tagged_tokens import tag
from briefing.text.tokens import Tokens

_LONGEST_LINE = 20_000
"""Maximum length of a line, in code points; a longer one is read in parts."""
_MOST_SKIPPED = 40
_AROUND_WORDS = ",.;:!?…()[]"
_TO_READERS = frozenset(("i", "me", "my", "you", "your"))
_LONG = 8
_MARKS = "\"”’'»“‘›` \u00a0\u202f"


class Line:
    """A line of the article, or a part of a long one; it is parsed when it is first read."""

    def __init__(self, text: str, start: int, end: int, stretches: Sequence[tuple[int, int, int]], language: str):
        """Note the line `text[start:end]` and its stretches."""
        self._text, self.start, self.end, self._stretches, self._language = text, start, end, stretches, language
        self._sums: dict[str, list[int]] = {}
        self.contexts: dict[int, Any] = {}
        """Contexts of its quotes that have been read, by chunk; see `governors`."""
        self.sorts: dict[int, str] = {}
        """Sorts of its mentions that have been read, by chunk; see `speaker_candidates`."""
        self.signature = -1
        """First code point of a signature without a dash; -1 without."""

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of the line."""
        tokens = tag(self._text, self.start, self.end, self._stretches, self._language)
        if self.signature >= 0:
            tokens.insert(bisect_left(tokens.start, self.signature), self.signature, Kind.DASH)
        return tokens

    @cached_property
    def chunks(self) -> list[Chunk]:
        """The chunks of the tokens."""
        return chunk(self.tokens)

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds of its chunks."""
        return [str(each.kind) for each in self.chunks]

    @cached_property
    def clauses(self) -> Clauses:
        """Its verbs with their subjects."""
        return Clauses(self.tokens, self.chunks, self.kinds)

    @property
    def first_subject(self) -> tuple[Chunk, Chunk] | None:
        """The first and the last of the joined phrases that are the subject of the first verb; None for a pronoun."""
        kinds = self.kinds
        last = next((at for at in self.clauses.subject.values() if at >= 0 and kinds[at] != "rel"), -1)
        if last < 0 and kinds[:2] == ["np", "quote"]:  # `Weber & Sons “regrets the error”`
            last = 0
        if last < 0 or kinds[last] != "np":
            return None
        first = last
        while kinds[max(0, first - 2) : first] in (["np", "conj"], ["np", ","]):
            first -= 2
        return self.chunks[first], self.chunks[last]

    @property
    def source(self) -> Chunk | None:
        """Whose words a sentence is by its end: `..., the ministry said`, `..., according to the ministry`."""
        at = next((at for at in reversed(range(len(self.kinds))) if self.kinds[at] in ("cue", "acc")), -1)
        front = self.skip(at - 1, ("aux", "adv"), -1)
        source = front if self.kind_at(front) == "np" else at + 1
        is_inserted = self.kind_at(source - 1 if source == front else front) in (",", "quote")
        is_end = self.skip(max(source, at) + 1, ("pp", "prep", ".")) == len(self.kinds)
        return self.chunks[source] if at >= 0 and is_inserted and is_end and self.kind_at(source) == "np" else None

    @cached_property
    def is_to_reader(self) -> bool:
        """Whether the writer speaks to the reader or of himself outside of quotes, as guides and blogs do."""
        return not _TO_READERS.isdisjoint(self.tokens.low)

    def count(self, kind: str, first: int, stop: int) -> int:
        """Number of chunks of a kind in `first:stop`."""
        if kind not in self._sums:
            self._sums[kind] = list(accumulate((each == kind for each in self.kinds), initial=0))
        return self._sums[kind][stop] - self._sums[kind][first]

    def kind_at(self, index: int) -> str:
        """Kind of a chunk; `^` in front of the line and `$` behind it."""
        kinds = self.kinds
        return "^" if index < 0 else kinds[index] if index < len(kinds) else "$"

    def skip(self, index: int, kinds: Sequence[str], step: int = 1) -> int:
        """Index of the first chunk from `index` on in steps that is of no such kind; at most 40 are skipped."""
        stop = index + _MOST_SKIPPED * step
        while index != stop and 0 <= index < len(self.kinds) and self.kinds[index] in kinds:
            index += step
        return index

    def is_object(self, index: int) -> bool:
        """Whether a phrase is the object of one verb and the subject of the next: `heard Weber say`."""
        if self.kind_at(index - 1) not in ("cue", "verb"):
            return False
        behind = index + 1 + self.is_word(index + 1, self.tokens.pack.comparing)
        form = self.tokens.verb(self.chunks[behind].first) if self.kind_at(behind) in ("cue", "verb") else None
        return form is not None and form.shape in (Shape.GERUND, Shape.BASE)

    def cue_class(self, index: int) -> str:
        """Class of the verb of saying that is a chunk."""
        verb = self.tokens.verb(self.chunks[index].first)
        return verb.cue if verb else ""

    def is_word(self, index: int, words: Container[str]) -> bool:
        """Whether a chunk begins with one of some words."""
        return 0 <= index < len(self.chunks) and self.tokens.low[self.chunks[index].first] in words

    def span(self, index: int) -> tuple[int, int]:
        """Code points of a chunk."""
        each = self.chunks[index]
        return self.tokens.start[each.first], self.tokens.end[each.stop - 1]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between marks in its line."""

    index: int
    """Index of the stretch."""
    line: int
    """Index of its line."""
    chunk: int
    """Index of its chunk in the line."""
    stretch: Stretch
    """The stretch between marks."""
    words: tuple[str, ...]
    """Its words in lower case."""
    ending: str
    """`,` or `.` if the words end so, else `o`."""
    is_capital: bool
    """Whether they begin with a capital."""
    is_title: bool
    """Whether all of several long words begin with a capital."""

    @property
    def size(self) -> str:
        """Number of words as a class."""
        count = len(self.words)
        return str(count) if count < 4 else "4" if count < 6 else "6" if count < 10 else "10"


@dataclass(frozen=True)
class ParsedText:
    """An article in one language."""

    text: str
    """Text of the article."""
    language: str
    """Code of a language with a pack."""
    lines: tuple[Line, ...]
    """Its lines that are not blank, in order."""
    quotations: tuple[Quotation, ...]
    """Its quotes, in order."""

    @cached_property
    def speeches(self) -> int:
        """Number of long quotes as a class: where there are none, marks hold terms and titles more often."""
        long = sum(len(each.words) >= _LONG for each in self.quotations)
        return 0 if long == 0 else 1 if long < 4 else 2


def parse_text(
    text: str, stretches: Sequence[Stretch], language: str, start: int = 0, end: int | None = None
) -> ParsedText:
    """Parse an article, or `text[start:end]` of it.

    Args:
        text: the article, a paragraph or heading a line.
        stretches: its outermost quotes, in order.
        language: code of a language with a pack.
        start: first code point.
        end: one past the last.
    """
    lines: list[Line] = []
    quotations: list[Quotation] = []
    spans = _line_spans(text, stretches, start, len(text) if end is None else end, pack(language))
    for first, stop, group, signature in spans:
        line = Line(text, first, stop, group, language)
        line.signature = signature
        for at in [at for at, kind in enumerate(line.kinds) if kind == "quote"] if group else ():
            index = line.tokens.stretch[line.chunks[at].first]
            quotations.append(_quotation(text, index, len(lines), at, stretches[index], line.tokens.pack.closed))
        lines.append(line)
    return ParsedText(text, language, tuple(lines), tuple(quotations))


def _line_spans(
    text: str, stretches: Sequence[Stretch], start: int, stop: int, words: LanguagePack
) -> Iterator[tuple[int, int, list[tuple[int, int, int]], int]]:
    """Spans of the lines that are not blank, each with its stretches and the start of a bare signature, or -1.

    A quote over several lines and a signature in the next line join lines.
    """
    opens = [each.open for each in stretches]
    at = 0
    while start < stop:
        end = min(_end_of_line(text, start, stop), start + _LONGEST_LINE)
        group: list[tuple[int, int, int]] = []
        at = max(at, bisect_right(opens, start - 1))
        while at < len(stretches) and stretches[at].open < end:
            group.append((at, stretches[at].open, stretches[at].close))
            if stretches[at].close > end:
                end = min(_end_of_line(text, stretches[at].close, stop), stretches[at].close + _LONGEST_LINE)
            at += 1
        bare = -1
        if group and stretches[group[-1][0]].style != "—":
            signed, bare = _signature(text, group[-1][2], words, may_be_bare=not text[start : group[0][1]].strip())
            end = _end_of_line(text, signed[1], stop) if signed and end < signed[0] < stop else end
        if text[start:end].strip():
            yield start, end, group, bare
        start = end + 1 if end < stop and text[end] == "\n" else end


def _signature(text: str, close: int, words: LanguagePack, *, may_be_bare: bool) -> tuple[tuple[int, int] | None, int]:
    """Span of the signature behind a quote, and its start if it is bare, else -1."""
    if (signed := signature_after(text, close)) or not may_be_bare:
        return signed, -1
    bare = bare_signature_after(text, close, words)
    return bare, bare[0] if bare else -1


def _end_of_line(text: str, at: int, stop: int) -> int:
    end = text.find("\n", at, stop)
    return stop if end < 0 else end


def _quotation(text: str, index: int, line: int, at: int, stretch: Stretch, closed: Container[str]) -> Quotation:
    words = text[stretch.start : stretch.end].split()
    last = text[stretch.start : stretch.close].rstrip(_MARKS)[-1:]
    return Quotation(
        index,
        line,
        at,
        stretch,
        tuple(text[stretch.start : stretch.end].lower().split()),
        "," if last == "," else "." if last and last in ".?!…" else "o",
        text[stretch.start : stretch.start + 1].isupper(),
        len(words) > 1 and _is_in_title_case(words, closed),
    )


def _is_in_title_case(words: Sequence[str], closed: Container[str]) -> bool:
    """Whether all words of open classes have capitals, one at least."""
    of_open_classes = [word for word in words if word[0].isalpha() and _head(word) not in closed]
    return bool(of_open_classes) and all(word[0].isupper() for word in of_open_classes)


def _head(word: str) -> str:
    """A word in lower case without marks and contractions."""
    return re.split("[’']", word.lower())[0].strip(_AROUND_WORDS)
