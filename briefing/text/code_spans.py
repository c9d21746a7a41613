"""Stretches between quotation marks that are no prose: code, configuration, commands, tables, logs, labels, prompts.

Named features of what a stretch holds and of its line, the same for every language. Every stretch is judged by at most
a few hundred characters around it, so that the cost is linear in the number of stretches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from briefing.text.code_words import LONGEST_WORDS, code_among, looks_like_code
from briefing.text.lazy_regex import late
from briefing.text.lexicon import entries

_WINDOW = 80
"""Code points outside the marks on either side that count as surroundings."""
_JUMPS = 6
"""Maximum number of neighbouring stretches that the surroundings extend over."""
_LINE_START = 200
"""Code points at the start of a line by which its kind is recognized."""

_SOME_CODE, _MUCH_CODE = 0.2, 0.5
"""Shares of code among the words around a stretch: of two and more words, and of one."""

_CALLED = re.compile(
    r"[\w)\]](?:\(|\[)\Z|\w\([^()]+, ?\Z|\"\"\Z|(?:^|[\s(=,\[{+])(?:f|b|r|rb|br)\Z|<(?:code|pre|kbd|samp|td)>\Z"
)
_ASSIGNED = re.compile(r"(?:(?:^|\s)(?:==?|!=|===|=>|->|\+=|:=|<<|\|\||&&)|(?<=\w)=) ?\Z")
_FLAGGED = re.compile(r"\S\s+(?:-[a-zA-Z]|--[a-z][\w-]+)[ =]\Z")
_LISTED = re.compile(r"(?:[\w)\]=:>]\s?[\[{]|[=({,]\s?\(|\b(?:VALUES|IN) \(|^\s*[\[{])\s*(?:\"·\"\s*,\s*)*\Z")
_LIST_END = re.compile(r"\s*(?:,\s*\"·\"\s*)*[\])}]++[;,.)]*+(?:\s|\Z|\.\w)")
_JSON_KEY = re.compile(r"\s*:\s*(?:\"·\"|-?\d|\[|\{|true\b|false\b|null\b)")
_JSON_KEYED = re.compile(r"(?:^|[{,\[])\s*\"·\"\s*:\s*\Z")
_BLOCK_KEY = re.compile(r"\s*(?:- )?[a-z][\w.-]*:\s*\Z")
_CSV_BEFORE, _CSV_BEHIND = re.compile(r"\"·\"[,;]\Z|\S\t\Z"), re.compile(r"\t\S|[,;]\"·\"|[,;]\d+(?:[,;]|\Z)")
_STATEMENT = re.compile(
    r"\s*(?:return|throw|raise|puts|echo|printf?|import|require|include|const|let|var|assert|yield|exec|eval|elif|case|gem)"
    r"\s*\(?(?:\"·\",\s*)*\Z"
)
_STATEMENT_END = re.compile(r"\s*+(?:,\s*+\"·\")*+[;:,)\\]{0,3}+\s*+\Z")
_LAST_SEMICOLON = re.compile(r"\s*;\s*")
_LINE_KINDS = (
    # a shell
    r"[$%] (?=[a-z./~])|>>> |PS [A-Z]:|[\w.-]+@[\w.-]+:\S{0,60}[$#] |#!/"
    r"|(?:sudo|git|npm|npx|pip|curl|wget|docker|apt-get|grep|sed|echo) (?:[\w\"'./$-]|$)",
    # a log
    r"\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \w"
    r"|\[?(?:DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|TRACE)\b(?:\]|:| +[\[(\d])|\d{1,3}(?:\.\d{1,3}){3} - ",
    # a table
    r"\|[^|\n]*\|",
    # a difference
    r"@@ |diff --|\+\+\+ |--- [ab/]|[+-][ \t]{2,}|\+[^\s\d]",
    # a comment
    r"//|/\*|;; |<!--",
    # a prompt
    r"(?i:(?:system|user|assistant|human|ai|prompt)(?: prompt| message)?: "
    r"|you are (?:an? |the )?[^.\n\"“]{0,60}?\b"
    r"(?:assistant|model|agent|bot|chatbot|expert|tutor|translator|reviewer)\b)",
)
_LINE = re.compile(r"\s*(?:" + "|".join(_LINE_KINDS) + ")")
_CHANGE = re.compile(r"\s*(?:[-*+•·] |\d+\. )(?:\[[^\]\n]{1,20}\] |#?\d+[:.]? )?(?:\w{2,12}: )?(?P<verb>\w+)[^:]*\Z")
_COMMIT = re.compile(r"\s*(?:[-*] )?(?:feat|fix|docs|chore|refactor|perf|build|ci|style|test)(?:\([^)\n]{1,30}\))?!?: ")
_REFERENCE = late(
    r"\b(?:vol\.? ?\d|pp\. ?\d|doi:|arxiv|isbn|proceedings of|proc\. |phil\. |phd thesis|\d++\(\d++\): ?\w)", re.I
)
_DRAWING = re.compile(r"[├└┌║╔╠]")
_FIELD_BEFORE = re.compile(r"\"·\" [A-Z][\w-]*+(?: [A-Z][\w-]*+){0,4}+: \Z")
_FIELD_BEHIND = re.compile(r" [A-Z][\w-]*+(?: [A-Z][\w-]*+){0,4}+: \"·\"")
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_SENTENCE_ENDS = (".", "!", "?", "…", ",")


class Marked(Protocol):
    """A stretch between two marks, as offsets into a text."""

    open: int
    """First code point of the opening mark."""
    start: int
    """First code point inside."""
    end: int
    """One past the last code point inside."""
    close: int
    """One past the closing mark."""


_Stretch = TypeVar("_Stretch", bound=Marked)


class Surroundings(NamedTuple):
    """A stretch between marks and what stands around it in its line, with `"·"` for each neighbouring stretch."""

    line: str
    """The beginning of its line, up to the stretch."""
    before: str
    """The last code points before the opening mark."""
    inside: str
    """The first code points between the marks."""
    behind: str
    """The first code points behind the closing mark."""
    below: str
    """The beginning of the line below."""
    codes: int
    """Number of words before and behind that occur in code only."""
    share: float
    """`codes` by the number of words."""


def in_prose(text: str, stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """The stretches of `text` that are part of prose.

    What stands inside a stretch that is no prose is dropped with it. Linear in the number of stretches.

    Args:
        text: an article.
        stretches: what stands between its marks, in order of the opening mark.
    """
    outer: list[_Stretch] = []
    for stretch in stretches:
        if not outer or stretch.open >= outer[-1].close:
            outer.append(stretch)
    code = {
        stretch.open: stretch.close
        for stretch, around in zip(outer, surroundings(text, outer), strict=True)
        if next(code_features(around), None)
    }
    kept, end = [], -1
    for stretch in stretches:
        end = code.get(stretch.open, end)
        if stretch.open >= end:
            kept.append(stretch)
    return kept


def code_features(around: Surroundings) -> Iterator[str]:
    """Names of the features by which a stretch is no prose; none for somebody's words."""
    for name, holds in _FEATURES.items():
        if holds(around) and (name in _CERTAIN or not _is_said(around)):
            yield name


