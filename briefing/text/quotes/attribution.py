"""Attribution of quotes to speakers, by the weights of features of each mention near them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import takewhile

from briefing.text.language_packs import Kind, Shape, pack
from briefing.text.names.entities import Cast
from briefing.text.quotes import weights
from briefing.text.quotes.attachment import FEW, is_attached, is_unsaid
from briefing.text.quotes.drafts import BLOCK, Draft
from briefing.text.quotes.issuers import find_issuer
from briefing.text.quotes.parsed_text import Line, ParsedText, Quotation
from briefing.text.quotes.people import name_sorts
from briefing.text.quotes.quote_features import is_title, quote_features
from briefing.text.quotes.resolution import Resolver
from briefing.text.quotes.speaker_candidates import Candidate, NameSort, candidates, gap_before

_SURE = 0.5
"""Minimum probability of a quote."""
_NAMED, _NAMED_BY_FEW = 0.35, 0.7
"""Least probability of a speaker who is named: in English, and in languages with few annotated quotes."""
_LEAST_SHARE = 0.02
"""Least probability of another mention that adds to that of the speaker."""
_LIKELY = {"no speaker": 0.7, "near": 0.6}
"""Least probability from which a longer stretch is a quote whoever speaks it, by evidence without a word of saying."""
_DETACHED = 0.75
"""Factor of confidence of a few words that do not hang on what somebody says: most are terms or scare words."""
_MARKED = ("cue after", "signature", "colon", "according to")
"""Kinds of evidence by which all of a sentence is somebody's."""
_TITLE = 0.2
"""Confidence that a title beside a noun for works is a quote."""
_REACH = 40
"""Chunks in front of a relative pronoun in which its noun is looked for."""
_UNCLOSED = 0.8
"""Factor of confidence without a closing mark."""
_GOES_ON = 0.25
"""Minimum probability of a quote whose speaker the next one may have too."""
_COMPLEMENTS = 4
"""Phrases with a preposition that belong to a speaker without a name: `a spokesman for the ministry`."""
_VOICES = ("role", "title", "people", "body", "document", "agency")
"""Sorts of nouns of what can speak."""
_OPENERS = ("^", ".", ",", ":", "-", "quote", "sub", "conj", "cue")
"""Chunks in front of two names that are one subject."""


def attribute(parsed: ParsedText, cast: Cast, resolver: Resolver | None = None) -> list[Draft]:
    """Drafts of all quotes of an article, in order, with the mentions of their speakers.

    Args:
        parsed: the article.
        cast: the names in it.
        resolver: names mentions; without it only the best mention of a speaker counts.
    """
    drafts = _drafts(parsed, name_sorts(cast, parsed.language), resolver)
    for draft in drafts:
        draft.confidence *= 1 if draft.stretch.closed else _UNCLOSED
    return drafts


def _drafts(parsed: ParsedText, name_sort: NameSort, resolver: Resolver | None) -> list[Draft]:
    """Drafts as if every quote had its closing mark."""
    drafts: list[Draft] = []
    mentions: dict[tuple[int, int], tuple[int, int]] = {}
    unnamed: set[tuple[int, int] | None] = set()
    previous: tuple[int, int] | None = None
    for at, quotation in enumerate(parsed.quotations):
        if is_unsaid(parsed.lines[quotation.line], quotation):
            drafts.append(Draft(quotation.stretch, _TITLE, _why(parsed, quotation, _TITLE), quotation=quotation))
            continue
        choices = candidates(parsed, quotation, previous, gap_before(parsed, at), name_sort)
        best, margin, sure = choose(choices)
        probability = _probability(parsed, quotation, best, margin)
        is_term = resolver is not None and _is_term(quotation, probability)  # nobody is named for it
        is_carried = best.has_spoken and best.side in ("above", "carried")  # no surer than when they spoke before
        is_named = quotation.stretch.style == BLOCK or (  # a block has one line above
            not (is_term or (is_carried and previous in unnamed)) and _is_named(parsed, choices, best, sure, resolver)
        )
        mention = mentions.setdefault(best.span, mention_of(parsed, best)) if is_named else None
        draft = _draft(parsed, quotation, best, probability, sure, mention)
        if drafts:
            _join(parsed, drafts[-1], parsed.quotations[at - 1], draft, quotation)
        drafts.append(draft)
        if best.side != "nobody" and probability > _GOES_ON:
            previous = best.span
            unnamed |= set() if is_named or is_term else {previous}
    return drafts


