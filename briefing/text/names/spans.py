"""Spans of names: runs of capitalised words, split into titles and names.

A run is a regular expression match such as `US President Donald Trump`. It is split into the lead (`us president`) and
the name. `coreference` decides which runs name the same person.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.text.lexicon import entries, folded, table
from briefing.text.words_or_names import place_before_name

_CAPITAL_BYTE = re.compile(b"[\xc3-\xdf\xe1]")
"""First bytes, in UTF-8, of capitals other than A to Z below U+2000; quotation marks and dashes do not have them."""
_ARTICLE = re.compile(r"l-(?<=[aeAE]..)[A-Z]")
"""An Arabic article in front of a name: `al-Masri`."""
_SPACE = "[ \u00a0]"
_PARTICLE = (
    "(?:de la|de los|de|da|del|della|der|den|di|dos|das|do|du|la|le|van|van der|von|von der|bin|ibn|al|el|y|ter|ten|zu)"
)
_BEGINNING = r"(?<![\w@#&].)(?<!\w[’'.].)"
"""What is not in front of the first letter of a run."""
_WORD = re.compile(r"[^\s\u00a0]+")
_CONTRACTION = re.compile(r"(?:i|you|he|she|it|we|they|who|that|there)[’'](?:d|ll|ve|re|m|s)")
_COMPOUND = re.compile(r"\w+(?:-[a-z]+){2,}")
"""Words of three and more that have a capital where they open a sentence: `Day-by-day`."""
_LONGEST_KEPT = 80
"""Maximum code points of a run whose names are cached, since most names recur."""
_OPENING = "> \t\u00a0\"“”‘’'«»„([*—–-•"
_INSIDE = frozenset(f"{character} " for character in string.ascii_letters + ",")
"""What ends before most words inside sentences."""
_JOINING = frozenset(("of", "for", "on", "against", "and", "to"))
_LINKS = frozenset((*_JOINING, "the", "&"))
"""Words in lower case inside runs that are no particles."""
_STOPS, _OPENING_MARKS = ".!?:;\n…\r", "“\"‘'«„(["


class Form(NamedTuple):
    """A name as it is written in one place."""

    words: tuple[str, ...]
    """The words of the name, without title."""
    lead: tuple[str, ...] = ()
    """Lower-case words of title and origin in front of the name (`us`, `president`)."""
    is_title: bool = False
    """Whether it is a title alone, a name only if it is the last name of a person in the text (`Martin Baron`)."""


Run = tuple[int, int, Form]
"""A name in a text: the offset of its first code point, without title, that past its last, and its form."""


@cache
def _pattern(has_articles: bool) -> re.Pattern[str]:
    """Runs of capitalised words in a text without other capitals than A to Z, see `capitalised`.

    It begins with one set of characters, which the engine skips to faster than to a choice of patterns. Only texts with
    an Arabic article have runs that begin with one of the most frequent letters: `al-Masri`.
    """
    dotted = "|".join(
        rf"(?<=(?<!\w){re.escape(word.capitalize())})" for word in (*table("titles"), "jr.", "st.") if word[-1] == "."
    )
    plain = r"\w*(?:[-’'](?![sS]\b)\w+)*"
    behind_article = rf"(?<=[AE])l-[A-Z]{plain}|" if has_articles else ""
    rest = rf"(?:\.(?:(?:[A-Z]\.)+|(?={_SPACE}[A-Z]))|\w+\.(?:{dotted})|{behind_article}{plain})"
    first, following = f"[A-Z]{_BEGINNING}{rest}", f"[A-Z]{rest}"
    if has_articles:
        article = rf"l-[A-Z]{plain}"
        first = f"[A-Zae]{_BEGINNING}(?:(?<=[ae]){article}|(?<![ae]){rest})"
        following += f"|[ae]{article}"
    purpose = "|".join(rf"(?<={word.capitalize()}{_SPACE})to{_SPACE}" for word in entries("bodies_with_a_purpose"))
    joined = rf"(?:of|for|on|against){_SPACE}(?:the{_SPACE})?|&{_SPACE}|and{_SPACE}|{purpose}"
    link = rf"(?:{_SPACE}(?:{_PARTICLE}{_SPACE}|{joined})?|,{_SPACE}(?=Jr\.|Sr\.))"
    return re.compile(rf"{first}(?:{link}(?:{following}))*")


def capitalised(text: str) -> Iterator[tuple[int, int]]:
    """Spans of all runs of capitalised words in `text`, in order."""
    if not text.isascii() and _CAPITAL_BYTE.search(text.encode("utf-8", "surrogatepass")):
        for letter in set(text):
            if "\x80" <= letter < "\u2000" and letter.isupper():
                text = text.replace(letter, "Q")  # no title begins with `Q`
    has_articles = "l-" in text and _ARTICLE.search(text) is not None
    return map(re.Match.span, _pattern(has_articles).finditer(text))


def opens_sentence(text: str, start: int) -> bool:
    """Whether a word at `start` is capitalised for its position: after a stop, a mark or at a line's start."""
    if text[max(0, start - 2) : start] in _INSIDE:  # for speed
        return False
    before = text[max(0, start - 5) : start]
    rest = before.rstrip(_OPENING)
    return not rest or rest[-1] in _STOPS or before[-1] in _OPENING_MARKS


