"""Candidates for the speaker of a quote and the features that speak for or against each.

A candidate is a mention near the quote: a noun phrase, a pronoun, or the mention that the quote before is given to.
Features name what stands between mention and quote by kinds of chunks, so that they are the same in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from briefing.text.language_packs import Kind
from briefing.text.quotes.clauses import is_passive
from briefing.text.quotes.noun_phrases import Chunk
from briefing.text.quotes.parsed_text import Line, ParsedText, Quotation
from briefing.text.tagged_tokens import Tokens

_REACH = 40
"""How many chunks from the quote a mention may be."""
_CROWD, _REACH_IN_CROWD = 24, 8
"""Quotes of a line above which only mentions this near are read: a list of words or markup, not a report."""
_SENTENCES = 3
"""How many ends of sentences may stand between."""
_LINES_ABOVE = 3
"""How many lines above the quote are searched, and in each as many mentions as `_REACH`."""
_REACH_OF_AGENT = 6
"""How many chunks in front of who does it its passive verb is looked for."""
_SHOWN = 3
"""Chunks of a path that are named at either of its ends."""
_HELPERS = ("aux", "adv")
_BARE = frozenset(("^", ".", "conj", ",", "sub", "quote", ":", "pp"))
"""What stands before a verb that has no subject of its own."""
_SPEAKERS = frozenset(("person", "role", "organisation", "body", "name", "people", "document"))

NameSort = Callable[[int, int], str]
"""What the name between two code points is: `person`, `organisation`, `place`, `agency`, `name`, or empty."""


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
    """What is mentioned: `person`, `role`, `body`, `pron-f` ..."""
    features: list[str]
    """Names of what speaks for and against it."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What a quote shows of itself, the same for all candidates."""

    quotation: Quotation
    form: str
    size: str
    own: str
    subject: int
    around: str
    governor: int
    government: str
    is_bare: bool
    whose: str


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
    reach = _REACH if line.count("quote", 0, len(line.kinds)) <= _CROWD else _REACH_IN_CROWD
    context = _context(line, quotation)
    beside = [
        _beside(line, context, index, name_sort)
        for index in range(max(0, at - reach), min(len(line.chunks), at + reach))
        if index != at and line.chunks[index].is_mention
    ]
    mentions = [each for each in beside if each is not None]
    for back in range(1, min(_LINES_ABOVE, quotation.line) + 1):
        mentions += _above(parsed.lines[quotation.line - back], context, back, name_sort)
    if previous:
        _mark_previous(mentions, context, previous, gap)
    for each in mentions:
        each.features += [f"{each.side} own={context.own}", f"{each.side} own={context.own} {each.sort}"]
        is_subject = each.line == quotation.line and each.chunk == context.subject
        each.features.append(f"subject={'none' if context.subject < 0 else is_subject} {context.own.partition('-')[0]}")
        if each.side in ("before", "after"):
            place = "inside" if context.governor < each.chunk else "left"
            each.features.append(f"{each.side} bare={context.is_bare} {place}")
        else:
            each.features += [f"{each.side} gov={context.government}", f"{each.side} bare={context.is_bare}"]
            each.features.append(f"{each.side} governor={context.whose} {context.own}")
            if "spoke" in each.features:
                each.features += [f"spoke gov={context.government}", f"spoke bare={context.is_bare}"]
    mentions.append(_nobody(context, mentions))
    return mentions


def _nobody(context: _Context, mentions: list[Candidate]) -> Candidate:
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
    ]
    return Candidate((-1, -1), "nobody", -1, -1, "nobody", [f"nobody {name}" for name in features])