def _probability(parsed: ParsedText, quotation: Quotation, best: Candidate, margin: float) -> float:
    """Probability that a stretch is a quote."""
    if is_title(parsed, quotation):
        return _TITLE
    return weights.probability(weights.table(weights.QUOTES).score(quote_features(parsed, quotation, best, margin)))


def _is_term(quotation: Quotation, probability: float) -> bool:
    """Whether a few words are rather no quote, and go on with none."""
    return probability < _SURE and len(quotation.words) < FEW and not quotation.stretch.continues


def _join(parsed: ParsedText, draft: Draft, quotation: Quotation, following: Draft, second: Quotation) -> None:
    """Note whether nothing but a cue or the end of a paragraph separates two quotes of one speaker."""
    if following.stretch.continues:
        following.part_of = draft.stretch
        following.confidence = max(following.confidence, draft.confidence)
        if quotation.line == second.line:  # parted by a cue inside the marks
            draft.confidence = following.confidence
    elif draft.mention and draft.evidence in ("cue after", "according to") and quotation.line == second.line:
        is_between = draft.stretch.close <= draft.mention[0] and draft.mention[1] <= following.stretch.open
        is_same = draft.mention == following.mention or following.evidence == "carried on"
        if is_between and is_same and not parsed.lines[second.line].count(".", quotation.chunk + 1, second.chunk - 1):
            following.part_of = draft.stretch


def choose(mentions: list[Candidate]) -> tuple[Candidate, float, float]:
    """The best candidate, its margin over the next, and its probability."""
    table = weights.table(weights.SPEAKERS)
    index, margin, sure = weights.best([table.score(each.groups) for each in mentions])
    return mentions[index], margin, sure


def _is_named(
    parsed: ParsedText, choices: list[Candidate], best: Candidate, sure: float, resolver: Resolver | None
) -> bool:
    """Whether a speaker is certain enough: the best candidate with the others that resolve to the same name.

    Args:
        parsed: the article.
        choices: all candidates.
        best: the best of them.
        sure: its probability.
        resolver: names mentions.
    """
    least = _NAMED if pack(parsed.language).has_word_features else _NAMED_BY_FEW
    name = resolver.name(*mention_of(parsed, best)) if resolver and sure < least and best.side != "nobody" else None
    if name and resolver:
        table = weights.table(weights.SPEAKERS)
        unit = sure / math.exp(table.score(best.groups))
        shares = ((each, unit * math.exp(table.score(each.groups))) for each in choices if each.side != "nobody")
        others = (each for each in shares if each[0] is not best and each[1] > _LEAST_SHARE)
        sure += sum(share for each, share in others if resolver.name(*mention_of(parsed, each)) == name)
    return sure >= least


def _antecedent(line: Line, at: int) -> int | None:
    """The chunk that a relative pronoun stands behind in its sentence; None if there is none; another chunk itself."""
    if line.kinds[at] != "rel":
        return at
    before = takewhile(lambda each: line.kinds[each] != ".", range(at - 1, max(0, at - _REACH) - 1, -1))
    return next((each for each in before if line.chunks[each].is_mention), None)


def _draft(
    parsed: ParsedText,
    quotation: Quotation,
    best: Candidate,
    probability: float,
    sure: float,
    mention: tuple[int, int] | None,
) -> Draft:
    draft = Draft(quotation.stretch, 0.0, "no speaker", quotation=quotation)
    if best.side != "nobody" and (mention or sure >= _NAMED):
        draft.cue, draft.evidence = _evidence(parsed, quotation, best)
    if best.side != "nobody" and mention:
        draft.mention = mention
        draft.issuer = find_issuer(parsed, best.line, best.chunk) if best.chunk >= 0 else None
    draft.confidence = _confidence(quotation, draft.evidence, probability, sure)
    if _is_detached(parsed.lines[quotation.line], quotation, best, draft.evidence):
        draft.confidence *= _DETACHED
    if draft.mention is None:
        draft.cue = None
    if draft.mention is None or draft.confidence < _SURE:
        draft.evidence = _why(parsed, quotation, draft.confidence)
    return draft


