"""Features that speak for or against a stretch between marks being somebody's words.

Titles of works, nicknames, terms and ironic marks are no quotes. Words themselves are features in English only; other
languages share what kinds of words and chunks tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.text.language_packs import Kind, LanguagePack
from briefing.text.quotes.clauses import is_passive
from briefing.text.quotes.parsed_text import Line, ParsedText, Quotation
from briefing.text.quotes.speaker_candidates import Candidate
from briefing.text.tokens import Tokens

_OF_SPEAKER = re.compile(" (?:p=|cue-|rest=|near=|own=|verb=|acc|ba=|agent=|subject-of=)|spoke|carried")
"""Parts of the names of the speaker's features that tell of the quote, too."""
_FIRST_PERSONS = frozenset(("i", "we", "my", "our", "me", "us", "you", "i’m", "we’re", "i'm", "we're", "it’s", "it's"))
_CONTRACTIONS = tuple(f"{mark}{end}" for mark in "’'" for end in ("s", "re", "m", "ve", "ll", "d", "t"))
_CLAUSE_STARTS = ("^", ".", "conj", ",", ":", "-", "to")
"""Chunks in front of a verb without a subject."""
_REACH = 16
"""Chunks in front of a quote in which its verb of saying is looked for."""
_SHARED = ("n=", "k=", "pcue", "side", "last", "cap")
"""Features that other languages than English have a second time for themselves."""


def quote_features(parsed: ParsedText, quotation: Quotation, speaker: Candidate, margin: float) -> list[str]:
    """Names of what speaks for and against a stretch being a quote.

    Args:
        parsed: the article.
        quotation: the stretch.
        speaker: the best candidate for its speaker.
        margin: by how much that is better than the next.
    """
    line = parsed.lines[quotation.line]
    tokens, words = line.tokens, line.tokens.pack
    features = ["b", *_of_words(quotation, words)]
    features += _of_neighbours(tokens, line.chunks[quotation.chunk].first, quotation)
    features += _of_voice(line, quotation.chunk)
    features += _of_clause(line, quotation, speaker.sort)
    size = quotation.size
    features += [f"side={speaker.side}|{size}", f"sort={speaker.sort}|{speaker.side}|{size}"]
    features.append(f"margin={min(6, max(-2, int(margin)))}")
    features += [f"c:{name}" for name in speaker.features if _OF_SPEAKER.search(name)]
    features += [
        f"same={min(parsed.repeats[quotation.words], 3)}|{size}",
        f"linestart={quotation.chunk == 0}|{quotation.ending}",
        f"alone={len(line.kinds) == 1}",
    ]
    if words.has_word_features:
        features += [f"speeches={parsed.speeches}|{size}", f"speeches={parsed.speeches}|{speaker.side}|{size}"]
    else:
        features += [f"x:{name}" for name in features if name.startswith(_SHARED)]
    return features


def is_title(parsed: ParsedText, quotation: Quotation) -> bool:
    """Whether a stretch with capitals stands beside a noun for works: `the album “Late Summer”`."""
    line = parsed.lines[quotation.line]
    at = line.chunks[quotation.chunk].first
    beside = (line.tokens.noun(at - 1), line.tokens.noun(at + 1))
    has_capitals = quotation.is_title or (quotation.is_capital and len(quotation.words) == 1)
    return has_capitals and any(noun is not None and noun.sort == "work" for noun in beside)


def _of_words(quotation: Quotation, words: LanguagePack) -> Iterator[str]:
    size, capital, ending = quotation.size, quotation.is_capital, quotation.ending
    is_finite = any(
        word in words.verbs
        or words.closed.get(word) is Kind.AUXILIARY
        or (word.endswith(words.endings) if not words.has_contractions else word.endswith(_CONTRACTIONS))
        for word in (each.strip(",.;:!?…’'()") for each in quotation.words[:30])
    )
    yield f"n={size}"
    yield f"n={size}|{ending}"
    yield f"title={quotation.is_title}|{size}"
    yield f"cap={capital}|{size}"
    yield f"last={ending}"
    yield f"fin={is_finite}|{size}"
    if words.has_word_features:
        is_personal = not _FIRST_PERSONS.isdisjoint(quotation.words[:30])
        yield f"pro={is_personal}"
        yield f"pro={is_personal}|fin={is_finite}|{size}"


