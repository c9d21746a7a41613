"""Whether a sentence can be read alone, by its wording: openers, questions, half quotations, length.

Works on strings only; callers decide which sentences to check and how to use the result.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import islice
from typing import Literal

from briefing import wordlists
from briefing.summary.attribution import lacks_person, only_attributes
from briefing.summary.page_text import is_page_text
from briefing.text.agencies import signs_datelines
from briefing.text.boilerplate import dateline_end
from briefing.text.lexicon import entries
from briefing.text.line_spans import MONTH
from briefing.text.phrases import folded_words, rare_words
from briefing.text.terms import count_words

Standing = Literal["whole", "leaning", "broken", "unusable"]
"""`whole` can be read alone; `leaning` depends on the sentence before it; `broken` is no complete statement; `unusable`
is never a line: it begins or ends inside a quotation, is about the page or its pictures, or only attributes."""

LEANING = ("de", "es", "fr", "it", "nl", "pt", "ru")
"""Languages other than English with lists of leaning openers."""

SHORTEST_WORDS = 6
"""A shorter sentence is usually a headline, a label or an exclamation."""
SHORTEST_EXCLAMATION = 10
"""A shorter exclamation (`The reason we came!`) is usually a call to the reader."""
LEAST_TERMS = 5
"""An English sentence without names, numbers and this many content words refers to earlier sentences."""
LEAST_CUT_OFF = 15
"""Minimum words of a truncated sentence."""
LONGEST_WORDS = 70
"""A longer one is a list or a text without full stops."""

_OPENER_WORDS = 4
"""Maximum number of words of a leaning opener."""
_ENDING, _LAST_WORDS = 8, 40
"""Characters at the end of a sentence that are searched for marks, and for words."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPACES = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_CLOSING = f"{_SPACES}\"'”’“»)]」』"
"""Marks behind the one that ends a sentence."""
_ASKS = ("?", "？", "؟", ";")
_EXCLAIMS = ("!", "！")
_ENDS = tuple(".!。！।॥۔။።")
_TRAILS = (":", ";", ",", "：", "；", "，", "،", "...", "…")
_CUT_OFF = re.compile(r"[\s,;:—–-]*\[?(?:\.\.\.|…)\]?\s*$")
_IN_YEAR = re.compile(r"(?:Back )?[Ii]n (?:[A-Z][a-z]+ )?(\d{4})\b")
_NAMES = re.compile(r"\d|\s(?:[^\w\s]|_)*[A-Z][^\W_]")
_OPENING_MARKS = "\"'“‘«»„([ ¿¡「『"
# A single mark is usually an apostrophe: only marks at the edge of a word are considered.
_OPEN_SINGLE = re.compile(
    r"['‘](?:(?<=^.)|(?<=[\s(\[—–\-\"“].))(?=[^\W\d_])(?!(?:em|cause|til|tis|twas|n)\b)", re.IGNORECASE
)
_CLOSE_SINGLE = re.compile(r"['’](?=$|[\s.,;:!?)\]\"”—–-])(?:(?<=[\w.,!?…;:)].)|(?<=[\w.,!?…;:)]\s.))")
_CLOSE_SURELY = re.compile(r"(?<=[.,!?…])\s?['’](?=$|[\s)\]])")
_QUOTED = re.compile(r"([\"'“‘«„»「])(.*)([\"'”’»“«」])", re.DOTALL)
_ANY_MARK = re.compile("[\"'‘’„“”«»「」『』]")
_PAIRS = (("«", "»"), ("「", "」"), ("『", "』"))
_ASIDE = re.compile(r"[(\[](?!\w{1,20}[)\]])|[QA][:.] ")
_TEASES = re.compile(
    r"\W*(?:(?:Here(?:['’]s| is)|This is) (?:how|what|why|everything|all|an? (?:\w+ )?(?:look|guide|list|timeline))"
    r"|Here are (?:\w+ ){1,3}(?:to|you|about|from)"
    r"|(?:Everything|All|What) (?:you need )?to know|Welcome (?:back )?to"
    r"|(?:Read|See|Watch|Check out|Listen to|Browse|Shop|Download) (?:our|all|more|the (?:rest|full|whole|latest)))\b",
    re.IGNORECASE,
)
_CALLS = ("read", "see", "watch", "check", "listen", "browse", "shop", "download")
_TEASING = frozenset(("all", "everything", "here", "this", "welcome", "what", *_CALLS))
# `The results are in` announces something without stating it.
_HERALDS = re.compile(
    r"\b(?:(?:results|numbers|reviews|votes|verdict) (?:are|is) in|wait is over|(?:is|are) finally here)\W*$"
)
_HERALDED = frozenset(("finally", "numbers", "results", "reviews", "verdict", "votes", "wait"))
# `It was a day to remember` judges without a fact.
_JUDGES_ONLY = re.compile(r"(?:It|This|That)(?: was|['’]s| is) an? (?:[a-z]+ )?[a-z]+ (?:to|of|for) [a-z]+[.!]$")
# An address, or code of a page.
_ADDRESS = re.compile(r"https?://|\bwww\.|</?[a-z][a-z0-9]*[ >]", re.IGNORECASE)
# `NPR's Ana Ruiz talks to the minister about` describes a broadcast, not an event.
_HOSTS = ("joins", "interviews", "asks", "discusses", "explains", "looks at", "breaks down", "unpacks", "hears")
_TALKS = ("talks", "speaks", "chats", "sits down")
_BROADCAST = re.compile(
    r"(?:(?:[A-Z][\w.]*(?: [A-Z][\w.]*)?['’]s|(?:Our )?[Hh]ost) (?:[A-Z][\w.'’-]+ ){2,4}"
    rf"{wordlists.any_of((*_HOSTS, *_TALKS))}|[A-Z]{{2,4}} {wordlists.any_of(_TALKS)} (?:to|with))\b"
)
_BROADCASTING = rare_words((*_HOSTS, *_TALKS))
# `The minister, however, said`: contrasts with the sentence before, as an opener would.
_CONTRASTS = (
    *("however", "meanwhile", "nevertheless", "nonetheless", "therefore", "moreover", "by contrast", "in turn", "too"),
    *("for example", "for instance"),
)
_TURNS = re.compile(rf"(?:[^\s,]+ ){{0,6}}[^\s,]+, {wordlists.any_of(_CONTRASTS)}[,:] ")
_TURNING = rare_words(_CONTRASTS)
# A refusal to comment refers to an earlier statement about the person.
_NO_COMMENT = re.compile(
    r"(?:\b(?:declined|refused) (?:to )?comment"
    r"|(?:\bnot|n['’]t) (?:\w+ )?(?:be(?:en)? reached|available (?:for|to) comment"
    r"|(?:respond(?:ed)? to|return(?:ed)?) (?:\w+ ){0,3}(?:requests?|e-?mails?|calls?|messages?|questions?)))\b"
)
_SILENT = ("comment", "reached", "respond", "return")
"""Words that such a sentence contains: a cheap test before the pattern."""
_LONGEST_NO_COMMENT = 25
"""A longer sentence says something else too."""
_STRAY = re.compile(r"[\"'”’»](?:\s+|$)|(?:[A-Z]{2,4})?\](?:\s+|$)")
_AGENCY_FIRST = re.compile(
    r"(?:[A-Z][\w.'’-]*[ ,]+){0,5}\(([A-Za-z ]{2,20})\)\s*(?:(?:--|[-–—])\s*)?(?=[\"'“‘]?[A-Z0-9])"
)
_LONGEST_DATELINE = 80
# A thing named by a general noun alone: `The decision follows`, but not `The decision of the court`.
_ARTICLES = {
    "en": ("The", ""),
    "es": ("(?:El|La)", "de|del|que|para|por|en|entre|sobre|con|contra"),
    "fr": ("(?:L['’]|Le |La )", "de|du|des|d['’]|que|qui|pour|par|entre|sur|avec|contre|dans"),
    "de": ("(?:Der|Die|Das)", "de[rs]|von|vom|zu[mr]?|in|im|auf|über|für|gegen|zwischen|mit|nach|aus|bei|an"),
    "pt": ("(?:O|A)", "d[aeo]s?|que|para|por|em|n[ao]s?|entre|sobre|com|contra"),
}
# `After winning the race, she said`: the pronoun refers to the sentence before.
_FRONTED = re.compile(r"[A-Z][^,A-Z\d\"“]{4,80}, (?:he|she|they)\b(?! \w+(?: \w+)?[,.])")
_PRONOUNS = frozenset(("he", "she", "they"))
# Without a dash, a dateline runs into the report: `DHAKA Norland said`, `ADEN, Norland A bridge`, `May 3 Five people`.
_UNMARKED_DATELINE = re.compile(
    rf"(?:(?P<place>[A-Z][A-Z'’-]{{2,}}(?: [A-Z][A-Z'’-]{{2,}})?)"
    rf"(?P<region>, (?!{MONTH} )[A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
    rf"(?:,? {MONTH} \d{{1,2}})?(?= [A-Z][\w.-]+ [A-Z][\w.-]+ [a-z]| [A-Z][^\W_]*(?:['’]s)? [a-z]| \d)"
    rf"|{MONTH} \d{{1,2}}(?= [A-Z][^\W_]* [a-z])) "
)
_MORE = re.compile(
    r"(?:(?<=\.\.\.)|(?<=…))\s*[\[(]?"
    r"(?:MORE|More|Read [Mm]ore|Continue [Rr]eading|Leer más|Lire la suite|Weiterlesen|Leia mais|→|»|>)[\])»→>]*\s*$"
)
_LONGEST_SOURCE = 160
# An aggregator names its source in brackets; a plain dateline may follow.
_SOURCE_FIRST = re.compile(
    r"\[[^\W\d_][\w .&'’-]{1,30}\]\s+(?:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2} (?:--|[—–]) )?(?=[\"“‘']{0,2}[A-Z\d])"
)


