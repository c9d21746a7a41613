"""Features that speak for or against a stretch between marks being somebody's words.

Titles of works, nicknames, terms and ironic marks are no quotes. Words themselves are features in English only; other
languages share what kinds of words and chunks tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.text.language_packs import Kind
from briefing.text.quotes.attachment import FEW, is_attached
from briefing.text.quotes.parsed_text import Line, ParsedText, Quotation
from briefing.text.quotes.speaker_candidates import Candidate
from briefing.text.quotes.speaker_features import Names, named, prefixed
from briefing.text.tokens import Tokens

_OF_SPEAKER = re.compile(" (?:cue-|rest=|near=|own=|verb=|acc|ba=|agent=|subject-of=)|spoke|carried")
"""Parts of the names of the speaker's features that tell of the quote, too."""
_CLAUSE_STARTS = ("^", ".", "conj", ",", ":", "-", "to")
"""Chunks in front of a verb without a subject."""
_FIRST_PERSONS = frozenset(("i", "we", "my", "our", "me", "us", "you", "i’m", "we’re", "i'm", "we're", "it’s", "it's"))
_WORDS_INSIDE = 30
"""Words of a quote that are read."""
_WORDS_BEFORE = 9
"""Tokens in front of a quote whose words are read."""
_REACH = 16
"""Chunks in front of a quote in which its verb of saying is looked for."""


def quote_features(parsed: ParsedText, quotation: Quotation, speaker: Candidate, margin: float) -> list[Names]:
    """Names of what speaks for and against a stretch being a quote, in groups that recur.

    Args:
        parsed: the article.
        quotation: the stretch.
        speaker: the best candidate for its speaker.
        margin: by how much that is better than the next.
    """
    line = parsed.lines[quotation.line]
    tokens, size, ending, title = line.tokens, quotation.size, quotation.ending, quotation.is_title
    groups = [
        named("b; n={0}; n={0}|{1}; last={1}; title={2}|{0}; cap={3}|{0}", size, ending, title, quotation.is_capital),
        named("side={0}|{1}; linestart={2}|{3}", speaker.side, size, quotation.chunk == 0, ending),
        named("alone={0}", len(line.kinds) == 1),
        *_of_neighbours(tokens, line.chunks[quotation.chunk].first, quotation),
        *_of_clause(line, quotation, speaker.sort),
        named("margin={0}", min(6, max(-2, int(margin)))),
        *map(_of_speaker, speaker.groups),
    ]
    if len(quotation.words) < FEW:
        is_own = is_attached(line, quotation, speaker)
        groups.append(named("attached={0}; attached={0}|{1}; attached={0}|{2}", is_own, size, speaker.side))
    if tokens.pack.has_word_features:
        groups.append(named("speeches={0}|{1}; speeches={0}|{2}|{1}", parsed.speeches, size, speaker.side))
        groups += _of_words_before(line, quotation)
        is_personal = not _FIRST_PERSONS.isdisjoint(quotation.words[:_WORDS_INSIDE])
        is_finite = any(word.strip(",.;:!?…") in tokens.pack.verbs for word in quotation.words[:_WORDS_INSIDE])
        groups.append(named("to-reader={0}|{1}; to-reader={0}|{2}", line.is_to_reader, size, ending))
        groups.append(named("sort={0}|{1}; inside={2}{3}|{1}", speaker.sort, size, is_personal, is_finite))
    else:
        prefix = "x:" if tokens.pack.drops_subjects else f"{parsed.language}:"
        groups += [prefixed(prefix, group) for group in groups]
    return groups


@lru_cache(10_000)
def _of_speaker(group: Names) -> Names:
    return tuple(f"c:{name}" for name in group if _OF_SPEAKER.search(name))


def _of_words_before(line: Line, quotation: Quotation) -> Iterator[Names]:
    """Words of closed classes in front of the quote in its sentence: `if`, `would` and `like` tell what nobody said."""
    tokens, start = line.tokens, line.chunks[quotation.chunk].first
    is_short = len(quotation.words) < FEW
    for at in range(start - 1, max(-1, start - 1 - _WORDS_BEFORE), -1):
        if tokens.kind[at] is Kind.STOP:
            break
        if tokens.low[at] in tokens.pack.closed:
            yield (f"w={tokens.low[at]}|{is_short}",)