def _of_neighbours(tokens: Tokens, at: int, quotation: Quotation) -> Iterator[str]:
    size, title = quotation.size, quotation.is_title
    before, after = (str(tokens.kind[each]) if 0 <= each < len(tokens) else "^" for each in (at - 1, at + 1))
    word_before, word_after = _word(tokens, at - 1), _word(tokens, at + 1)
    verb = tokens.verb(at - 1) if at else None
    noun_before, noun_after = tokens.noun(at - 1), tokens.noun(at + 1)
    yield f"p1={word_before}"
    yield f"p1={word_before}|{size}"
    yield f"a1={word_after}"
    yield f"a1={word_after}|{size}"
    yield f"p2={_word(tokens, at - 2)} {word_before}"
    yield f"a2={word_after} {_word(tokens, at + 2)}"
    yield f"k={before}|{after}|{size}"
    yield f"k={before}|{size}"
    yield f"pk={before}|{quotation.is_capital}|{quotation.ending}"
    yield f"pcue={verb.cue if verb else ''}|{size}|{title}"
    yield f"pn={noun_before.sort if noun_before else ''}|{size}|{title}"
    if before in (Kind.PREPOSITION, Kind.OF):
        named = tokens.noun(at - 2)
        yield f"pn2={named.sort if named else ''}|{size}|{title}"
        yield f"pn2={named.sort if named else ''}|{word_before}"
    yield f"an={noun_after.sort if noun_after else ''}|{size}|{title}"


def _of_voice(line: Line, at: int) -> Iterator[str]:
    """Voice of a verb in front of the quote, and whether its agent stands behind: `was called “x” by Weber`."""
    before = at - 1 - (line.kind_at(at - 1) in ("sub", "np", "prep", ","))
    if line.kind_at(before) == "cue":
        behind = line.chunks[at + 1] if line.kind_at(at + 1) == "pp" else None
        has_agent = behind is not None and behind.preposition in line.tokens.pack.agents
        subject = line.kind_at(line.clauses.subject[before])
        passive = is_passive(line.tokens, line.chunks, before)
        yield f"voice={passive}|{has_agent}"
        yield f"voice={passive}|{has_agent}|{line.cue_class(before)}"
        yield f"voice={passive}|{has_agent}|{line.cue_class(before)}|{subject}"


def _of_clause(line: Line, quotation: Quotation, speaker: str) -> Iterator[str]:
    """What the clause shows around the quote: a modal, an imperative, clauses between a verb and the quote."""
    at, size = quotation.chunk, quotation.size
    before = at - 1 - (line.kind_at(at - 1) in ("sub", "np", "pron", "pp", ":", ","))
    if line.kind_at(before) in ("cue", "verb"):
        verb = line.tokens.verb(line.chunks[before].first)
        cue = verb.cue if verb else ""
        shape = str(verb.shape) if verb else ""
        helper = line.chunks[before - 1] if line.kind_at(before - 1) == "aux" else None
        if helper and line.tokens.low[helper.first] in line.tokens.pack.modals:
            subject = line.clauses.subject.get(before, -1)
            sort = line.kind_at(subject) if subject >= 0 else ""
            yield f"modal|{size}"
            yield f"modal {cue}|{sort}"
        elif line.kind_at(before - 1) in _CLAUSE_STARTS:
            yield f"bare={shape} {cue}|{size}"
            yield f"bare={shape} {cue} {line.kind_at(at - 1)}"
    governor = next((each for each in reversed(range(max(0, at - _REACH), at)) if line.kinds[each] in (".", "cue")), -1)
    if governor >= 0 and line.kinds[governor] == "cue":
        clauses = min(line.count("sub", governor, at) + line.count("rel", governor, at), 2)
        verbs = min(line.count("verb", governor, at), 2)
        yield f"clauses={clauses} {verbs}|{size}"
        yield f"clauses={clauses} {verbs} {line.cue_class(governor)}"
        verb = line.tokens.verb(line.chunks[governor].first)
        yield f"gov={verb.cue if verb else ''} {verb.shape if verb else ''} {speaker}|{size}"
    if line.tokens.pack.has_word_features:
        yield f"to-reader={line.is_to_reader}|{size}"
        yield f"to-reader={line.is_to_reader}|{quotation.ending}"


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
    noun = words.nouns.get(low)
    return noun.sort if noun else str(tokens.kind[at])