def _is_said(around: Surroundings) -> bool:
    """Whether a word of saying stands near."""
    return not entries("words_of_saying").isdisjoint(_WORD.findall(f"{around.before} {around.behind}"))


def surroundings(text: str, outer: Sequence[Marked]) -> Iterator[Surroundings]:
    """Yield the surroundings of each stretch.

    Args:
        text: an article.
        outer: its stretches, in order, none of them inside another.
    """
    line = last = 0
    for at, stretch in enumerate(outer):
        line = max(line, text.rfind("\n", last, stretch.open) + 1)
        last = stretch.open
        end = text.find("\n", stretch.close, stretch.close + _WINDOW)
        before = _before(text, outer, at, line)
        behind = _behind(text, outer, at, end if end >= 0 else len(text))
        yield Surroundings(
            text[line : min(line + _LINE_START, stretch.open)],
            before,
            text[stretch.start : min(stretch.end, stretch.start + LONGEST_WORDS)],
            behind,
            text[end + 1 : end + _WINDOW].partition("\n")[0] if end >= 0 else "",
            *code_among(before.lstrip("> "), behind),
        )


def _before(text: str, outer: Sequence[Marked], at: int, line: int) -> str:
    parts, end, room = [], outer[at].open, _WINDOW
    for stretch in reversed(outer[max(0, at - _JUMPS) : at]):
        if stretch.close <= max(line, end - room):
            break
        parts.append(text[stretch.close : end])
        room -= end - stretch.close
        end = stretch.open
    parts.append(text[max(line, end - room) : max(line, end)])
    return '"·"'.join(reversed(parts))