@cache
def closed_with_capital() -> frozenset[str]:
    """Words of closed classes as they open a sentence; one that stands alone is no name."""
    return frozenset(word.capitalize() for word in table("closed_words"))


def runs_in(run: str, opens: bool = False, is_lower: bool = False) -> tuple[Run, ...]:
    """Names in a run of capitalised words as if it began at 0, without titles and demonyms.

    Args:
        run: the match.
        opens: whether it opens a sentence.
        is_lower: whether its first word is in lower case elsewhere in the text, if it opens a sentence.
    """
    return (_known_parts if len(run) <= _LONGEST_KEPT else _parts)(run, opens, is_lower)


def _parts(run: str, opens: bool, is_lower: bool) -> tuple[Run, ...]:
    words, low = run.split(), run.lower().split()
    if len(words) == 1:
        is_name = _is_name_alone(run, low[0], opens, is_lower) and not _CONTRACTION.fullmatch(low[0])
        return ((0, len(run), Form((run,), is_title=low[0] in table("titles"))),) if is_name else ()
    if opens and (_is_opener(low[0], is_lower) or _COMPOUND.fullmatch(words[0])):
        cut = len(run) - len(run[len(words[0]) :].lstrip())
        return _shifted(runs_in(run[cut:]), cut)
    if place := place_before_name(low):
        behind = len(" ".join(words[:place])) + 1
        return (0, behind - 1, Form(tuple(words[:place]))), *_shifted(runs_in(run[behind:]), behind)
    is_plain = _special().isdisjoint(low) and _JOINING.isdisjoint(words)
    if is_plain and (low[0] in table("given_names") or _first_names().isdisjoint(low[1:])):
        return ((0, len(run), Form(tuple(words))),)
    pieces = _pieces([(match.group(), match.start(), match.end()) for match in _WORD.finditer(run)])
    return tuple(each for piece in pieces for each in _named(piece, opens))


def _shifted(runs: Iterable[Run], cut: int) -> tuple[Run, ...]:
    return tuple((start + cut, end + cut, form) for start, end, form in runs)


_known_parts = lru_cache(maxsize=1 << 14)(_parts)


@cache
def _special() -> frozenset[str]:
    """Words with a special place in names of several words."""
    lists = ("titles", "title_modifiers", "closed_words", "demonyms", "not_names", "roles", "verbs_before_names")
    return _TIMES.union(*(table(name) for name in lists))


@cache
def _listed() -> frozenset[str]:
    """Words that may be no name where they stand alone."""
    return _special().union(table("given_names"), table("cue_verbs"), table("verbs"))


@cache
def _first_names() -> frozenset[str]:
    """First words of the names of people, which may have a place in front."""
    return entries("family_first").union(table("given_names"))


Words = list[tuple[str, int, int]]


def _is_name_alone(word: str, low: str, opens: bool, is_lower: bool) -> bool:
    if low not in _listed():
        return len(word) > 1 and not is_lower
    if low in table("closed_words"):
        return False
    is_title = low in table("titles")
    is_name = is_title or _may_name([word])
    if not opens:
        return is_name
    if is_title or low in table("given_names") or low in folded("title_modifiers"):
        return not is_lower and is_name
    is_verb = low in table("cue_verbs") or low in table("verbs") or low in table("roles")
    return not is_verb and not (is_lower and len(word) > 1) and is_name