def lead_in_length(text: str) -> int:
    """Length of a dateline or agency at the start of `text`, as `WASHINGTON (AP) — `, in code points; 0 if none."""
    if end := dateline_end(text):
        return end
    if source := _SOURCE_FIRST.match(text[:_LONGEST_SOURCE]):
        return source.end()
    opening = text[:_LONGEST_DATELINE]
    match = _AGENCY_FIRST.match(opening) if "(" in opening else None
    if match and signs_datelines(match[1]):
        return match.end()
    unmarked = _UNMARKED_DATELINE.match(opening)
    return unmarked.end() if unmarked and _names_place(unmarked) else 0


def _names_place(dateline: re.Match[str]) -> bool:
    """Whether a dateline without a dash begins with a known place or a date, or names a region."""
    place = dateline["place"]
    return not place or dateline["region"] is not None or place.title() in entries("places")


def more_length(text: str) -> int:
    """Length of a link to the rest at the end of a truncated `text` (`… MORE`), in code points; 0 if none."""
    ending = text[-_LAST_WORDS:]
    match = _MORE.search(ending) if "…" in ending or "..." in ending else None
    return len(match.group()) if match else 0


def stray_mark_length(text: str) -> int:
    """Length of a stray closing mark or bracket at the start of `text` (`ET] The`), in code points; 0 if none."""
    match = _STRAY.match(text)
    return match.end() if match else 0


