"""Candidates for the speaker of a quote, each with the features that speak for or against it.

A candidate is a mention near the quote: a noun phrase, a pronoun, or the mention that the quote before is given to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from briefing.text.language_packs import Kind
from briefing.text.quotes import speaker_features
from briefing.text.quotes.governors import GOING_ON, REACH, Context, is_of_saying, owner, read_context
from briefing.text.quotes.noun_phrases import MENTIONS, Chunk
from briefing.text.quotes.parsed_text import Line, ParsedText, Quotation
from briefing.text.quotes.speaker_features import Names
from briefing.text.tokens import Tokens

_REACH, _REACH_BEHIND = 32, 16
"""Maximum distance of a mention in front of the quote and behind it, in chunks."""
_CROWD, _REACH_IN_CROWD = 24, 8
"""Quotes of a line above which only mentions this near are read: a list of words or markup, not a report."""
_MASS, _REACH_IN_MASS = 200, 4
"""The same for what no article has."""
_LINES_ABOVE = 3
"""Number of lines above the quote that are searched, for up to `REACH` mentions each."""
_FEW = 4
"""Number of words between two quotes from which on they are apart."""
_LINE_ENDS = (".", ":", ",", "quote")
"""Last chunks of lines that are no headings."""
SPEAKERS = frozenset(("person", "role", "organisation", "body", "name", "people", "document"))
"""Sorts of mentions that are candidates in lines above."""

_SILENT = ("agency", "pron-n")
"""Sorts of mentions that never speak."""

NameSort = Callable[[int, int], str]
"""Sort of the name between two code points: `person`, `organisation`, `place`, `agency`, `name`, or empty."""


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
    groups: list[Names]
    """Names of its features, in groups that recur."""
    has_spoken: bool = False
    """Whether the quote before is given to it."""
    goes_on: bool = False
    """Whether no other subject stands in the clause of the quote, so that it is certain that it goes on speaking."""

    @property
    def features(self) -> list[str]:
        """Names of its features."""
        return list(chain.from_iterable(self.groups))


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
    context = read_context(line, quotation)
    mentions = [*_beside(line, context, name_sort)]
    if context.is_free and (context.is_bare or not any(each.side == "before" for each in mentions)):
        mentions += _above(parsed, context, name_sort)
    if previous:
        mentions += _spoken(mentions, context, previous, gap)
    mentions.append(_nobody(context, mentions))
    if not line.tokens.pack.has_word_features:
        for each in mentions:
            each.groups += [speaker_features.prefixed(f"{parsed.language} ", group) for group in each.groups]
    return mentions


def _beside(line: Line, context: Context, name_sort: NameSort) -> Iterator[Candidate]:
    """Mentions in the line of a quote, news agencies and neuter pronouns left out."""
    at = context.quotation.chunk
    for index, depth in sorted(_near(line, context)):
        sort = _sort_in(line, index, name_sort)
        if sort not in _SILENT:
            side = "before" if index < at else "after"
            groups = speaker_features.beside(line, context, index, depth, sort)
            span, tokens = line.span(index), line.tokens
            if is_of_saying(line, index) and (owned := owner(tokens, line.chunks[index])):
                groups.append((f"{side} owner of cue {sort}",))
                span = tokens.start[owned[0]], tokens.end[owned[1] - 1]
            yield Candidate(span, side, context.quotation.line, index, sort, groups)


def _near(line: Line, context: Context) -> Iterator[tuple[int, int]]:
    """Chunks of the mentions near a quote, with the number of ends of sentences between.

    Mentions of the sentences before and behind count if nothing in its own shows who speaks.
    """
    kinds, at = line.kinds, context.quotation.chunk
    quotes = line.count("quote", 0, len(kinds))
    reach = _REACH if quotes <= _CROWD else _REACH_IN_CROWD if quotes <= _MASS else _REACH_IN_MASS
    behind = range(at + 1, min(len(kinds), at + min(reach, _REACH_BEHIND)))
    for indices in (reversed(range(max(0, at - reach), at)), behind):
        depth = 0
        for index in indices:
            if kinds[index] == ".":
                depth += 1
                if depth > context.is_free or (index > at and _is_request(line, index + 1)):
                    break
            elif kinds[index] in MENTIONS:
                yield index, depth


def _is_request(line: Line, index: int) -> bool:
    """Whether a sentence begins with an English imperative: `Read our review`."""
    tokens = line.tokens
    verb = tokens.verb(line.chunks[index].first) if line.kind_at(index) in ("cue", "verb") else None
    return verb is not None and verb.lemma == tokens.low[line.chunks[index].first] and tokens.pack.has_contractions


def _above(parsed: ParsedText, context: Context, name_sort: NameSort) -> Iterator[Candidate]:
    """Mentions of the nearest line above a quote that has any; of all near lines if its verb leaves out the subject.

    None of what stands above a heading.
    """
    number = context.quotation.line
    for back in range(1, min(_LINES_ABOVE, number) + 1):
        line = parsed.lines[number - back]
        mentions = (index for index, kind in enumerate(line.kinds) if kind in MENTIONS)
        has_any = False
        for order, index in enumerate(islice(mentions, REACH), 1):
            sort = _sort_in(line, index, name_sort)
            if sort in SPEAKERS or (sort.startswith("pron") and sort not in _SILENT):
                groups = [*speaker_features.above(line, context, index, back, order, sort)]
                yield Candidate(line.span(index), "above", number - back, index, sort, groups)
                has_any = True
        if (has_any and not context.is_bare) or line.kind_at(len(line.kinds) - 1) not in _LINE_ENDS:
            return


def _spoken(mentions: list[Candidate], context: Context, previous: tuple[int, int], gap: str) -> Iterator[Candidate]:
    """Mark the mention that spoke before; it is a candidate of its own where it is none yet."""
    distance = "same" if "\n" not in gap else "next" if not gap.strip() else "far"
    if any(line.strip() and line.rstrip()[-1].isalnum() for line in gap.split("\n")[1:-1]):
        distance = "section"
    is_short = len(gap.split(maxsplit=_FEW)) < _FEW
    goes_on = context.clause in GOING_ON
    same = [each for each in mentions if each.span[0] < previous[1] and previous[0] < each.span[1]]
    for each in same:
        each.groups += speaker_features.spoke(context, each.side, distance, is_short)
        each.has_spoken, each.goes_on = True, goes_on
    if context.is_free and not same:
        groups = [*speaker_features.carried(context, distance, is_short)]
        yield Candidate(previous, "carried", -1, -1, "carried", groups, has_spoken=True, goes_on=goes_on)


def _nobody(context: Context, mentions: list[Candidate]) -> Candidate:
    """The candidate that nobody is named."""
    has_person = any(each.sort == "person" for each in mentions)
    has_spoken = any(each.has_spoken for each in mentions)
    has_colon = any(speaker_features.ANNOUNCED in each.groups for each in mentions if each.side == "above")
    groups = [*speaker_features.nobody(context, has_person, has_spoken, has_colon)]
    return Candidate((-1, -1), "nobody", -1, -1, "nobody", groups)


def _sort_in(line: Line, index: int, name_sort: NameSort) -> str:
    """Sort of the mention that is a chunk, which is read once for all quotes near."""
    if index not in line.sorts:
        line.sorts[index] = mention_sort(line.tokens, line.chunks[index], name_sort)
    return line.sorts[index]


def mention_sort(tokens: Tokens, mention: Chunk, name_sort: NameSort) -> str:
    """Sort of a mention: that of its name or noun, `pron-` and a gender for a pronoun."""
    if tokens.kind[mention.head] in (Kind.PRONOUN, Kind.RELATIVE) or mention.kind == "pron":
        word = tokens.low[mention.head]
        return f"pron-{tokens.pack.gender.get(word, word if tokens.pack.has_word_features else 'x')}"
    first, stop = mention.name
    if mention.has_name and (sort := name_sort(tokens.start[first], tokens.end[stop - 1])):
        return sort
    first = mention.first if tokens.pack.has_noun_first else mention.head
    heads = (tokens.noun(at) for at in range(mention.head, first - 1, -1))
    noun = next(filter(None, heads), None)  # `el alcalde gaditano`
    if noun:
        return noun.sort
    if mention.has_name:
        return "name"
    return "plural" if tokens.low[mention.head].endswith("s") else "noun"


def gap_before(parsed: ParsedText, at: int, room: int = 2000) -> str:
    """The text between the quote before and quote `at`, its last `room` code points."""
    if not at:
        return ""
    start, end = parsed.quotations[at - 1].stretch.close, parsed.quotations[at].stretch.open
    return parsed.text[max(start, end - room) : end]
