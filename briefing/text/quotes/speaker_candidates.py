"""Candidates for the speaker of a quote, each with the features that speak for or against it.

A candidate is a mention near the quote: a noun phrase, a pronoun, or the mention that the quote before is given to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefing.text.language_packs import Kind
from briefing.text.quotes.governors import HELPERS, REACH, Context, read_context
from briefing.text.quotes.noun_phrases import Chunk
from briefing.text.quotes.parsed_text import Line, ParsedText, Quotation
from briefing.text.quotes.speaker_features import NameSort, Place, mention_sort
from briefing.text.tokens import Tokens

_REACH, _REACH_BEHIND = 32, 16
"""Maximum distance of a mention in front of the quote and behind it, in chunks."""
_CROWD, _REACH_IN_CROWD = 24, 8
"""Quotes of a line above which only mentions this near are read: a list of words or markup, not a report."""
_MASS, _REACH_IN_MASS = 200, 4
"""The same for what no article has."""
_SENTENCES = 2
"""Maximum number of ends of sentences between."""
_LINES_ABOVE = 3
"""Number of lines above the quote that are searched, for up to `REACH` mentions each."""
_SPEAKERS = frozenset(("person", "role", "organisation", "body", "name", "people", "document"))
"""Sorts of mentions that are candidates in lines above."""


@dataclass(slots=True)
class Candidate:
    """A mention that may be the speaker."""

    span: tuple[int, int]
    """Code points of the mention."""
    side: str
    """`before`, `after`, `above`, `carried`, or `nobody`."""
    line: int
    """Index of its line; -1 for the mention of the quote before."""
    chunk: int
    """Index of its chunk; -1 for the mention of the quote before."""
    sort: str
    """Sort of the mention: `person`, `role`, `body`, `pron-f` ..."""
    features: list[str]
    """Names of its features."""


def candidates(
    parsed: ParsedText, quotation: Quotation, previous: tuple[int, int] | None, gap: str, name_sort: NameSort
) -> list[Candidate]:
    """Mentions that may be the speaker of a quote.

    Args:
        parsed: the article.
        quotation: the quote.
        previous: code points of the mention that the quote before is given to.
        gap: the text between that quote and this one.
        name_sort: what a name is.
    """
    line = parsed.lines[quotation.line]
    at = quotation.chunk
    quotes = line.count("quote", 0, len(line.kinds))
    most = _REACH if quotes <= _CROWD else _REACH_IN_CROWD if quotes <= _MASS else _REACH_IN_MASS
    reach, reach_behind = most, min(most, _REACH_BEHIND)
    context = read_context(line, quotation)
    beside = [
        _beside(line, context, index, name_sort)
        for index in range(max(0, at - reach), min(len(line.chunks), at + reach_behind))
        if index != at and line.chunks[index].is_mention
    ]
    mentions = [each for each in beside if each is not None]
    if context.is_bare or not _has_speaker(context, mentions):
        for back in range(1, min(_LINES_ABOVE, quotation.line) + 1):
            mentions += _above(parsed.lines[quotation.line - back], context, back, name_sort)
    if previous:
        _mark_previous(mentions, context, previous, gap)
    for each in mentions:
        _add_context(each, context)
    mentions.append(_nobody(context, mentions))
    return mentions


def _has_speaker(context: Context, mentions: list[Candidate]) -> bool:
    """Whether somebody in the line of a quote may be its speaker, so that the lines above are not read."""
    return context.subject >= 0 or context.whose == "named" or any(each.side == "before" for each in mentions)


def _add_context(mention: Candidate, context: Context) -> None:
    """Add the features that relate a mention to what the quote's own sentence shows."""
    side, features = mention.side, mention.features
    features.append(f"{side} own={context.own} {mention.sort}")
    is_subject = mention.line == context.quotation.line and mention.chunk == context.subject
    features.append(f"subject={'none' if context.subject < 0 else is_subject} {context.own.partition('-')[0]}")
    if side in ("before", "after"):
        features.append(f"{side} bare={context.is_bare} {'inside' if context.governor < mention.chunk else 'left'}")
    else:
        features += [f"{side} gov={context.government}", f"{side} bare={context.is_bare}"]
        features.append(f"{side} governor={context.whose} {context.own}")
        if "spoke" in features:
            features += [f"spoke gov={context.government}", f"spoke bare={context.is_bare}"]


def _nobody(context: Context, mentions: list[Candidate]) -> Candidate:
    """The candidate that nobody is named."""
    sorts = {each.sort.partition("-")[0] for each in mentions}
    features = [
        "nobody",
        f"own={context.own}",
        f"around={context.around} {context.form}",
        f"size={context.size}",
        f"bare={context.is_bare}",
        f"gov={context.government}",
        f"governor={context.whose} {context.own}",
        f"person={'person' in sorts} {context.own}",
        f"spoke={any('spoke' in each.features or each.side == 'carried' for each in mentions)} {context.own}",
        f"style={context.quotation.stretch.style == '—'}",
        f"colon={any('above1 colon subject=True' in each.features for each in mentions if each.side == 'above')}",
    ]
    return Candidate((-1, -1), "nobody", -1, -1, "nobody", [f"nobody {name}" for name in features])


