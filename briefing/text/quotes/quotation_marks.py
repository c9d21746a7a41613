"""Stretches of text between quotation marks, in all styles of mark, as spans.

One pass over the marks, linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from briefing.text.quotes.dialogue_dashes import dash_speeches
from briefing.text.quotes.signatures import signature_after

_MARK = re.compile(
    r"[=`'‘’‚\"“”„‟«»‹›\n](?:"  # one set in front makes the search fast
    r"(?<==)[ ]?[\"“][^\"”\n]{0,300}[\"”]"  # an attribute of markup
    r"|(?<=`)`|(?<=')'|(?<=‘)‘|(?<=’)’"
    r"|(?<=[\"“”„‟«»‹›\n])"
    r"|(?<=['‘‚])(?<!\w.)(?=[\w\[$£€¿¡])"
    r")"
)
_SINGLE_END = re.compile(r"[’'‘](?!\w)|\n|[\"“”]")
_ELISION = re.compile(r"['‘](?:\d\d?s?\b|em\b|til\b|cause\b|tis\b|twas\b|n['’]|bout\b|round\b)", re.I)
_INNER_STOP = re.compile(r"[.!?…][”’\"']?\s|\.\w\.$|[A-Z]$")
"""Signs that a quote has more than one sentence or ends in an abbreviation."""
_SHORTEST = 6
"""Code points of a quote whose full stop may be left out."""
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001))))
_SINGLE_LIMIT = 2000
_SPAN_LINES = 6
"""Maximum number of line breaks between a curly opening mark and its closing mark."""
_TABLE_ROW = 64
"""Number of stretches in a row that are a table or a list of words if they stand close together."""
_TABLE_ROOM = 32
"""Code points of a stretch with its surroundings below which that is so."""
_DEEPEST = 4
"""Maximum number of quotes inside each other."""
_CLOSERS = {"“": '”"“’’', "„": '“”"', "‟": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", '"': '"”', "”": "”"}
_CLOSERS |= {"``": "''\"", "‘‘": "’’”"}


@dataclass(slots=True)
class Stretch:
    """The text between one pair of marks."""

    open: int
    """First code point of the opening mark."""
    start: int
    """First code point inside."""
    end: int
    """One past the last code point inside."""
    close: int
    """One past the closing mark; equals `end` where there is none."""
    style: str
    """The opening mark, as written."""
    depth: int = 0
    """0 outside of any other marks, 1 inside one pair, and so on."""
    closed: bool = True
    """Whether a closing mark was found."""
    continues: bool = False
    """Whether it goes on with the stretch of the paragraph before, which has no closing mark."""


def find_stretches(text: str) -> list[Stretch]:
    """All stretches between marks, in order of their opening mark.

    A mark that is an apostrophe, a sign for inches or part of markup opens nothing. A paragraph that ends before its
    closing mark ends the stretch there, unless the closing mark follows within a few lines and before any other.
    """
    stretches = _Finder(text).run()
    stretches.extend(_dash_speeches(text, stretches))
    stretches.sort(key=lambda each: (each.open, -each.close))
    return _without_tables(stretches)


def trimmed_end(text: str, stretch: Stretch) -> int:
    """End of the words: the full stop of a single sentence is the outer sentence's as much as theirs."""
    start, end = stretch.start, stretch.end
    single = text.endswith(".", start, end) and not text.endswith("..", start, end) and end - start > _SHORTEST
    return end - 1 if single and not text[end - 2].isspace() and not _INNER_STOP.search(text, start, end - 1) else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the blanks around it and the commas at its end."""
    words = text[start:end].rstrip(_BLANKS + ",")
    return start + len(words) - len(words.lstrip()), start + len(words)


def _without_tables(stretches: list[Stretch]) -> list[Stretch]:
    """Drop stretches that stand closer than in any prose (code, tables, lists of words), which bounds the cost."""
    kept: list[Stretch] = []
    for at in range(0, len(stretches), _TABLE_ROW):
        row = stretches[at : at + _TABLE_ROW]
        if len(row) < _TABLE_ROW or row[-1].close - row[0].open >= _TABLE_ROW * _TABLE_ROOM:
            kept.extend(row)
    return kept


class _Finder:
    """The state of one pass: open marks, innermost last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[Stretch] = []
        self.done: list[Stretch] = []
        self.continued = False
        self.line = 0
        self.no_single_end = 0
        self.marks: list[tuple[int, int]] = [match.span() for match in _MARK.finditer(text)]

    def run(self) -> list[Stretch]:
        skip = 0
        for at, (start, end) in enumerate(self.marks):
            if start < skip:
                continue
            mark = self.text[start:end]
            if mark == "\n":
                self._end_line(at)
            elif mark in "'‘‚":
                skip = self._single(start)
            else:
                self._double(mark, start, end, at)
        self._end_line(len(self.marks))
        return self.done

    def _double(self, mark: str, start: int, end: int, at: int) -> None:
        before, after = self._char(start - 1), self._char(end)
        top = self.stack[-1] if self.stack else None
        if mark == "''" and (top is None or top.style == mark):
            self._unread(top, start, end, after)
        elif top and mark in _CLOSERS.get(top.style, "") and self._closes(top, mark, before, after, at):
            top = self.stack.pop()
            top.end, top.close = start, end
            self._keep(top)
        elif self._opens(mark, before, after):
            if top and (top.style == mark or mark == '"') and not self._two_ends_follow(mark, at):
                self.stack.pop()
            if len(self.stack) < _DEEPEST:
                goes_on = self.continued and self._opens_line(start)
                self.stack.append(Stretch(start, end, end, end, mark, len(self.stack), continues=goes_on))

    def _char(self, at: int) -> str:
        return self.text[at] if 0 <= at < len(self.text) else "\n"

    def _unread(self, top: Stretch | None, start: int, end: int, after: str) -> None:
        """Pair two apostrophes, which are italics in wikis and marks in old wires: they only hold what is inside."""
        if top:
            self.stack.pop()
        elif not after.isspace():
            self.stack.append(Stretch(start, end, end, end, "''"))

    def _closes(self, top: Stretch, mark: str, before: str, after: str, at: int) -> bool:
        if mark == "“" and top.style == "“":
            return before in ",.?!…" and after.isspace()  # a wrong mark: `“It is late,“ she said`
        if mark == '"' and top.style == '"':
            return not (before.isspace() and (after.isalnum() or after in "[$'‘(¿¡")) and before not in "(["
        if mark == '"' and top.style == "“":
            return (not before.isspace()) and not after.isalnum() and self._next_curly(at) != "”"
        if mark == "”" and top.style == '"':
            return not before.isspace()
        return True

    def _next_curly(self, at: int) -> str:
        for start, end in self.marks[at + 1 : at + 40]:
            mark = self.text[start:end]
            if mark in ("“", "”", "\n"):
                return mark
        return ""

    def _opens(self, mark: str, before: str, after: str) -> bool:
        if mark in ("“", "„", "‟", "«", "‹", "``", "‘‘"):
            return True
        if mark in ("»", "›"):
            return not before.isalnum() and (after.isalnum()) and before not in ".!?,"
        if mark == "”":
            return before.isspace() and after.isalnum()
        if mark == '"':
            return not after.isspace() and not (before.isalnum() and not after.isalnum())
        return False

    def _two_ends_follow(self, mark: str, at: int) -> bool:
        """Whether the next marks close twice, so that a mark inside open marks is nested and not a new start."""
        ends = 0
        for start, end in self.marks[at + 1 : at + 8]:
            following = self.text[start:end]
            if following == "\n" or (following == mark and mark != '"'):
                return False
            if following in _CLOSERS.get(mark, ""):
                ends += 1
                if ends == 2:
                    return mark != '"'
        return False

    def _keep(self, stretch: Stretch) -> None:
        stretch.start, stretch.end = _trimmed(self.text, stretch.start, stretch.end)
        if stretch.end > stretch.start:
            self.done.append(stretch)

    def _end_line(self, at: int) -> None:
        """At a line's end: what is open goes on if its end follows soon, else it ends here."""
        here = self.marks[at][0] if at < len(self.marks) else len(self.text)
        blank = not self.text[self.line : min(here, self.line + 200)].strip()
        self.line = here + 1
        self.continued = self.continued and blank
        if not self.stack:
            return
        following, breaks = self._following(at)
        bottom = self.stack[0]
        ends = _CLOSERS[bottom.style].replace("“", "").replace('"', "") if bottom.style in "“„«" else ""
        if following and following in ends and breaks <= _SPAN_LINES:
            del self.stack[1:]
            return
        if bottom.style != "''":
            bottom.end = bottom.close = here
            bottom.closed = False
            self._keep(bottom)
            self.continued = following == bottom.style and (breaks < 3 or self._opens_line(bottom.open))
        self.stack.clear()

    def _following(self, at: int) -> tuple[str, int]:
        """The next double mark within a few lines, empty if there is none, and the number of line breaks before it."""
        breaks = 0
        for start, end in self.marks[at : at + _SPAN_LINES + 2]:
            mark = self.text[start:end]
            if mark not in "'‘‚\n":
                return mark, breaks
            breaks += mark == "\n"
        return "", breaks

    def _opens_line(self, at: int) -> bool:
        return not self.text[self.text.rfind("\n", max(0, at - 40), at) + 1 : at].strip()

    def _single(self, start: int) -> int:
        """Keep the stretch that a single mark opens; returns where the next mark may stand."""
        text = self.text
        if start < self.no_single_end or _ELISION.match(text, start):
            return start
        end = 0
        for match in _SINGLE_END.finditer(text, start + 1, start + _SINGLE_LIMIT):
            if match.group() in '\n"“”':
                if match.group() == "\n" or self.stack:
                    break
                continue
            before = text[match.start() - 1]
            if before.isspace() or (match.group() == "‘" and text[start] != "‚"):
                continue
            end = match.start()
            if before != "s":
                break
        if end <= start + 1:
            line_end = text.find("\n", start, start + _SINGLE_LIMIT)
            self.no_single_end = line_end if line_end >= 0 else start + _SINGLE_LIMIT
            return start
        self._keep(Stretch(start, start + 1, end, end + 1, text[start], len(self.stack)))
        return start if self.stack else end + 1


def _dash_speeches(text: str, others: list[Stretch]) -> list[Stretch]:
    """Stretches behind a dash at a line's start; none in a line with marks."""
    opens = sorted(each.open for each in others)
    signed = {name[0] for each in others if (name := signature_after(text, each.close))}

    def is_marked(start: int, end: int) -> bool:
        at = bisect_left(opens, start)
        return (at < len(opens) and opens[at] < end) or start in signed

    stretches = []
    for first, start, stop, end in dash_speeches(text, is_marked):
        start, stop = _trimmed(text, start, stop)
        if stop > start:
            stretches.append(Stretch(first, start, stop, end, "—"))
    return stretches