def _behind(text: str, outer: Sequence[Marked], at: int, end: int) -> str:
    parts, start, room = [], outer[at].close, _WINDOW
    for stretch in outer[at + 1 : at + 1 + _JUMPS]:
        if stretch.open >= min(end, start + room):
            break
        parts.append(text[start : stretch.open])
        room -= stretch.open - start
        start = stretch.close
    parts.append(text[start : max(start, min(end, start + room))])
    return '"·"'.join(parts)


# ---- features


def _among_code(around: Surroundings) -> bool:
    if around.share >= _MUCH_CODE or (around.codes > 1 and around.share >= _SOME_CODE):
        return True
    return around.codes > 0 and bool(_LAST_SEMICOLON.fullmatch(around.behind))


def _is_argument(around: Surroundings) -> bool:
    """`print("It is late")`, `title = "Two Rivers"`, `git commit -m "Fix it"`."""
    before = around.before[-30:]
    if before[-1:] in ("(", "[", '"', ">") or before[-1:].isalpha() or before[-2:] in (", ", "n,"):
        return bool(_CALLED.search(before))
    return bool(_ASSIGNED.search(before[-6:]) or (" -" in before and _FLAGGED.search(before)))


def _is_element(around: Surroundings) -> bool:
    """`words = ["late", "night"]`, `{"late": 1}`."""
    before = around.before.rstrip()
    if before[-1:] in ("[", "{", "(", ",") and _LISTED.search(before) and _LIST_END.match(around.behind):
        return True
    if before[-1:] in ("", "{", ",") and _JSON_KEY.match(around.behind):
        return True
    return before[-1:] == ":" and bool(_JSON_KEYED.search(before))


def _is_field(around: Surroundings) -> bool:
    """`"Ana","Weber",12`."""
    return bool(_CSV_BEFORE.search(around.before[-4:]) or _CSV_BEHIND.match(around.behind))


def _is_statement(around: Surroundings) -> bool:
    """`return "It is late";` or `description: "It is late"` as a whole line."""
    if not _STATEMENT_END.match(around.behind):
        return False
    return bool(_STATEMENT.match(around.before) or _BLOCK_KEY.match(around.before))


def _is_in_change(around: Surroundings) -> bool:
    """`- Fix crash when "Save as" is chosen`."""
    if around.inside.endswith(_SENTENCE_ENDS):
        return False
    item = _CHANGE.match(around.line)
    return bool(item and item["verb"].lower() in entries("change_verbs")) or bool(_COMMIT.match(around.line))


def _is_reference(around: Surroundings) -> bool:
    """`"On Two Rivers", Annals, Vol. 16`."""
    behind = around.behind if any(map(str.isalnum, around.behind)) else around.below
    if "et al" in behind or around.before[-10:].rstrip(" ,:").endswith("et al."):
        return True
    return bool(_DIGIT.search(behind) and _REFERENCE().search(behind))


def _is_record(around: Surroundings) -> bool:
    """`Name: "Two Rivers" State: "open late" Age: "7"`."""
    if around.inside.endswith(_SENTENCE_ENDS) or around.before[-2:] != ": ":
        return False
    return bool(_FIELD_BEFORE.search(around.before) or _FIELD_BEHIND.match(around.behind))


def _is_line_of_code(around: Surroundings) -> bool:
    """Whether the line begins as those of shells, logs, tables, differences, comments or prompts do."""
    return around.line.strip().count("\t") > 1 or bool(_LINE.match(around.line))


_FEATURES: dict[str, Callable[[Surroundings], bool]] = {
    "deep in code": lambda around: around.codes > 2 and around.share >= _MUCH_CODE,
    "among code": _among_code,
    "argument": _is_argument,
    "element": _is_element,
    "field": _is_field,
    "line": _is_line_of_code,
    "statement": _is_statement,
    "code": lambda around: looks_like_code(around.inside),
    "change": _is_in_change,
    "reference": _is_reference,
    "drawing": lambda around: bool(_DRAWING.search(around.before) or _DRAWING.search(around.behind)),
    "record": _is_record,
}
_CERTAIN = frozenset(("deep in code",))
"""Features that a word of saying near the stretch does not outweigh."""