def judge(text: str, language: str = "en") -> Standing:
    """Standing of `text`, one sentence without its dateline, when read alone."""
    if is_half_quotation(text) or is_page_text(text, language) or only_attributes(text, language):
        return "unusable"
    if text[:1].islower() or is_bare_quotation(text) or _has_no_statement(text, language):
        return "broken"
    depends = not ends_whole(text) or leans(text, language) or lacks_person(text, language)
    return "leaning" if depends else "whole"


def _has_no_statement(text: str, language: str) -> bool:
    """Whether `text` is a question, a label, an exclamation or a teaser, by its length, ending and opening."""
    size, ending = count_words(text), text[-_ENDING:].rstrip(_CLOSING)
    if size < SHORTEST_WORDS or size > LONGEST_WORDS or ending.endswith((*_ASKS, *_TRAILS)):
        return True
    if _has_address(text) or (language == "en" and _JUDGES_ONLY.match(text)):
        return True
    if size < SHORTEST_EXCLAMATION and ending.endswith(_EXCLAIMS):
        return True
    words = folded_words(text)
    if not words.isdisjoint(_TEASING) and _TEASES.match(text):
        return True
    return language == "en" and (
        (not words.isdisjoint(_BROADCASTING) and _BROADCAST.match(text) is not None)
        or (not words.isdisjoint(_HERALDED) and _HERALDS.search(text[-_LAST_WORDS:]) is not None)
    )


