"""Passive cues: `described by Smith as`, `was called “a mess” by Smith`, `Smith was quoted as saying`."""

from __future__ import annotations

from briefing.text.quotes.claims import ByVerb, make_claim
from briefing.text.quotes.phrases import Phrase, phrase_right
from briefing.text.quotes.subjects import subject_of
from briefing.text.quotes.tokens import Tokens, verb_forms


def is_near(t: Tokens, verb: int, at: int) -> bool:
    """Tell whether nothing but complement words stands between a cue and the quote."""
    if at - verb <= 2:
        return True
    return not any(t.tag[i] in "BV;Q" for i in range(verb + 1, at))


def is_passive(t: Tokens, verb: int, low: int) -> bool:
    """Tell whether a verb stands behind a form of `be`: what it says is done to its subject."""
    form = verb_forms().get(t.low[verb])
    if form and form.shape not in ("past", "part"):
        return False
    i = verb - 1
    while i >= low and t.tag[i] == "R":
        i -= 1
    return i >= low and (t.low[i] in ("is", "was", "are", "were", "be", "been", "being", "'re", "'m", "get", "got"))


def by_passive(t: Tokens, verb: int, at: int, low: int) -> ByVerb | None:
    """Return the claim of a passive: whoever stands behind `by`, or the subject of `was quoted`."""
    near = is_near(t, verb, at)
    if verb + 2 < at and t.low[verb + 1] == "by":
        phrase, confidence = phrase_right(t, verb + 2, at), 0.9
    elif verb_forms()[t.low[verb]].lemma == "quote":
        phrase, confidence = subject_of(t, verb, low), 0.9
    else:
        phrase, confidence = agent_after(t, at), 0.88
    return (verb, make_claim(t, phrase, verb, confidence, "passive"), near, phrase) if phrase else None


def agent_after(t: Tokens, at: int) -> Phrase | None:
    """Return the phrase behind `by` shortly after a quote."""
    for i in range(at + 1, min(len(t), at + 8)):
        if t.tag[i] in ".;:Q":
            return None
        if t.low[i] == "by":
            return phrase_right(t, i + 1, len(t))
    return None
