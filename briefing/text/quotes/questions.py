"""Who asks and who is asked: `asked whether he was “too old,” Weber left` is in the words of whoever asked.

Those who ask are mostly not named. Their words are then nobody's, rather than the words of the one who is asked.
"""

from __future__ import annotations

from briefing.text.quotes.claims import Claim, Found, Line, make_claim
from briefing.text.quotes.passives import is_passive
from briefing.text.quotes.phrases import phrase_right
from briefing.text.quotes.tokens import Tokens

_ASKED = frozenset(
    ("asked", "challenged", "confronted", "grilled", "pressed", "prodded", "questioned", "quizzed", "told")
)
_REACH = 40
"""How far before a quote the verb is looked for, in tokens."""
_OPENERS = frozenset(("if", "once", "when", "whenever", "being"))
_AGENT_REACH = 8


def asked_before(line: Line, at: int, low: int) -> Found | None:
    """Return whose question the quote at `at` is part of where somebody is asked it; None where nobody is.

    `Asked by Duarte whether it was “too late,” Weber left` is Duarte's, `When asked if “...”` is nobody's.
    """
    t = line.tokens
    for i in range(at - 1, max(low, at - _REACH) - 1, -1):
        tag = t.tag[i]
        if t.low[i] in _ASKED and tag in "BV" and _is_asked(t, i, low):
            return _by_agent(t, i, at)
        if tag in ".;Q" or (tag in ",:" and i < at - 1) or (tag == "V" and t.low[i] not in _ASKED and i < at - 1):
            return None
    return None


def _is_asked(t: Tokens, verb: int, low: int) -> bool:
    """Tell whether a participle tells what is done to the subject: it opens the clause or stands behind `was`."""
    if is_passive(t, verb, low):
        return True
    before = verb - 1
    while before >= low and t.tag[before] == "R":
        before -= 1
    opens = before < low or t.tag[before] in ".Q-" or t.low[before] in _OPENERS
    return opens and t.low[verb] != "told" and not (verb + 1 < len(t) and t.tag[verb + 1] in "NP")


def _by_agent(t: Tokens, verb: int, at: int) -> Found:
    """Return the claim of whoever stands behind `by`, else one that names nobody."""
    for i in range(verb + 1, min(at, verb + _AGENT_REACH)):
        if t.low[i] == "by":
            phrase = phrase_right(t, i + 1, at)
            if phrase:
                return verb, make_claim(t, phrase, verb, 0.88, "passive")
        if t.tag[i] in ",:":
            break
    return verb, nobody(t, verb)


def nobody(t: Tokens, verb: int) -> Claim:
    """Return a claim that a verb makes for somebody who is not named; the verb stands for the mention."""
    return Claim(t.start[verb], t.end[verb], t.end[verb], t.low[verb], 0.5, "asked", speaks=False)
