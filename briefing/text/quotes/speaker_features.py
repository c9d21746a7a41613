"""Names of the features that speak for or against a mention being the speaker of a quote.

They tell what stands between mention and quote by kinds of chunks, so that they are the same in every language. Each
function names those that depend on the same few values; most of these recur, and the latest answers are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from briefing.text.quotes.clauses import is_passive
from briefing.text.quotes.governors import HELPERS, SHOWN, Context
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
kept = lru_cache(4000)


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
    near = tuple(between[-SHOWN:] if index < at else between[:SHOWN])
    cues = min(between.count("cue"), _MOST)
    kind = sort.partition("-")[0]
    before, after = line.kind_at(index - 1), line.kind_at(index + 1)
    in_front = "prep" if chunk.kind == "pp" else before
    governor = "none" if context.governs < 0 else "this" if context.governs == index else "other"
    opens = before in _OPENS or (index < SHOWN and _is_first(line, index))
    groups = [
        _tail(side, near, context.form[0]),
        _numbers(side, depth, min(between.count("quote"), _MOST), cues, min(between.count("verb"), _MOST)),
        _government(side, context.government, _place(line, context, index, depth), kind),
        _governor(side, governor + context.voice, depth, kind),
        _neighbours(side, in_front, after, depth, kind, opens),
        _quote(side, context.around, context.form, depth),
        _relation(side, context.own, sort, context.relation(index)),
        _position(side, sort, context.is_bare, context.governor < index),
        *_verbs(line, context, index, in_front, depth, cues),
        *_clause(line, context, index, depth, range(first, stop)),
    ]
    if context.denial:
        groups.append((f"{side} {context.denial} {governor}",))
    if index < context.governs < context.governor:  # `the union said Weber told`, `“...,” while Weber called`
        groups.append(_left_of_subject(line.kind_at(context.governs - 1), kind, line.cue_class(context.governor)))
    if in_front == "prep":
        word = chunk.preposition if line.tokens.pack.has_word_features else ""
        groups.append(_preposition(side, after, near))
        groups.append((f"{side} prep={word} {depth}",))
    return groups


@kept
def _left_of_subject(before: str, kind: str, cue: str) -> Names:
    return f"left of subject={before} {cue}", f"left of subject={before} {kind}"


@kept
def _tail(side: str, near: Names, ending: str) -> Names:
    return (f"{side} near={' '.join(near)} {ending}",)


@kept
def _numbers(side: str, depth: int, quotes: int, cues: int, verbs: int) -> Names:
    return (f"{side} d={depth} q={quotes} c={cues} v={verbs}",)


@kept
def _preposition(side: str, after: str, near: Names) -> Names:
    return (f"{side} prep {after} {' '.join(near)}",)


def _verbs(line: Line, context: Context, index: int, before: str, depth: int, cues: int) -> Iterator[Names]:
    """Features of the verbs beside the mention."""
    at = context.quotation.chunk
    side = "before" if index < at else "after"
    behind, in_front = line.skip(index + 1, HELPERS), line.kind_at(index - 1)
    if line.kind_at(behind) == "cue":
        yield _cue_behind(side, line.cue_class(behind), before, depth, cues)
    if in_front == "cue":
        adjacent = "beside" if 0 < index - at <= SHOWN else ""
        yield (f"{side} cue-before={line.cue_class(index - 1)} {adjacent} {depth}",)
    elif in_front == "acc":
        subject = context.subject if side == "after" else context.governs
        yield f"{side} acc {depth}", f"{side} acc beside subject={subject not in (-1, index)}"


@kept
def _cue_behind(side: str, cue: str, before: str, depth: int, cues: int) -> Names:
    return f"{side} cue-behind={cue} {depth}", f"{side} cue-behind={cue} {before} {depth} {cues}"


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


@kept
def _government(side: str, government: str, place: str, kind: str) -> Names:
    return f"{side} gov={government} {place}", f"{side} gov={government} {place} {kind}"


def _is_first(line: Line, index: int) -> bool:
    """Whether nothing but conjunctions and phrases with a preposition stands in front in the sentence."""
    return line.kind_at(line.skip(index - 1, ("conj", ",", "pp", "sub"), -1)) in ("^", ".")


@kept
def _governor(side: str, whose: str, depth: int, kind: str) -> Names:
    return f"{side} of-governor={whose} {depth}", f"{side} of-governor={whose} {kind}"


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


@kept
def _neighbours(side: str, before: str, after: str, depth: int, kind: str, opens: bool) -> Names:
    return (
        f"{side} ba={before} {after} {depth}",
        f"{side} sort={kind} {before} {after} {depth}",
        f"{side} opens={opens} {depth}",
    )


@kept
def _quote(side: str, around: str, form: str, depth: int) -> Names:
    return (f"{side} around={around} {form} {depth}",)


@kept
def _relation(side: str, own: str, sort: str, relation: str) -> Names:
    return f"{side} own={own} {sort}", f"subject={relation} {own.partition('-')[0]}"


@kept
def _position(side: str, sort: str, is_bare: bool, is_inside: bool) -> Names:
    return f"{side} sort={sort}", f"{side} bare={is_bare} {'inside' if is_inside else 'left'}"


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
    left = min(line.count(".", index, len(line.kinds)), 3)
    yield _mention_above(back, before, after, min(order, 4), left, sort.partition("-")[0])
    yield (f"above{back} n={min(order, 4)} own={context.own}",)
    yield _relation("above", context.own, sort, context.relation())
    yield (f"above governor={context.whose} {context.own}",)
    if line.kinds[-1] == ":":
        verb = next((at for at in reversed(line.clauses.subject) if line.kinds[at] == "cue"), -1)
        is_announced = line.clauses.subject.get(verb, -1) == index
        yield ANNOUNCED if is_announced and back == 1 else (f"above{back} colon subject={is_announced}",)


@kept
def _mention_above(back: int, before: str, after: str, order: int, left: int, kind: str) -> Names:
    return (
        f"above{back} b={before} a={after}",
        f"above{back} n={order} d={left}",
        f"above{back} sort={kind} {after}",
    )


def carried(context: Context, distance: str, is_short: bool) -> Iterator[Names]:
    """Features of the mention that spoke before, where it is none of those near.

    Args:
        context: the quote.
        distance: how far behind the quote before it stands.
        is_short: whether few words stand between.
    """
    stretch = context.quotation.stretch
    yield _distant(distance, context.around, context.form, is_short, stretch.continues, stretch.style == "—")
    yield _relation("carried", context.own, "carried", context.relation())
    yield (f"carried governor={context.whose} {context.own}",)


@kept
def _distant(distance: str, around: str, form: str, is_short: bool, continues: bool, is_dash: bool) -> Names:
    return (
        f"carried {distance} {around}",
        f"carried {distance} {is_short}",
        f"carried {distance} {continues} {form}",
        f"carried {distance} dash={is_dash}",
    )


def spoke(context: Context, side: str, distance: str, is_short: bool) -> Iterator[Names]:
    """Features of a mention that spoke before; arguments as those of `carried`."""
    stretch = context.quotation.stretch
    yield _spoke(side, distance, context.around, is_short)
    yield _spoke_form(distance, context.own, context.form, stretch.continues, stretch.style == "—")


@kept
def _spoke(side: str, distance: str, around: str, is_short: bool) -> Names:
    return (
        "spoke",
        f"spoke {side}",
        f"spoke {side} {around}",
        f"spoke {distance} {around}",
        f"spoke {distance} {is_short} {side}",
    )


@kept
def _spoke_form(distance: str, own: str, form: str, continues: bool, is_dash: bool) -> Names:
    return (
        f"spoke {distance} {continues} {form}",
        f"spoke {distance} own={own}",
        f"spoke {distance} dash={is_dash}",
    )


def nobody(context: Context, has_person: bool, has_spoken: bool, has_colon: bool) -> Iterator[Names]:
    """Features of the candidate that nobody is named.

    Args:
        context: the quote.
        has_person: whether a person is mentioned near.
        has_spoken: whether the mention that spoke before is a candidate.
        has_colon: whether the line above ends with a colon and names somebody.
    """
    yield _nobody(context.around, context.form, context.size, context.quotation.stretch.style == "—", has_colon)
    yield _nobody_by(context.own, context.whose, has_person, has_spoken)


@kept
def _nobody(around: str, form: str, size: str, is_dash: bool, has_colon: bool) -> Names:
    return (
        "nobody nobody",
        f"nobody around={around} {form}",
        f"nobody size={size}",
        f"nobody style={is_dash}",
        f"nobody colon={has_colon}",
    )


@kept
def _nobody_by(own: str, whose: str, has_person: bool, has_spoken: bool) -> Names:
    return (
        f"nobody own={own}",
        f"nobody governor={whose} {own}",
        f"nobody person={has_person} {own}",
        f"nobody spoke={has_spoken} {own}",
    )


@kept
def of_language(language: str, group: Names) -> Names:
    """Features once more for a language, where they may weigh more or less."""
    return tuple(f"{language} {name}" for name in group)