def _is_opener(first: str, is_lower: bool) -> bool:
    """Whether the first of several words is capitalised only because it opens a sentence."""
    if first in entries("verbs_before_names"):
        return True  # `Says Duarte: “The dam will hold.”`
    if first in table("given_names") or first in table("titles") or first in folded("title_modifiers"):
        return False
    return is_lower or (first in table("closed_words") and first not in entries("family_first"))


def _pieces(words: Words) -> Iterator[Words]:
    """Split at words in lower case that join, unless they are part of the name of a body.

    `Bank of England`, `Institute for the Study of War`, `Center for Strategic and International Studies`.
    """
    piece: Words = []
    is_long, joint = False, 0
    for at, (word, begin, end) in enumerate(words):
        if word in _JOINING and piece:
            binds = _binds(words, at, piece[-1][0].lower(), is_long, len(piece) == joint + 1)
            if not binds:
                yield piece
                piece, is_long = [], False
                continue
            is_long, joint = is_long or word not in ("of", "and"), len(piece) + 1
        if word in _LINKS and not piece:
            continue
        if word == "the":
            joint = len(piece) + 1
        piece.append((word, begin, end))
    yield piece


def _binds(words: Words, at: int, before: str, is_long: bool, is_adjective: bool) -> bool:
    """Whether a word that joins is part of the name of a body.

    Args:
        words: the words of the run.
        at: the word that joins.
        before: the word before in lower case.
        is_long: whether another one was part of it before: `Institute for`.
        is_adjective: whether a single word stands between the two.
    """
    behind = words[at + 1 + (words[at + 1][0] == "the")][0].lower()
    if words[at][0] == "to":  # `the Committee to Protect Journalists`, but `Senate Committee to Vote`
        return at == 1 or (at == 2 and words[0][0] == "The")
    if words[at][0] == "and":
        return is_long and is_adjective and behind not in table("given_names")
    is_title = before in table("titles")
    is_body = before in folded("organization_words") and behind not in folded("not_names")
    return (is_body or is_long or is_title) if words[at][0] == "of" else is_body and not is_title


def _named(piece: Words, opens: bool) -> Iterator[Run]:
    """Split titles and demonyms off the front of a piece; yields the name, and before it a body named in the title."""
    low = [word.lower() for word, _, _ in piece]
    cut = _title_end(low)
    if cut and (body := _body_in(piece[:cut])):
        yield body
    cut = _lead_end(low, cut, opens)
    rest = _trimmed(piece[cut:], opens)
    names = tuple(word for word, _, _ in rest)
    titles = table("titles")
    if names and ((len(piece) == 1 and low[0] in titles) or _may_name(names)):
        is_title = len(names) == 1 and names[0].lower() in titles
        yield rest[0][1], rest[-1][2], Form(names, tuple(low[:cut]), is_title)


def _lead_end(low: list[str], cut: int, opens: bool) -> int:
    """Number of leading words that are no part of the name, of which `cut` are a title."""
    if not cut:
        cut = _affiliation_end(low)
        while cut < len(low) - 1 and _is_origin(low[cut]) and low[cut + 1] in table("given_names"):
            cut += 1
    is_led = len(low) > 2 and low[1].partition("-")[0] in table("given_names") and _may_lead(low[0], opens)
    if not cut and (is_led or (len(low) > 1 and low[0] in _TIMES)):  # `Former Weber aides`
        cut = 1
    if cut:
        cut += _office_end(low[cut:])
    while cut < len(low) - 1 and table("roles").get(low[cut]) == "p" and low[cut + 1] not in table("closed_words"):
        cut += 1  # `Republicans Paul Weber and Ana Duarte`
    return cut


def _may_lead(word: str, opens: bool) -> bool:
    """Whether a word in front of a full name is no part of it: `Pilot Jan Brandt`, `Ecologist Ana Ruiz`."""
    is_known = word in table("given_names") or word in entries("family_first")
    return word in table("roles") or (opens and not is_known and word.endswith(_person_endings()))