def _context(line: Line, quotation: Quotation) -> _Context:
    at, words = quotation.chunk, len(quotation.words)
    governor, government = _governor(line, at)
    bare = line.tokens.pack.drops_subjects and governor >= 0 and government.split(" ")[0] in _BARE
    return _Context(
        quotation,
        quotation.ending + ("C" if quotation.is_capital else "c"),
        "1" if words == 1 else "2" if words < 4 else "4" if words < 8 else "8",
        *_own_cue(line, at),
        f"{line.kind_at(at - 1)} {line.kind_at(at + 1)}",
        governor,
        government,
        bare,
        "none" if governor < 0 else "bare" if line.clauses.subject[governor] < 0 else "named",
    )


def _own_cue(line: Line, at: int) -> tuple[str, int]:
    """Where the quote's own verb of saying stands and what stands beside that; the chunk of its subject, -1 without."""
    right = line.skip(at + 1 + (line.kind_at(at + 1) in (",", "-")), _HELPERS)
    if line.kind_at(right) == "cue":
        subject = line.skip(right + 1, ("pp", *_HELPERS))
        has_subject = line.kind_at(subject) in ("np", "pron") and subject - right <= _SHOWN
        return f"after-{line.kind_at(right + 1)}", subject if has_subject else -1
    if line.kind_at(right) == "acc":
        return "after-acc", right + 1
    has_subject = line.kind_at(right) in ("np", "pron") and right - at <= _SHOWN
    verb = line.skip(right + 1, _HELPERS)
    if has_subject and line.kind_at(verb) == "cue":
        return "after-subject-" + ("passive" if is_passive(line.tokens, line.chunks, verb) else "cue"), right
    left = line.skip(at - 1, (":", ",", "sub", "prep", "conj"), -1)
    marks = "".join(kind for kind in line.kinds[max(left + 1, at - _REACH) : at] if kind in (":", "sub"))[:_SHOWN]
    while line.kind_at(left) == "pp" and at - left < 2 * _SHOWN:
        left -= 1
    if line.kind_at(left) == "cue":
        subject = line.skip(left - 1, _HELPERS, -1)
        return (
            f"before-{marks}-{line.kind_at(left - 1)}-{line.cue_class(left)}",
            subject if line.kind_at(subject) in ("np", "pron") else -1,
        )
    return f"none-{marks}", -1


def _governor(line: Line, at: int) -> tuple[int, str]:
    """The nearest verb of saying in front of a quote in its sentence, and its subject's kind; (-1, ...) without."""
    kinds = line.kinds
    for index in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if kinds[index] == ".":
            break
        if kinds[index] == "cue":
            verb = line.tokens.verb(line.chunks[index].first)
            subject = line.kind_at(line.skip(index - 1, _HELPERS, -1))
            marks = "sub" if "sub" in kinds[index + 1 : at] else ":" if kinds[at - 1] == ":" else ""
            return index, f"{subject} {verb.shape if verb else ''} {marks}"
    return -1, "acc" if "acc" in kinds[max(0, at - _REACH) : at] else "none"


