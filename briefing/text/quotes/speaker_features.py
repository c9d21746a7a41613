"""Features that speak for or against a mention in the line of a quote being its speaker.

Features name what stands between mention and quote by kinds of chunks, so that they are the same in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefing.text.language_packs import Kind
from briefing.text.quotes.clauses import is_passive
from briefing.text.quotes.governors import HELPERS, SHOWN, Context
from briefing.text.quotes.noun_phrases import Chunk
from briefing.text.quotes.parsed_text import Line
from briefing.text.tokens import Tokens

_REACH_OF_AGENT = 5
"""Chunks in front of an agent in which its passive verb is looked for."""

NameSort = Callable[[int, int], str]
"""Sort of the name between two code points: `person`, `organisation`, `place`, `agency`, `name`, or empty."""


@dataclass(slots=True)
class Place:
    """Position of a mention relative to the quote of its line; its methods yield names of features, `side` in front."""

    line: Line
    context: Context
    index: int
    side: str
    first: int
    stop: int
    depth: int
    before: str
    after: str
    kind: str

    def path(self) -> Iterator[str]:
        """Features of the chunks between mention and quote."""
        line, first, stop, side = self.line, self.first, self.stop, self.side
        kinds, near = line.kinds, slice(max(first, stop - SHOWN), stop)
        if stop - first <= 2 * SHOWN:
            path = " ".join(kinds[first:stop])
        else:
            path = f"{' '.join(kinds[first : first + SHOWN])} ~ {' '.join(kinds[stop - SHOWN : stop])}"
        if self.index > first:
            near = slice(first, min(stop, first + SHOWN))
        tail = " ".join(kinds[near])
        cues, verbs = min(line.count("cue", first, stop), 2), min(line.count("verb", first, stop), 2)
        yield f"{side} p={path}"
        yield f"{side} p={path} {self.kind}"
        yield f"{side} near={tail} {self.context.form[0]}"
        yield f"{side} d={self.depth} q={min(line.count('quote', first, stop), 2)} c={cues} v={verbs}"
        if line.chunks[self.index].kind == "pp":
            yield f"{side} prep {self.after} {tail}"
            word = line.chunks[self.index].preposition if line.tokens.pack.has_word_features else ""
            yield f"{side} prep={word} {self.depth}"

    def cues(self) -> Iterator[str]:
        """Features of the verbs beside the mention."""
        line, index, depth, side = self.line, self.index, self.depth, self.side
        behind, in_front = line.skip(index + 1, HELPERS), line.kind_at(index - 1)
        following = line.kind_at(behind)
        if following == "cue":
            cue = line.cue_class(behind)
            yield f"{side} cue-behind={cue} {depth}"
            cues = min(line.count("cue", self.first, self.stop), 2)
            yield f"{side} cue-behind={cue} {self.before} {depth} {cues}"
            if side == "before":
                yield f"{side} rest={' '.join(line.kinds[behind + 1 : behind + 5])} {cue}"
            if line.tokens.pack.has_word_features and (verb := line.tokens.verb(line.chunks[behind].first)):
                yield f"{side} verb={verb.lemma}"
        elif following == "verb":
            yield f"{side} verb-behind {depth}"
        if in_front == "cue":
            adjacent = 0 < index - self.context.quotation.chunk <= SHOWN
            yield f"{side} cue-before={line.cue_class(index - 1)} {'beside' if adjacent else ''} {depth}"
        elif in_front == "acc":
            subject = self.context.subject if side == "after" else self.context.governs
            yield f"{side} acc {depth}"
            yield f"{side} acc beside subject={subject not in (-1, index)}"

    def government(self) -> Iterator[str]:
        """Features of the verb of saying that the quote depends on."""
        context, side = self.context, self.side
        if context.governor < 0:
            yield f"{side} gov={context.government} {self.depth} {self.kind}"
            return
        is_inside = context.governor < self.index
        place = "right" if side == "after" else "inside" if is_inside else self._before_governor()
        yield f"{side} gov={context.government} {place}"
        yield f"{side} gov={context.government} {place} {self.kind}"

    def _before_governor(self) -> str:
        kinds = self.line.kinds
        between = [kind for kind in kinds[self.index + 1 : self.context.governor] if kind not in HELPERS]
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
        line, index, depth, side, context = self.line, self.index, self.depth, self.side, self.context
        clauses = line.clauses
        whose = "none" if context.governs < 0 else "this" if context.governs == index else "other"
        yield f"{side} of-governor={whose}{context.voice} {depth}"
        yield f"{side} of-governor={whose}{context.voice} {self.kind}"
        verb = clauses.verb.get(index, -1)
        if verb >= 0:
            sort = line.cue_class(verb) or "verb"
            voice = " passive" if is_passive(line.tokens, line.chunks, verb) else ""
            place = "gov" if verb == context.governor else "between" if self.first <= verb < self.stop else "beyond"
            yield f"{side} subject-of={sort}{voice} {place} {depth}"
        if line.chunks[index].preposition in line.tokens.pack.agents:
            before = next(
                (at for at in reversed(range(max(0, index - _REACH_OF_AGENT), index)) if at in clauses.subject), None
            )
            is_agent = before is not None and is_passive(line.tokens, line.chunks, before)
            form = line.tokens.verb(line.chunks[before].first) if before is not None else None
            yield f"{side} agent={form.cue if form else ''} {is_agent} {form.shape if form else ''} {depth}"

    def position(self) -> Iterator[str]:
        """Features of the mention's own surroundings."""
        context, kind, depth, side = self.context, self.kind, self.depth, self.side
        opens = (
            self.index == 0
            or self.line.kinds[self.index - 1] in (".", "quote")
            or (self.index < SHOWN and self._opens())
        )
        yield f"{side} ba={self.before} {self.after} {depth}"
        yield f"{side} around={context.around} {context.form} {depth}"
        yield f"{side} sort={kind} {self.before} {self.after} {depth}"
        yield f"{side} sort={kind} own={context.own}"
        yield f"{side} opens={opens} {depth}"


def mention_sort(tokens: Tokens, mention: Chunk, name_sort: NameSort) -> str:
    """Sort of a mention: that of its name or noun, `pron-` and a gender for a pronoun."""
    if tokens.kind[mention.head] in (Kind.PRONOUN, Kind.RELATIVE) or mention.kind == "pron":
        word = tokens.low[mention.head]
        return f"pron-{tokens.pack.gender.get(word, word if tokens.pack.has_word_features else 'x')}"
    first, stop = mention.name
    if mention.has_name and (sort := name_sort(tokens.start[first], tokens.end[stop - 1])):
        return sort
    noun = tokens.pack.nouns.get(tokens.low[mention.head])
    if noun:
        return noun.sort
    if mention.has_name:
        return "name"
    return "plural" if tokens.low[mention.head].endswith("s") else "noun"
