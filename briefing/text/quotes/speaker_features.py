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
from briefing.text.tagged_tokens import Tokens

_REACH_OF_AGENT = 5
"""How many chunks in front of who does it its passive verb is looked for."""

NameSort = Callable[[int, int], str]
"""What the name between two code points is: `person`, `organisation`, `place`, `agency`, `name`, or empty."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands to the quote of its line."""

    line: Line
    context: Context
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
            " ".join(kinds[first : min(stop, first + SHOWN)]),
            " ".join(kinds[max(first, stop - SHOWN) : stop]),
        )
        path = " ".join(kinds[first:stop]) if stop - first <= 2 * SHOWN else f"{heads} ~ {tails}"
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
            yield f"prep={line.chunks[self.index].preposition if line.tokens.pack.has_word_features else ''} {depth}"

    def cues(self) -> Iterator[str]:
        """Features of the verbs beside the mention."""
        line, index, depth, at = self.line, self.index, self.depth, self.context.quotation.chunk
        behind = line.skip(index + 1, HELPERS)
        if line.kind_at(behind) == "cue":
            cue = line.cue_class(behind)
            yield f"cue-behind={cue} {depth}"
            yield f"cue-behind={cue} {self.before} {depth} {min(line.count('cue', self.first, self.stop), 2)}"
            if index < at:
                yield f"rest={' '.join(line.kinds[behind + 1 : behind + 5])} {cue}"
            if line.tokens.pack.has_word_features and (verb := line.tokens.verb(line.chunks[behind].first)):
                yield f"verb={verb.lemma}"
        elif line.kind_at(behind) == "verb":
            yield f"verb-behind {depth}"
        if line.kind_at(index - 1) == "cue":
            adjacent = 0 < index - at <= SHOWN
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
        line, index, depth, governor = self.line, self.index, self.depth, self.context.governor
        clauses = line.clauses
        subject = clauses.subject.get(governor, -1)
        whose = "none" if subject < 0 else "this" if subject == index else "other"
        voice = " passive" if governor >= 0 and is_passive(line.tokens, line.chunks, governor) else ""
        yield f"of-governor={whose}{voice} {depth}"
        yield f"of-governor={whose}{voice} {self.kind}"
        yield f"of-governor={whose}{voice} {self.context.own}"
        verb = clauses.verb.get(index)
        if verb is not None:
            sort = line.cue_class(verb) or "verb"
            voice = " passive" if is_passive(line.tokens, line.chunks, verb) else ""
            place = "gov" if verb == governor else "between" if self.first <= verb < self.stop else "beyond"
            yield f"subject-of={sort}{voice} {place} {depth}"
        if line.chunks[index].preposition in line.tokens.pack.agents:
            before = next(
                (at for at in reversed(range(max(0, index - _REACH_OF_AGENT), index)) if at in clauses.subject), None
            )
            is_agent = before is not None and is_passive(line.tokens, line.chunks, before)
            form = line.tokens.verb(line.chunks[before].first) if before is not None else None
            yield f"agent={form.cue if form else ''} {is_agent} {form.shape if form else ''} {depth}"

    def position(self) -> Iterator[str]:
        """Features of the mention's own surroundings."""
        context, kind, depth = self.context, self.kind, self.depth
        opens = (
            self.index == 0
            or self.line.kinds[self.index - 1] in (".", "quote")
            or (self.index < SHOWN and self._opens())
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