def is_title(parsed: ParsedText, quotation: Quotation) -> bool:
    """Whether a stretch with capitals stands beside a noun for works, ends with one, or is where words are published.

    `der „Rheinischen Post“`, `Im „Blick“ sagte Weber: „…“`.
    """
    line = parsed.lines[quotation.line]
    at = line.chunks[quotation.chunk].first
    own = () if line.tokens.pack.has_word_features else map(line.tokens.pack.noun, quotation.words[-1:])
    nouns = (line.tokens.noun(at - 1), line.tokens.noun(at + 1), *own)
    has_capitals = quotation.is_title or (quotation.is_capital and len(quotation.words) == 1)
    return has_capitals and (any(noun and noun.sort == "work" for noun in nouns) or _is_medium(line, quotation.chunk))


def _is_medium(line: Line, at: int) -> bool:
    """Whether a stretch is where, or to whom, the words of the next one are said: `Weber sagte der „Zeit“: „…“`."""
    tokens, first = line.tokens, line.chunks[at].first
    if first == 0 or not tokens.pack.is_verb_second or "quote" not in line.kinds[at + 1 : at + 1 + _REACH]:
        return False
    is_place = line.kind_at(at - 1) == "prep" and line.kind_at(at - 2) in ("^", ".") and line.kind_at(at + 1) == "cue"
    return is_place or (tokens.low[first - 1] in tokens.pack.oblique and line.kind_at(at + 1) in ("cue", ":"))


def _of_neighbours(tokens: Tokens, at: int, quotation: Quotation) -> Iterator[Names]:
    size, title = quotation.size, quotation.is_title
    before = str(tokens.kind[at - 1]) if at else "^"
    word_before, word_after = _word(tokens, at - 1), _word(tokens, at + 1)
    verb = tokens.verb(at - 1) if at else None
    noun_before, noun_after = (noun.sort if noun else "" for noun in (tokens.noun(at - 1), tokens.noun(at + 1)))
    yield f"p1={word_before}", f"p2={_word(tokens, at - 2)} {word_before}"
    yield f"a1={word_after}", f"a2={word_after} {_word(tokens, at + 2)}"
    yield (f"pk={before}|{quotation.is_capital}|{quotation.ending}",)
    cue = verb.cue if verb else ""
    yield named("pcue={2}|{0}|{1}; pn={3}|{0}|{1}; an={4}|{0}|{1}", size, title, cue, noun_before, noun_after)


def _of_clause(line: Line, quotation: Quotation, speaker: str) -> Iterator[Names]:
    """What the clause shows around the quote: a modal, an imperative, clauses between a verb and the quote."""
    at, size = quotation.chunk, quotation.size
    before = at - 1 - (line.kind_at(at - 1) in ("sub", "np", "pron", "pp", ":", ","))
    if line.kind_at(before) in ("cue", "verb"):
        verb = line.tokens.verb(line.chunks[before].first)
        cue, shape = (verb.cue, verb.shape) if verb else ("", "")
        helper = line.chunks[before - 1] if line.kind_at(before - 1) == "aux" else None
        if helper and line.tokens.low[helper.first] in line.tokens.pack.modals:
            subject = line.clauses.subject.get(before, -1)
            yield f"modal|{size}", f"modal {cue}|{line.kind_at(subject) if subject >= 0 else ''}"
        elif line.kind_at(before - 1) in _CLAUSE_STARTS:
            yield f"bare={shape} {cue}|{size}", f"bare={shape} {cue} {line.kind_at(at - 1)}"
    governor = next((each for each in reversed(range(max(0, at - _REACH), at)) if line.kinds[each] in (".", "cue")), -1)
    if governor >= 0 and line.kinds[governor] == "cue":
        clauses = min(line.count("sub", governor, at) + line.count("rel", governor, at), 2)
        clause = f"clauses={clauses} {min(line.count('verb', governor, at), 2)}"
        verb = line.tokens.verb(line.chunks[governor].first)
        yield f"{clause}|{size}", f"{clause} {line.cue_class(governor)}"
        yield (f"gov={verb.cue if verb else ''} {verb.shape if verb else ''} {speaker}|{size}",)


def _word(tokens: Tokens, at: int) -> str:
    """A word of a closed class or a verb of saying where these are features, else the sort or kind of the token."""
    if not 0 <= at < len(tokens):
        return "^"
    low, words = tokens.low[at], tokens.pack
    if tokens.kind[at] is Kind.QUOTE:
        return "quote"
    verb = words.verbs.get(low)
    if not low[:1].isalpha() or (words.has_word_features and (low in words.closed or (verb is not None and verb.cue))):
        return low
    noun = words.noun(low)
    return noun.sort if noun else str(tokens.kind[at])