def _has_address(text: str) -> bool:
    """Whether `text` has an address or code of a page."""
    may_have = "://" in text or "<" in text or "w." in text or "W." in text
    return may_have and _ADDRESS.search(text) is not None


def ends_whole(text: str) -> bool:
    """Whether `text` ends with a full stop or the like, unlike headings and truncated text."""
    return text[-_ENDING:].rstrip(f"{_CLOSING}«").endswith(_ENDS)


def lacks_stop(text: str) -> bool:
    """Whether `text` ends in a word, unlike truncated text and complete sentences."""
    return text[-1:].isalnum()


def year_looked_back_to(text: str, language: str = "en") -> int | None:
    """Year that opens an English sentence (`In 2018,`), usually as background to the next one; None if none."""
    match = _IN_YEAR.match(text) if language == "en" else None
    return int(match[1]) if match else None


def is_cut_off(text: str, language: str = "en") -> bool:
    """Whether `text` is a truncated sentence (`The council approved the bridge over the…`) that is usable.

    It is if it would stand alone with a full stop, and is long enough.
    """
    cut = _CUT_OFF.search(text[-_ENDING:])
    if not cut or count_words(text) < LEAST_CUT_OFF:
        return False
    return judge(f"{text[: len(text) - len(cut.group())]}.", language) == "whole"


def tells_little(text: str, terms: Collection[str], language: str = "en") -> bool:
    """Whether `text`, with content stems `terms`, only refers to earlier sentences, or reports a refusal to comment.

    English only, as in other languages case says less about names.
    """
    if language != "en":
        return False
    if any(word in text for word in _SILENT) and _NO_COMMENT.search(text) and count_words(text) <= _LONGEST_NO_COMMENT:
        return True
    return len(set(terms)) < LEAST_TERMS and _NAMES.search(text) is None


def leans(text: str, language: str = "en") -> bool:
    """Whether `text` starts with words that refer to the sentence before it (`However`, `He`, `But that`).

    Also true for text in brackets, and for answers of an interview. For languages other than English, only the openers
    of `LEANING` are known.
    """
    if _ASIDE.match(text):
        return True
    if language != "en":
        return language in LEANING and _opener(f"leaning_{language}").match(text.lstrip(_OPENING_MARKS)) is not None
    words = folded_words(text)
    if not words.isdisjoint(_TURNING) and _TURNS.match(text):
        return True
    return (not words.isdisjoint(_PRONOUNS) and _FRONTED.match(text) is not None) or _opens_leaning(text)


def general_noun(text: str, language: str = "en") -> str:
    """The general noun that opens a sentence and that nothing in it defines (`The decision follows`); empty if none."""
    match = _general_noun(language).match(text) if language in _ARTICLES else None
    return match["noun"] if match else ""