def _confidence(quotation: Quotation, evidence: str, probability: float, sure: float) -> float:
    """Confidence that a stretch is a quote of its speaker; a likely quote counts whoever may have spoken it."""
    if probability < _SURE:
        return probability
    is_clear = len(quotation.words) >= FEW and probability >= _LIKELY.get(evidence, _SURE)
    return max(_SURE if is_clear else 0.0, probability * sure)


def _is_detached(line: Line, quotation: Quotation, best: Candidate, evidence: str) -> bool:
    """Whether a few words in a sentence are nobody's by its syntax, as terms and scare words are."""
    is_marked = evidence in _MARKED or quotation.stretch.style in (BLOCK, "—")
    return len(quotation.words) < FEW and not is_marked and not is_attached(line, quotation, best)


def _why(parsed: ParsedText, quotation: Quotation, confidence: float) -> str:
    """Evidence that a stretch is no quote, or has no speaker."""
    if confidence >= _SURE:
        return "no speaker"
    if quotation.is_title or is_title(parsed, quotation):
        tokens = parsed.lines[quotation.line].tokens
        at = parsed.lines[quotation.line].chunks[quotation.chunk].first
        is_inside_name = 0 < at < len(tokens) - 1 and tokens.is_name[at - 1] and tokens.is_name[at + 1]
        return "nickname" if is_inside_name else "title"
    return "term" if len(quotation.words) < FEW else "no speaker"


def mention_of(parsed: ParsedText, best: Candidate) -> tuple[int, int]:
    """Code points of a mention with those who speak with it, and what a phrase without a name needs to be told."""
    if best.chunk < 0:
        return best.span
    line = parsed.lines[best.line]
    at = _antecedent(line, best.chunk)
    if at is None or best.span != line.span(best.chunk):
        return best.span
    chunk, tokens = line.chunks[at], line.tokens
    start, end = line.span(at)
    if chunk.has_name and Kind.COMMA in tokens.kind[chunk.head : chunk.name[0]]:  # `the rector, Ulla Nygaard`
        start, end = tokens.start[chunk.name[0]], tokens.end[chunk.name[1] - 1]
    elif chunk.owners and chunk.stop == chunk.owners[-1][1] and _has_no_voice(line, at):  # `footage of Ann Cole saying`
        start = tokens.start[chunk.owners[-1][0]]
    else:
        last = _last_joined(line, at)
        start, end = line.span(_first_joined(line, at))[0], line.span(last)[1]
        head = line.tokens.noun(chunk.stop - 1)
        if last == at and (not chunk.has_name or (head and head.sort == "body")):  # `Centre for Policy`
            end = line.span(_last_complement(line, at))[1]
        if chunk.has_name and Kind.GENITIVE in tokens.kind[chunk.first : chunk.name[0]]:  # `the Post’s Ulla Nygaard`
            start = tokens.start[chunk.name[0]]
    return start, end


def _last_joined(line: Line, at: int) -> int:
    """The last of two who are named behind a verb: `said Ana Duarte and Paul Weber`."""
    is_pair = line.kind_at(at - 1) == "cue" and _is_joining(line, at + 1) and line.kind_at(at + 2) == "np"
    return at + 2 if is_pair and line.kind_at(at + 3) in (".", ",", "$", "quote") else at


def _last_complement(line: Line, at: int) -> int:
    """The last of the phrases with a preposition that belong to a phrase without a name."""
    verb = -1 if line.tokens.pack.is_verb_second else line.clauses.verb.get(at, -1)
    stop = at
    while line.kind_at(stop + 1) == "pp" and stop - at < _COMPLEMENTS:
        if not (stop + 1 < verb or _belongs(line, stop + 1, stop > at)):
            break
        stop += 1
    return stop


