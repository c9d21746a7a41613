"""A line of text as tagged tokens, each quoted stretch one token: what the search for cues and subjects works on.

The tags are a handful: closed classes by list, verbs by list and ending, everything else a noun. That is enough to
find clauses and noun phrases in news English, and costs little.

    Q quoted stretch   N noun, adjective, name, number   D determiner   P pronoun   G possessive ending
    V cue verb         B other verb                      X auxiliary    R adverb    T to      A day of the week
    I preposition      C and, or, but                    S subordinator W who       K according
    Z aside in brackets   , ; : - .  punctuation (dash is -, any end of a sentence is .)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.text.names.words import entries, table
from briefing.text.quotes.marks import Stretch

_TOKEN = re.compile(
    r"(?P<initials>(?:[^\W\d_a-z]\.){2,})"
    r"|(?P<dotted>(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Rev|Prof|Hon|Jr|Sr|St|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept|Oct|Nov|Dec|No|vs|Inc|Corp|Co|Ltd|Calif|Fla|Pa|Va|Ga|Ill|Mass|Mich|Minn|Miss|Mo|Ohio|Ore|Tenn"
    r"|Tex|Wash|Wis|Ariz|Ark|Colo|Conn|Del|Ind|Kan|Ky|La|Md|Mont|Neb|Nev|Okla|Vt|Wyo|[A-Z])\.)"
    r"|(?P<genitive>(?<=\w)[’'][sS]\b|(?<=[sS])[’'](?=[ \u00a0]))"
    r"|(?P<short>(?<=\w)[’'](?:m|re|ve|ll|d)\b)"
    r"|(?P<word>@?\w+(?:[-’'&]\w+)*?(?=[’'](?:s|S|m|re|ve|ll|d)\b)|@?\w+(?:[-’'&]\w+)*)"
    r"|(?P<dash>[—–]|-{2,}| - )"
    r"|(?P<end>\.{2,}|[.?!…]+)"
    r"|(?P<stop>[,;:])"
    r"|(?P<bracket>[(\[])"
)
_BRACKET_LIMIT = 120


class Form(NamedTuple):
    """What is known of a verb's form."""

    lemma: str
    """The infinitive."""
    kind: str
    """The class in the list of cue verbs (`say`, `tell`, `call`, `weak`, `act`), empty for other verbs."""
    shape: str
    """`base`, `s`, `past`, `part` (participle only), or `ing`."""


@dataclass(slots=True)
class Tokens:
    """The tokens of one line, as columns of equal length."""

    start: list[int] = field(default_factory=list)
    """First code points, in the whole text."""
    end: list[int] = field(default_factory=list)
    """One past the last code points."""
    low: list[str] = field(default_factory=list)
    """Lower-case words."""
    tag: list[str] = field(default_factory=list)
    """One letter each, see the module."""
    proper: list[bool] = field(default_factory=list)
    """Whether a noun is written with a capital that it does not owe to its place."""
    capital: list[bool] = field(default_factory=list)
    """Whether the word begins with a capital, for whatever reason."""
    stretch: list[int] = field(default_factory=list)
    """For `Q` the index of the stretch, else -1."""

    def add(self, start: int, end: int, low: str, tag: str, capital: int = 0, stretch: int = -1) -> None:
        """Append a token; `capital` is 1 for a capital letter, 2 for one that makes the noun a name."""
        self.start.append(start)
        self.end.append(end)
        self.low.append(low)
        self.tag.append(tag)
        self.proper.append(capital == 2)
        self.capital.append(capital > 0)
        self.stretch.append(stretch)

    def __len__(self) -> int:
        return len(self.tag)