def _opens_leaning(text: str) -> bool:
    """Whether an English sentence opens with a connective or a pronoun."""
    opening = text.lstrip(_OPENING_MARKS)
    first = _WORD.search(opening)
    word = _lowered(first) if first else ""
    if word in _first_words() and _opens_with_connective(opening):
        return True
    pronoun = word.split("'")[0]
    if pronoun not in _entries("pronouns"):
        return False
    second = _WORD.search(opening, first.end()) if first and word == "this" else None
    return not (second and _lowered(second) in _entries("times"))  # `This week` refers to the date of the article


def _opens_with_connective(opening: str) -> bool:
    """Whether a sentence opens with a connective of up to `_OPENER_WORDS` words."""
    phrase = ""
    for match in islice(_WORD.finditer(opening), _OPENER_WORDS):
        phrase = f"{phrase} {_lowered(match)}" if phrase else _lowered(match)
        is_before_comma = opening[match.end() : match.end() + 1] == ","
        if phrase in _entries("connectives") or (is_before_comma and f"{phrase}," in _entries("connectives")):
            return True
    return False


def _lowered(word: re.Match[str]) -> str:
    return word.group().lower().replace("’", "'")


def is_half_quotation(text: str) -> bool:
    """Whether a quotation in `text` opens without closing, or closes without opening."""
    if not _ANY_MARK.search(text):
        return False
    low, left, right = (
        text.count("„"),
        text.count("“"),
        text.count("”"),
    )  # German closes with the mark English opens with
    if text.count('"') % 2 or (low != left + right if low else left != right):
        return True
    if any(text.count(a) != text.count(b) for a, b in _PAIRS):
        return True
    if not any(mark in text for mark in "'‘’"):
        return False
    opened, closed = len(_OPEN_SINGLE.findall(text)), len(_CLOSE_SINGLE.findall(text))
    return opened > closed or (opened == 0 and _CLOSE_SURELY.search(text) is not None)


def is_bare_quotation(text: str) -> bool:
    """Whether `text` is a single quotation from its first mark to its last, without attribution."""
    match = _QUOTED.fullmatch(text.strip().rstrip(".,。"))
    if not match:
        return False
    opening, inner, closing = match.groups()
    if opening == "“" and closing == "”" and _nests(inner):
        return True
    return not any(mark in inner for mark in '"“”„«»「」') and not _CLOSE_SURELY.search(inner)


def _nests(inner: str) -> bool:
    """Whether the curly marks in `inner` are balanced, so that marks around it belong together."""
    depth = 0
    for mark in inner:
        depth += (mark == "“") - (mark == "”")
        if depth < 0:
            return False
    return depth == 0


@cache
def _general_noun(language: str) -> re.Pattern[str]:
    """Pattern of a general noun with an article that opens a sentence, and that nothing defines."""
    article, defining = _ARTICLES[language]
    listed = wordlists.entries("summary", f"general_nouns_{language}")
    nouns = "|".join(re.escape(noun.title() if language == "de" else noun) for noun in listed)
    space = "" if language == "fr" else " "
    following = rf"(?=,? (?!(?:{defining})\b)[a-zà-ÿ])"
    if language == "en":  # other words make a compound with it: `The group stage`
        verbs = "|".join(wordlists.entries("summary", "verbs_behind_nouns_en"))
        following = rf"(?= (?:{verbs}|\w+ed|[a-z]+(?:ows|ies|mes|kes|ets|ays)|(?:also|later|then|only|first) \w+)\b)"
    return re.compile(rf"{article}{space}(?P<noun>{nouns}){following}")


@cache
def _opener(name: str) -> re.Pattern[str]:
    """Pattern of the openers in a list, as whole words, in any case."""
    return re.compile(rf"{wordlists.any_of(wordlists.entries('summary', name))}(?!\w)", re.IGNORECASE)


@cache
def _first_words() -> frozenset[str]:
    """First words of the connectives."""
    return frozenset(entry.split()[0].rstrip(",") for entry in _entries("connectives"))


@cache
def _entries(name: str) -> frozenset[str]:
    return frozenset(wordlists.entries("summary", name))