def _has_no_voice(line: Line, at: int) -> bool:
    """Whether a phrase is of what cannot speak and a participle follows."""
    noun = line.tokens.noun(line.chunks[at].head)
    verb = line.tokens.verb(line.chunks[at + 1].first) if line.kind_at(at + 1) == "cue" else None
    return verb is not None and verb.shape is Shape.GERUND and (noun is None or noun.sort not in _VOICES)


def _first_joined(line: Line, at: int) -> int:
    """The first of several that are the subject together: `Ana Duarte, Tom Ebert and Paul Weber said`."""
    if at not in line.clauses.verb or not _is_joining(line, at - 1):
        return at
    first = at - 2
    if line.kind_at(first) != "np" or line.chunks[first].has_name != line.chunks[at].has_name:
        return at
    while line.kind_at(first - 1) == "," and line.kind_at(first - 2) == "np" and line.chunks[first - 2].has_name:
        first -= 2
    return first if line.kind_at(first - 1) in _OPENERS else at


def _is_joining(line: Line, at: int) -> bool:
    return line.kind_at(at) == "conj" and line.tokens.low[line.chunks[at].first] in line.tokens.pack.joining


def _belongs(line: Line, at: int, is_further: bool) -> bool:
    """Whether a phrase with a preposition tells who is meant and not where or when."""
    phrase = line.chunks[at]
    return phrase.preposition in line.tokens.pack.belonging or (is_further and phrase.has_name)


def _evidence(parsed: ParsedText, quotation: Quotation, best: Candidate) -> tuple[tuple[int, int] | None, str]:
    """Code points of the cue between a quote and its speaker, and what kind of evidence that is."""
    spoke = "carried on" if best.goes_on else "near"
    if best.side == "carried":
        return None, spoke
    line = parsed.lines[best.line]
    if best.side == "above":
        verb = line.clauses.verb.get(best.chunk)
        return (line.span(verb), "colon") if line.kinds[-1] == ":" and verb is not None else (None, spoke)
    at = _cue(line, quotation, best)
    if at is not None and (
        not best.has_spoken or not line.count(".", min(best.chunk, quotation.chunk), quotation.chunk)
    ):
        return line.span(at), "according to" if line.kinds[at] == "acc" else f"cue {best.side}"
    if best.span != line.span(best.chunk):  # `Weber’s warning`
        head = line.chunks[best.chunk].head
        return (line.tokens.start[head], line.tokens.end[head]), f"cue {best.side}"
    if best.side == "after" and _is_signature(line.kinds[quotation.chunk + 1 : best.chunk]):
        return None, "signature"
    return None, "colon" if line.kind_at(quotation.chunk - 1) == ":" else spoke


def _is_signature(between: Sequence[str]) -> bool:
    """Whether only a dash stands between a quote and the speaker behind it."""
    return [kind for kind in between if kind != "."] == ["-"]


def _cue(line: Line, quotation: Quotation, best: Candidate) -> int | None:
    """The verb or phrase of saying between or beside a quote and its speaker; None without.

    Of several in front of the quote the last one that is the speaker's: `issued a letter, saying`.
    """
    if line.kind_at(best.chunk - 1) == "acc":
        return best.chunk - 1
    low, high = sorted((quotation.chunk, best.chunk))
    last = high + 2 if best.side == "before" else high + 4
    between = [at for at in range(low, min(last, len(line.kinds))) if line.kinds[at] in ("cue", "acc")]
    front = (at for at in reversed(between) if at < quotation.chunk and line.clauses.subject.get(at) == best.chunk)
    own = (at for at in front if _is_predicate(line, at))
    before = line.skip(best.chunk - 1, ("aux",), -1) if best.side == "before" else -1
    usual = between[0] if between else before if line.kind_at(before) in ("cue", "acc") else None
    return next(own, usual)


def _is_predicate(line: Line, at: int) -> bool:
    """Whether a verb is finite, a gerund, or behind an auxiliary: `ha dicho`, and not `citados` or `para decir`."""
    verb = line.tokens.verb(line.chunks[at].first)
    is_finite = verb is not None and verb.shape in (Shape.PRESENT, Shape.PAST, Shape.GERUND)
    return is_finite or line.tokens.pack.has_ambiguous_verbs or line.kind_at(at - 1) == "aux"