@cache
def verb_forms() -> dict[str, Form]:
    """Return every form of the listed verbs; where two verbs share a form, the cue verb wins."""
    forms: dict[str, Form] = {}
    for name in ("verbs", "cue_verbs"):
        for lemma, value in table(name).items():
            kind, *irregular = value.split() if name == "cue_verbs" else ["", *value.split()]
            past = irregular[0] if irregular else _past(lemma)
            part = irregular[1] if len(irregular) > 1 else past
            forms.setdefault(part, Form(lemma, kind, "part" if part != past else "past"))
            doubled = ((lemma + "led", "past"), (lemma + "ling", "ing")) if lemma.endswith(("el", "al", "il")) else ()
            for word, shape in (*doubled, (_third(lemma), "s"), (_ing(lemma), "ing"), (lemma, "base"), (past, "past")):
                known = forms.get(word)
                if known is None or kind or not known.kind:
                    forms[word] = Form(lemma, kind, shape)
            if part != past:
                forms[part] = Form(lemma, kind, "part")
    return forms


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    return lemma[:-1] + "ies" if lemma[-1] == "y" and lemma[-2] not in "aeiou" else lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma[-1] == "y" and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if lemma in entries("doubled_verbs") else "") + "ed"


def _ing(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        return lemma[:-1] + "ing"
    return lemma + (lemma[-1] if lemma in entries("doubled_verbs") else "") + "ing"


def tokenize(text: str, start: int, end: int, stretches: Sequence[tuple[int, Stretch]]) -> Tokens:
    """Return the tokens of `text[start:end]`; `stretches` are those of depth 0 in it with their index, in order."""
    tokens = Tokens()
    at = start
    for index, stretch in stretches:
        _words(text, at, max(at, stretch.open), tokens)
        tokens.add(stretch.start, stretch.end, "", "Q", stretch=index)
        at = max(at, stretch.close)
    _words(text, at, end, tokens)
    _settle(tokens)
    return tokens


def _words(text: str, start: int, end: int, tokens: Tokens) -> None:
    """Append the tokens of a piece without quotes."""
    skip = start
    for match in _TOKEN.finditer(text, start, end):
        begin, stop = match.span()
        if begin < skip:
            continue
        group = match.lastgroup
        if group == "word":
            word = match.group()
            low, capital, tag, open_tag = _kinds_of(word)
            opening = _opens_sentence(text, begin, tokens)
            opening |= tokens.tag[-1:] == ["-"] and low.endswith("ing")  # `NORVILLE — Calling it`
            if capital and not opening and tag != "P" and low not in ("the", "a", "an") and (tag != "A"):
                tokens.add(begin, stop, low, "N", 2)
            elif tag:
                tokens.add(begin, stop, low, tag, int(capital))
            else:
                sure = capital and (open_tag == "N" or word[1:2].isupper())
                tokens.add(begin, stop, low, "N" if sure else open_tag, 2 if sure else int(capital))
        elif group == "bracket":
            close = text.find(")" if match.group() == "(" else "]", stop, min(end, stop + _BRACKET_LIMIT))
            if close >= 0:
                tokens.add(begin, close + 1, "", "Z")
                skip = close + 1
        elif group == "genitive":
            _genitive(tokens, begin, stop)
        elif group == "short":
            tokens.add(begin, stop, match.group().lower(), "X")
        elif group in ("initials", "dotted"):
            tokens.add(begin, stop, match.group().lower(), "N", 2)
        else:
            tokens.add(begin, stop, match.group(), {"dash": "-", "end": "."}.get(group or "", match.group()))


@lru_cache(maxsize=1 << 14)
def _kinds_of(word: str) -> tuple[str, bool, str, str]:
    """A word in lower case, whether it has a capital, and its tags as one of a closed class and of an open one."""
    low = word.lower()
    capital = word[0].isupper() or (word[2:3] == "-" and word[3:4].isupper())  # `al-Masri`
    tag = table("closed_words").get(low, "")
    return low, capital, tag, "" if tag else _open_tag(low, verb_forms())


def _opens_sentence(text: str, begin: int, tokens: Tokens) -> bool:
    """Tell whether a word may owe its capital to its place; behind a quote with a comma the sentence goes on."""
    if not tokens.tag or tokens.tag[-1] != "Q":
        return not tokens.tag or tokens.tag[-1] in ".:"
    return "," not in text[max(0, begin - 4) : begin]


def _genitive(tokens: Tokens, begin: int, stop: int) -> None:
    pronoun = tokens.tag and (tokens.tag[-1] in "PWSR" or tokens.low[-1] in ("that", "this", "there", "here", "what"))
    tokens.add(begin, stop, "'s", "X" if pronoun else "G")


_NO_VERBS = frozenset(("ceiling", "evening", "hundred", "morning", "offspring", "sibling", "sterling", "wedding"))
"""Nouns that end like verbs and are none."""


def _open_tag(low: str, forms: dict[str, Form]) -> str:
    """Tag a word that is in no closed class, by the lists of verbs and by its ending."""
    if low == "according":
        return "K"
    form = forms.get(low)
    if form:
        return "V" if form.kind else "B"
    if low.endswith(("n't", "n’t")):
        return "X"
    if low.endswith("ly"):
        return "R"
    if (low.endswith("ed") and len(low) > 4) or (low.endswith("ing") and len(low) > 5):
        return "N" if low in _NO_VERBS else "B"
    return "N"


def _settle(tokens: Tokens) -> None:
    """Turn verbs that are nouns or adjectives by their neighbours into nouns, and names into verbs where they are."""
    tag, low = tokens.tag, tokens.low
    forms = verb_forms()
    for at, here in enumerate(tag):
        if here not in "VB":
            if here == "S" and low[at] == "that" and at and tag[at - 1] == "I":
                tag[at] = "D"
            continue
        before = tag[at - 1] if at else "."
        after = tag[at + 1] if at + 1 < len(tag) else "."
        form = forms.get(low[at])
        if form is None and tokens.capital[at] and before in ".Q" and after in "VX":
            tag[at], tokens.proper[at] = "N", True  # `Ahmed said`
            continue
        shape = form.shape if form else ("past" if low[at].endswith("ed") else "ing")
        if _is_noun(tokens, at, before, after, shape):
            tag[at] = "N"


_CAUSING = frozenset(("help", "helped", "helps", "let", "lets", "make", "makes", "made"))
"""Verbs behind which a second verb stands without `to`."""


def _is_noun(tokens: Tokens, at: int, before: str, after: str, shape: str) -> bool:
    """Tell whether a form that may be a verb is a noun or adjective here."""
    if shape in ("past", "part"):
        return before in "DG" and after in "NVB"
    if shape == "ing" or before == "R":
        return before in "DG" or (shape != "ing" and at > 1 and tokens.tag[at - 2] in "DG")
    if before in "DGITXPW":
        return before in "DGI" or (shape == "s" and before in "TX")  # `to have links`
    if before == "N":
        return _noun_after_noun(tokens, at, after, shape)
    if shape == "s" and before in "BV" and tokens.low[at - 1].endswith("ed"):
        return True  # `offered states billions`
    noun = before in "BV" and after == "N" and tokens.low[at - 1] not in _CAUSING  # `to end state policies`
    return shape == "base" and (noun or (before in ".,Q:;-CZS" and after not in "DPQNTS"))


_PLURALS = frozenset(("children", "men", "people", "police", "women"))


def _noun_after_noun(tokens: Tokens, at: int, after: str, shape: str) -> bool:
    """Tell whether a form behind a noun is one too: it does not agree with it (`campaign claim`, `officials says`)."""
    word = tokens.low[at - 1]
    plural = (word.endswith("s") and not word.endswith("ss") and word != "news") or word in _PLURALS
    if (shape == "base" and not plural) or (shape == "s" and plural and not tokens.proper[at - 1]):
        return True
    if at > 1 and tokens.tag[at - 2] == "I" and not tokens.proper[at - 1] and shape == "s" and after in "IC.,":
        return True  # `against recent attacks by`
    return at > 1 and tokens.tag[at - 2] in "DG" and after in "IXVB." and shape == "s" and tokens.tag[at] == "B"