@cache
def _person_endings() -> tuple[str, ...]:
    """Endings of nouns of persons and of participles."""
    return tuple(entries("person_endings"))


def _trimmed(words: Words, opens: bool) -> Words:
    """`words` without function words in front, and without words behind that end no name.

    `said Will Moy`, `He Jianxiong` and `Theresa May` are whole; `Will Duarte` may open a question.
    """
    low, given, closed = [word.lower() for word, _, _ in words], table("given_names"), table("closed_words")
    start, end = 0, len(words)
    while start < end and low[start] in closed:
        is_given = low[start] in entries("family_first") or (low[start] in given and not opens)
        if is_given and start + 1 < end:
            break
        start += 1
    while end - 1 > start and low[end - 1] in folded("not_names"):
        if end - start == 2 and low[start] in given and low[end - 1] in closed:
            break
        end -= 1
    return words[start:end]


_TIMES = frozenset(("acting", "current", "ex", "former", "incoming", "late", "longtime", "outgoing", "then"))
"""Words for the time of an office; not part of a name even if no office follows."""


def _title_end(low: list[str]) -> int:
    """Number of leading words that are a title: up to the last title word that a name follows."""
    titles = table("titles")
    if low[-1] in folded("organization_words") and low[-1] not in titles:
        return 0
    is_name = len(low) == 2 and low[0] in table("given_names")
    end = 0
    for at in range(is_name, len(low) - 1):
        if low[at] in titles:
            end = at + 1
            if low[end] == "of" and not (end := _area_end(low, end + 1)):
                return 0
        elif at >= end > 0 and not (_is_origin(low[at]) or low[at] in ("of", "the")):
            break
    return 0 if end >= len(low) else end


_AREAS = frozenset(("the", "and", "&", "homeland", "security", "housing", "urban", "veterans", "affairs"))


def _area_end(low: list[str], start: int) -> int:
    """End of the words from `start` on that an office is of: `secretary of Veterans Affairs`; 0 if no name follows."""
    end = start
    while end < len(low) and low[end] in _AREAS:
        end += 1
    is_modifier = end < len(low) and low[end] in folded("title_modifiers")
    if start < end < len(low) and not is_modifier:
        return end
    return end + 1 if is_modifier or end < len(low) - 1 else 0


def _affiliation_end(low: list[str]) -> int:
    """Number of leading words that are an affiliation: `Senate Ranking Democrat Ana Duarte`."""
    given = table("given_names")
    at = next((at for at, word in enumerate(low) if word in given), 0)
    belongs = at > 1 and 2 <= len(low) - at <= 3 and "of" not in low and low[-1] not in folded("organization_words")
    return at if belongs else 0


def _office_end(low: list[str]) -> int:
    """Number of words after a title that belong to the office: `Director of Public Works Ana Duarte`."""
    given = table("given_names")
    at = next((at for at, word in enumerate(low) if word.split("-")[0] in given), 0)
    return at if at < 3 and len(low) - at in (2, 3) else 0


def _body_in(lead: Words) -> Run | None:
    """The organisation that a title begins with (`White House` press secretary); None if there is none."""
    for size in (4, 3, 2):
        words = tuple(word for word, _, _ in lead[:size])
        if len(words) != size or size >= len(lead):
            continue
        if " ".join(words) in entries("institutions") or words[-1].lower() in folded("organization_words"):
            return lead[0][1], lead[size - 1][2], Form(words)
    return None


def _is_origin(word: str) -> bool:
    return word in table("demonyms") or word in folded("title_modifiers")


def _may_name(words: Sequence[str]) -> bool:
    """Whether words can be a name: not if all are months, demonyms, titles or the like."""
    if len(words) > 1:
        return not _no_names().issuperset(word.lower() for word in words)
    word, low = words[0], words[0].lower()
    if word in ("US", "U.S.", "UK", "U.K."):
        return True
    lists = (folded("not_names"), table("titles"), table("closed_words"), table("demonyms"))
    return len(word) > 1 and not any(low in words for words in lists)


@cache
def _no_names() -> frozenset[str]:
    return folded("not_names").union(table("demonyms"), table("titles"), folded("title_modifiers"))
