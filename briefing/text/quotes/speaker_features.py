"""Names of the features that speak for or against a mention being the speaker of a quote.

They tell what stands between mention and quote by kinds of chunks, so that they are the same in every language. Those
that depend on the same few values form a group; most groups recur, and the latest ones are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from briefing.text.quotes.clauses import is_passive
from briefing.text.quotes.governors import GOING_ON, HELPERS, SHOWN, Context
from briefing.text.quotes.parsed_text import Line

_REACH_OF_AGENT = 5
"""Chunks in front of an agent in which its passive verb is looked for."""
_OPENS = ("^", ".", "quote")
"""Chunks in front of what begins a line, or follows a sentence or a quote."""
_MOST = 2
"""Number of quotes and verbs between from which on more do not count."""

Names = tuple[str, ...]
"""Names of features."""
ANNOUNCED = ("above1 colon subject=True",)
"""Feature of the subject of a line with a colon right above the quote."""


@lru_cache(50_000)
def named(patterns: str, *values: str | int) -> Names:
    """A group of features: patterns, parted by `; `, with the values filled in."""
    return tuple([pattern.format(*values) for pattern in patterns.split("; ")])


@lru_cache(10_000)
def prefixed(prefix: str, group: Names) -> Names:
    """A group of features once more for a language, where they may weigh more or less."""
    return tuple([prefix + name for name in group])


def beside(line: Line, context: Context, index: int, depth: int, sort: str) -> list[Names]:
    """Features of a mention in the line of the quote.

    Args:
        line: the line.
        context: the quote.
        index: chunk of the mention.
        depth: number of ends of sentences between.
        sort: sort of the mention.
    """
    kinds, at, chunk = line.kinds, context.quotation.chunk, line.chunks[index]
    side, first, stop = ("before", index + 1, at) if index < at else ("after", at + 1, index)
    between = kinds[first:stop]
    near = " ".join(between[-SHOWN:] if index < at else between[:SHOWN])
    quotes, cues, verbs = [min(between.count(each), _MOST) for each in ("quote", "cue", "verb")]
    kind = sort.partition("-")[0]
    before, after = line.kind_at(index - 1), line.kind_at(index + 1)
    in_front = "prep" if chunk.kind == "pp" else before
    governor = "none" if context.governs < 0 else "this" if context.governs == index else "other"
    opens = before in _OPENS or (index < SHOWN and _is_first(line, index))
    place, whose = _place(line, context, index, depth), governor + context.voice
    own, left = context.own, "inside" if context.governor < index else "left"
    groups = [
        named("{0} near={1} {2}", side, near, context.form[0]),
        named("{0} d={1} q={2} c={3} v={4}", side, depth, quotes, cues, verbs),
        named("{0} gov={1} {2}; {0} gov={1} {2} {3}", side, context.government, place, kind),
        named("{0} of-governor={1} {2}; {0} of-governor={1} {3}", side, whose, depth, kind),
        named("{0} ba={1} {2} {3}; {0} sort={4} {1} {2} {3}", side, in_front, after, depth, kind),
        named("{0} opens={1} {2}", side, opens, depth),
        named("{0} around={1} {2} {3}", side, context.around, context.form, depth),
        named("{0} own={1} {2}; subject={3} {4}", side, own, sort, context.relation(index), own.partition("-")[0]),
        named("{0} sort={1}; {0} bare={2} {3}", side, sort, context.is_bare, left),
        *_verbs(line, context, index, in_front, depth, cues),
        *_clause(line, context, index, depth, range(first, stop)),
        clause(f"{side} {depth} {index == context.owner}", context),
        clause(f"{side} {depth} {kind}", context),
    ]
    if context.denial:
        groups.append((f"{side} {context.denial} {governor}",))
    if index < context.governs < context.governor:  # `the union said Weber told`, `heard Weber say`
        cue = line.cue_class(context.governor)
        in_between = "object" if line.is_object(context.governs) else line.kind_at(context.governs - 1)
        groups.append(named("left of subject={0} {1}; left of subject={0} {2}", in_between, cue, kind))
    if in_front == "prep":
        word = chunk.preposition if line.tokens.pack.has_word_features else ""
        groups.append(named("{0} prep {1} {2}", side, after, near))
        groups.append((f"{side} prep={word} {depth}",))
    return groups


def _verbs(line: Line, context: Context, index: int, before: str, depth: int, cues: int) -> Iterator[Names]:
    """Features of the verbs beside the mention."""
    at = context.quotation.chunk
    side = "before" if index < at else "after"
    behind, in_front = line.skip(index + 1, HELPERS), line.kind_at(index - 1)
    if line.kind_at(behind) == "cue":
        cue = line.cue_class(behind)
        yield named("{0} cue-behind={1} {2}; {0} cue-behind={1} {3} {2} {4}", side, cue, depth, before, cues)
    if in_front == "cue":
        adjacent = "beside" if 0 < index - at <= SHOWN else ""
        yield (f"{side} cue-before={line.cue_class(index - 1)} {adjacent} {depth}",)
    elif in_front == "acc":
        subject = context.subject if side == "after" else context.governs
        yield f"{side} acc {depth}", f"{side} acc beside subject={subject not in (-1, index)}"


def _place(line: Line, context: Context, index: int, depth: int) -> str:
    """Place of a mention by the verb of saying that the quote depends on; the number of sentences if there is none."""
    if context.governor < 0:
        return str(depth)
    if index > context.quotation.chunk:
        return "right"
    if index > context.governor:
        return "inside"
    between = [kind for kind in line.kinds[index + 1 : context.governor] if kind not in HELPERS]
    if not between:
        return "subject"
    verbs = " cue" if "cue" in between else " verb" if "verb" in between else ""
    return ("opens" if _is_first(line, index) else "left") + verbs


def _is_first(line: Line, index: int) -> bool:
    """Whether nothing but conjunctions and phrases with a preposition stands in front in the sentence."""
    return line.kind_at(line.skip(index - 1, ("conj", ",", "pp", "sub"), -1)) in ("^", ".")


def _clause(line: Line, context: Context, index: int, depth: int, between: range) -> Iterator[Names]:
    """Features of the verbs whose subject or agent the mention is."""
    clauses, side = line.clauses, "before" if index < context.quotation.chunk else "after"
    verb = clauses.verb.get(index, -1)
    if verb >= 0:
        sort = line.cue_class(verb) or "verb"
        voice = " passive" if is_passive(line.tokens, line.chunks, verb) else ""
        place = "gov" if verb == context.governor else "between" if verb in between else "beyond"
        yield (f"{side} subject-of={sort}{voice} {place} {depth}",)
    if line.chunks[index].preposition in line.tokens.pack.agents:
        before = next(
            (at for at in reversed(range(max(0, index - _REACH_OF_AGENT), index)) if at in clauses.subject), None
        )
        is_agent = before is not None and is_passive(line.tokens, line.chunks, before)
        form = line.tokens.verb(line.chunks[before].first) if before is not None else None
        yield (f"{side} agent={form.cue if form else ''} {is_agent} {form.shape if form else ''} {depth}",)


def clause(candidate: str, context: Context) -> Names:
    """Feature of a candidate where something that says nothing may be the subject of the clause of the quote."""
    return () if context.clause in (*GOING_ON, "noun") else (f"{candidate} clause={context.clause}",)


def above(line: Line, context: Context, index: int, back: int, order: int, sort: str) -> Iterator[Names]:
    """Features of a mention in a line above the quote.

    Args:
        line: the line.
        context: the quote.
        index: chunk of the mention.
        back: number of lines that it is above.
        order: its place among the mentions of the line, from 1.
        sort: sort of the mention.
    """
    before, after = "prep" if line.chunks[index].kind == "pp" else line.kind_at(index - 1), line.kind_at(index + 1)
    left, order, kind = min(line.count(".", index, len(line.kinds)), 3), min(order, 4), sort.partition("-")[0]
    own, place = context.own, context.own.partition("-")[0]
    yield named("above{0} b={1} a={2}; above{0} sort={3} {2}", back, before, after, kind)
    yield named("above{0} n={1} d={2}; above{0} n={1} own={3}", back, order, left, own)
    yield named("above own={0} {1}; subject={2} {3}", own, sort, context.relation(), place)
    yield named("above governor={0} {1}", context.whose, own)
    yield clause("above", context)
    if line.kinds[-1] == ":":
        verb = next((at for at in reversed(line.clauses.subject) if line.kinds[at] == "cue"), -1)
        is_announced = line.clauses.subject.get(verb, -1) == index
        yield ANNOUNCED if is_announced and back == 1 else (f"above{back} colon subject={is_announced}",)


def carried(context: Context, distance: str, is_short: bool) -> Iterator[Names]:
    """Features of the mention that spoke before, where it is none of those near.

    Args:
        context: the quote.
        distance: how far behind the quote before it stands.
        is_short: whether few words stand between.
    """
    stretch, own = context.quotation.stretch, context.own
    is_dash, place = stretch.style == "—", own.partition("-")[0]
    yield named("carried {0} {1}; carried {0} {2}; carried {0} dash={3}", distance, context.around, is_short, is_dash)
    yield named("carried {0} {1} {2}", distance, stretch.continues, context.form)
    yield named("carried own={0} carried; subject={1} {2}", own, context.relation(), place)
    yield named("carried governor={0} {1}", context.whose, own)
    yield clause("carried", context)


def spoke(context: Context, side: str, distance: str, is_short: bool) -> Iterator[Names]:
    """Features of a mention that spoke before; arguments as those of `carried`."""
    stretch, around = context.quotation.stretch, context.around
    yield named("spoke; spoke {0}; spoke {0} {1}; spoke {2} {1}; spoke {2} {3} {0}", side, around, distance, is_short)
    yield named("spoke {0} {1} {2}", distance, stretch.continues, context.form)
    yield named("spoke {0} own={1}; spoke {0} dash={2}", distance, context.own, stretch.style == "—")
    yield clause(f"spoke {side}", context)


def nobody(context: Context, has_person: bool, has_spoken: bool, has_colon: bool) -> Iterator[Names]:
    """Features of the candidate that nobody is named.

    Args:
        context: the quote.
        has_person: whether a person is mentioned near.
        has_spoken: whether the mention that spoke before is a candidate.
        has_colon: whether the line above ends with a colon and names somebody.
    """
    own, is_dash = context.own, context.quotation.stretch.style == "—"
    yield named("nobody nobody; nobody around={0} {1}; nobody size={2}", context.around, context.form, context.size)
    yield named("nobody style={0}; nobody colon={1}", is_dash, has_colon)
    yield named("nobody own={0}; nobody governor={1} {0}", own, context.whose)
    yield clause("nobody", context)
    yield named("nobody person={1} {0}; nobody spoke={2} {0}", own, has_person, has_spoken)