def _beside(line: Line, context: Context, index: int, name_sort: NameSort) -> Candidate | None:
    """A mention in the line of the quote; None if it is too far from it or a news agency."""
    at, each = context.quotation.chunk, line.chunks[index]
    side = "before" if index < at else "after"
    first, stop = (index + 1, at) if index < at else (at + 1, index)
    stops = line.count(".", first, stop)
    if stops > _SENTENCES or (sort := mention_sort(line.tokens, each, name_sort)) == "agency":
        return None
    before = "prep" if each.kind == "pp" else line.kind_at(index - 1)
    kind = "pron" if sort.startswith("pron") else sort
    place = Place(line, context, index, side, first, stop, stops, before, line.kind_at(index + 1), kind)
    features = [*place.path(), *place.cues(), *place.government(), *place.clause(), *place.position()]
    features.append(f"{side} sort={sort}")
    owner = _owner(line.tokens, each)
    if owner:
        features.append(f"{side} owner of cue {sort}")
    return Candidate(owner or line.span(index), side, context.quotation.line, index, sort, features)


def _owner(tokens: Tokens, mention: Chunk) -> tuple[int, int] | None:
    """Code points of whoever owns a noun of saying: `Weber’s warning`, `his call`; None if the phrase is another."""
    noun, verb = tokens.pack.nouns.get(tokens.low[mention.head]), tokens.verb(mention.head)
    if not (noun.sort == "cue" if noun else verb and verb.cue) or mention.head == mention.first:
        return None
    first, stop = mention.first, mention.first
    if tokens.kind[first] is Kind.POSSESSIVE:
        stop = first + 1
    elif Kind.GENITIVE in tokens.kind[first : mention.head]:
        stop = tokens.kind.index(Kind.GENITIVE, first, mention.head)
    return (tokens.start[first], tokens.end[stop - 1]) if stop > first else None


def _above(line: Line, context: Context, back: int, name_sort: NameSort) -> Iterator[Candidate]:
    """Mentions of a line above the quote."""
    total = len(line.kinds)
    mentions = (index for index, each in enumerate(line.chunks) if each.is_mention)
    for order, index in enumerate(islice(mentions, REACH), 1):
        sort = mention_sort(line.tokens, line.chunks[index], name_sort)
        is_pronoun = sort.startswith("pron")
        if not is_pronoun and sort not in _SPEAKERS:
            continue
        before = "prep" if line.chunks[index].kind == "pp" else line.kind_at(index - 1)
        after, left, rank = line.kind_at(index + 1), min(line.count(".", index, total), 3), min(order, 4)
        features = [
            f"b={before} a={after}",
            f"n={rank} d={left}",
            f"n={rank} own={context.own}",
            f"around={context.around}",
            f"form={context.form}",
            f"size={context.size}",
            f"sort={'pron' if is_pronoun else sort} {after}",
            f"continues={context.quotation.stretch.continues}",
        ]
        if "cue" in (line.kind_at(line.skip(index + 1, HELPERS)), line.kind_at(index - 1)):
            features += [f"cue d={left} {context.around}", f"cue d={left}"]
        if line.kinds[-1] == ":":
            verb = next((at for at in reversed(line.clauses.subject) if line.kinds[at] == "cue"), -1)
            features.append(f"colon subject={line.clauses.subject.get(verb, -1) == index}")
        yield Candidate(
            line.span(index),
            "above",
            context.quotation.line - back,
            index,
            sort,
            [f"above{back} {name}" for name in features],
        )


def _mark_previous(mentions: list[Candidate], context: Context, previous: tuple[int, int], gap: str) -> None:
    """Add the features of the mention that spoke before, as a candidate of its own where it is none yet."""
    distance = "same" if "\n" not in gap else "next" if not gap.strip() else "far"
    if any(line.strip() and line.rstrip()[-1].isalnum() for line in gap.split("\n")[1:-1]):
        distance = "section"
    short, continues = len(gap.split()) < 4, context.quotation.stretch.continues
    same = [each for each in mentions if each.span[0] < previous[1] and previous[0] < each.span[1]]
    for each in same:
        each.features += [
            "spoke",
            f"spoke {each.side}",
            f"spoke {each.side} {context.around}",
            f"spoke {distance} {context.around}",
            f"spoke {distance} {short} {each.side}",
            f"spoke {distance} {continues} {context.form}",
            f"spoke {distance} own={context.own}",
            f"spoke {distance} dash={context.quotation.stretch.style == '—'}",
        ]
    if not same:
        features = [
            f"around={context.around}",
            f"form={context.form}",
            f"size={context.size}",
            f"continues={continues}",
            f"{distance} {context.around}",
            f"{distance} {short}",
            f"{distance} {continues} {context.form}",
            f"{distance} dash={context.quotation.stretch.style == '—'}",
        ]
        mentions.append(Candidate(previous, "carried", -1, -1, "carried", [f"carried {name}" for name in features]))


def gap_before(parsed: ParsedText, at: int, room: int = 2000) -> str:
    """The text between the quote before and quote `at`, its last `room` code points."""
    if not at:
        return ""
    start, end = parsed.quotations[at - 1].stretch.close, parsed.quotations[at].stretch.open
    return parsed.text[max(start, end - room) : end]