def _beside(line: Line, context: _Context, index: int, name_sort: NameSort) -> Candidate | None:
    """A mention in the line of the quote; None if it is too far from it or a news agency."""
    at, each = context.quotation.chunk, line.chunks[index]
    side = "before" if index < at else "after"
    first, stop = (index + 1, at) if index < at else (at + 1, index)
    sort = mention_sort(line.tokens, each, name_sort)
    stops = line.count(".", first, stop)
    if stops > _SENTENCES or sort == "agency":
        return None
    before = "prep" if each.kind == "pp" else line.kind_at(index - 1)
    kind = "pron" if sort.startswith("pron") else sort
    place = _Place(line, context, index, first, stop, min(stops, 2), before, line.kind_at(index + 1), kind)
    features = [*place.path(), *place.cues(), *place.government(), *place.clause(), *place.position(), f"sort={sort}"]
    owner = _owner(line.tokens, each)
    if owner:
        features.append(f"owner of cue {sort}")
    return Candidate(
        owner or line.span(index), side, context.quotation.line, index, sort, [f"{side} {name}" for name in features]
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mention stands to the quote of its line."""

    line: Line
    context: _Context
    index: int
    first: int
    stop: int
    depth: int
    before: str
    after: str
    kind: str

    def path(self) -> Iterator[str]:
        """Features of what stands between."""
        line, kinds, first, stop, depth = self.line, self.line.kinds, self.first, self.stop, self.depth
        heads, tails = (
            " ".join(kinds[first : min(stop, first + _SHOWN)]),
            " ".join(kinds[max(first, stop - _SHOWN) : stop]),
        )
        path = " ".join(kinds[first:stop]) if stop - first <= 2 * _SHOWN else f"{heads} ~ {tails}"
        near, far = (tails, heads) if self.index < first else (heads, tails)
        cues, verbs = min(line.count("cue", first, stop), 2), min(line.count("verb", first, stop), 2)
        mentions = min(line.count("np", first, stop) + line.count("pron", first, stop), 5)
        form = self.context.form
        yield f"p={path}"
        yield f"p={path} {form} {self.before}"
        yield f"p={path} {self.kind}"
        yield f"near={near} {form[0]}"
        yield f"far={far} {self.after}"
        yield f"d={depth} q={min(line.count('quote', first, stop), 2)} c={cues} v={verbs}"
        yield f"n={mentions}"
        if line.chunks[self.index].kind == "pp":
            yield f"prep {self.after} {near}"
            yield f"prep={line.chunks[self.index].preposition if line.tokens.pack.has_genitive else ''} {depth}"

    def cues(self) -> Iterator[str]:
        """Features of the verbs beside the mention."""
        line, index, depth, at = self.line, self.index, self.depth, self.context.quotation.chunk
        behind = line.skip(index + 1, _HELPERS)
        if line.kind_at(behind) == "cue":
            cue = line.cue_class(behind)
            yield f"cue-behind={cue} {depth}"
            yield f"cue-behind={cue} {self.before} {depth} {min(line.count('cue', self.first, self.stop), 2)}"
            if index < at:
                yield f"rest={' '.join(line.kinds[behind + 1 : behind + 5])} {cue}"
            if line.tokens.pack.has_genitive and (verb := line.tokens.verb(line.chunks[behind].first)):
                yield f"verb={verb.lemma}"
        elif line.kind_at(behind) == "verb":
            yield f"verb-behind {depth}"
        if line.kind_at(index - 1) == "cue":
            adjacent = 0 < index - at <= _SHOWN
            yield f"cue-before={line.cue_class(index - 1)} {'beside' if adjacent else ''} {depth}"
        elif line.kind_at(index - 1) == "acc":
            yield f"acc {depth}"

    def government(self) -> Iterator[str]:
        """Features of the verb of saying that the quote depends on."""
        context, kind = self.context, self.kind
        if context.governor < 0:
            yield f"gov={context.government} {self.depth} {kind}"
            return
        if self.index > context.quotation.chunk:
            place = "right"
        else:
            place = "inside" if self.index > context.governor else self._before_governor()
        yield f"gov={context.government} {place}"
        yield f"gov {place} {kind}"
        yield f"gov={context.government} {place} {kind}"

    def _before_governor(self) -> str:
        kinds = self.line.kinds
        between = [kind for kind in kinds[self.index + 1 : self.context.governor] if kind not in _HELPERS]
        if not between:
            return "subject"
        verbs = (
            " cue" if "cue" in between else " verb" if "verb" in kinds[self.index + 1 : self.context.governor] else ""
        )
        return ("opens" if self._opens() else "left") + verbs

    def _opens(self) -> bool:
        """Whether nothing but conjunctions and phrases with a preposition stands in front in the sentence."""
        return self.line.kind_at(self.line.skip(self.index - 1, ("conj", ",", "pp", "sub"), -1)) in ("^", ".")

    def clause(self) -> Iterator[str]:
        """Features of the verbs whose subject or agent the mention is, and of whose verb the quote depends on."""
        line, index, depth, governor = self.line, self.index, self.depth, self.context.governor
        clauses = line.clauses
        subject = clauses.subject.get(governor, -1)
        whose = "none" if subject < 0 else "this" if subject == index else "other"
        voice = " passive" if governor >= 0 and is_passive(line.tokens, line.chunks, governor) else ""
        yield f"of-governor={whose}{voice} {depth}"
        yield f"of-governor={whose}{voice} {self.kind}"
        yield f"of-governor={whose}{voice} {self.context.own}"
        verb = clauses.verb.get(index, -1)
        if verb >= 0:
            sort = line.cue_class(verb) or "verb"
            voice = " passive" if is_passive(line.tokens, line.chunks, verb) else ""
            place = "gov" if verb == governor else "between" if self.first <= verb < self.stop else "beyond"
            yield f"subject-of={sort}{voice} {place} {depth}"
        if line.chunks[index].preposition in line.tokens.pack.agents:
            before = next(
                (at for at in range(index - 1, max(-1, index - _REACH_OF_AGENT), -1) if at in clauses.subject), -1
            )
            is_agent = before >= 0 and is_passive(line.tokens, line.chunks, before)
            form = line.tokens.verb(line.chunks[before].first) if before >= 0 else None
            yield f"agent={form.cue if form else ''} {is_agent} {form.shape if form else ''} {depth}"

    def position(self) -> Iterator[str]:
        """Features of the mention's own surroundings."""
        context, kind, depth = self.context, self.kind, self.depth
        opens = (
            self.index == 0
            or self.line.kinds[self.index - 1] in (".", "quote")
            or (self.index < _SHOWN and self._opens())
        )
        yield f"d={depth}"
        yield f"d={depth} own={context.own}"
        yield f"b={self.before}"
        yield f"a={self.after}"
        yield f"ba={self.before} {self.after} {depth}"
        yield f"around={context.around} {context.form} {depth}"
        yield f"size={context.size} {depth}"
        yield f"sort={kind} {self.before} {self.after} {depth}"
        yield f"sort={kind} own={context.own}"
        yield f"opens={opens} {depth}"
        yield f"opens={opens} {depth} {context.own}"


def mention_sort(tokens: Tokens, mention: Chunk, name_sort: NameSort) -> str:
    """What a chunk mentions: the sort of its name or noun, `pron-` and a gender for a pronoun."""
    if tokens.kind[mention.head] in (Kind.PRONOUN, Kind.RELATIVE) or mention.kind == "pron":
        word = tokens.low[mention.head]
        return f"pron-{tokens.pack.gender.get(word, word if tokens.pack.has_genitive else 'x')}"
    first, stop = mention.name
    if mention.has_name and (sort := name_sort(tokens.start[first], tokens.end[stop - 1])):
        return sort
    noun = tokens.pack.nouns.get(tokens.low[mention.head])
    if noun:
        return noun.sort
    if mention.has_name:
        return "name"
    return "plural" if tokens.low[mention.head].endswith("s") else "noun"


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


def _above(line: Line, context: _Context, back: int, name_sort: NameSort) -> Iterator[Candidate]:
    """Mentions of a line above the quote."""
    total = len(line.kinds)
    mentions = (index for index, each in enumerate(line.chunks) if each.is_mention)
    for order, index in enumerate(islice(mentions, _REACH), 1):
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
        if "cue" in (line.kind_at(line.skip(index + 1, _HELPERS)), line.kind_at(index - 1)):
            features += [f"cue d={left} {context.around}", f"cue d={left}"]
        if line.kinds[-1] == ":":
            features.append(f"colon n={min(order, 3)}")
        yield Candidate(
            line.span(index),
            "above",
            context.quotation.line - back,
            index,
            sort,
            [f"above{back} {name}" for name in features],
        )


def _mark_previous(mentions: list[Candidate], context: _Context, previous: tuple[int, int], gap: str) -> None:
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
