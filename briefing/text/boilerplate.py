"""Kinds of lines and sentences: prose, headings, bylines, captions, lists, block quotes, boilerplate; datelines."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from briefing.model import SentenceKind
from briefing.text.article_words import article_words
from briefing.text.lazy_regex import late
from briefing.text.lexicon import lines
from briefing.text.line_spans import CREDIT, DATE, MONTH
from briefing.text.terms import count_words

# Rarely needed patterns are matched against text with straight apostrophes: pure ASCII sets compile ten times as fast.
_CAPITALS = r"[A-Z][\w.'-]*"

_FINAL = re.compile(r"[.!?…:,。！？，：؟۔।॥][\"'”’“»«)\]*_」』）]*\Z")
_LIST_ITEM = re.compile(r"(?:[-–*•·▪‣◦]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_BLOCK_QUOTE = re.compile(r"(?:>[ \t]?)+[^\s>]")
# Patterns for rare lines are tried only if the first three characters match.
_AUTHOR = late(
    rf"(?:By|BY)\s+{_CAPITALS}(?:\s+{_CAPITALS}){{0,4}}(?:\s*[,|·•–-].{{0,80}}|\s+(?:and|in|for|of)\s+.{{0,80}})?\Z"
)
_MAKER = late(
    rf"\(?(?:(?:Additional r|R)eporting|Writing|Edit(?:ing|ed)|Compiled|Produced) by {_CAPITALS}\b.{{0,200}}\Z"
)
_ISSUED = late(r"\(?(?:Published|Updated|Posted|Last updated|First published)\b:?.{0,20}\d.{0,40}\Z")
_DATE_ALONE = late(rf"{DATE}\Z")
_SIGNATURE = late(
    rf"(?:—|–|--|―)\s*{_CAPITALS}(?:[\s,]+(?:{_CAPITALS}|of|the|de|van|von|al|el|y|and)){{0,6}}"
    rf"(?:\s*\(@\w+\)(?:\s+{MONTH} \d{{1,2}}, \d{{4}})?)?\.?\Z"
)
_BYLINES = {
    **dict.fromkeys(("By ", "BY ", "By\xa0", "BY\xa0", "By\t", "BY\t"), _AUTHOR),
    **dict.fromkeys(("Add", "Rep", "Wri", "Edi", "Com", "Pro"), _MAKER),
    **dict.fromkeys(("Pub", "Upd", "Pos", "Las", "Fir"), _ISSUED),
    **dict.fromkeys(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), _DATE_ALONE),
}
_HELPERS = late(r".{0,160}\bcontributed (?:to this (?:report|story|article)|reporting)\b.{0,60}\Z")
_CAPTION = late(
    rf"[(\[]?{CREDIT}|FILE(?: PHOTO)?\s*(?:[-–—:]|--)"
    r"|[(\[](?:AP|Reuters|AFP|EPA|Getty|Photo|Image|Credit)\b[^)\]]*[)\]]\Z"
    rf"|(?:Photo(?:graph)?|Image|Picture|Illustration)s?\s+(?:by|via|courtesy)\s+{_CAPITALS}"
    r"|[(\[]?(?:Foto(?:s|grafía|grafia)?|Imagen|Imagem|Immagine|Bild|Fuente|Fonte|Quelle|Crédito?|Фото|Источник)\s?:"
)
# fmt: off
_CAPTIONS = frozenset((
    "Ima", "Pho", "Pic", "Vid", "Ill", "Gra", "Cre", "FIL", "Fot", "Imm", "Bil", "Fue", "Fon", "Que", "Cré", "Фот",
    "Ист",
))
# fmt: on
_CREDIT_END = late(
    r"[(\[](?:(?:AP|Reuters|AFP|EPA)\s+(?:Photo|Video|File)\b|(?:Photo|Image|Picture|Credit|Courtesy)\b|Getty)[^)\]]{0,120}[)\]]\s*\Z"
    r"|/\s?(?:Getty Images|AFP|AP|Reuters|Shutterstock|iStock)\s*\Z|(?:via|\|)\s(?:Getty Images|Reuters|AP|AFP)\s*\Z"
)
_DATELINE = late(
    r"\s*(?:(?P<capitals>[A-Z][A-Z.'-]+(?:[ /]+[A-Z][A-Z.'-]*){0,3})(?P<region>,(?: [A-Z][\w.'-]*,?){1,3})?"
    r"|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2}(?:, [A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2}){1,2})"
    rf",?(?:\s*{MONTH}(?: \d{{1,2}})?,?)?(?:\s*\([^()\n]{{2,30}}\))?"
    r"(?:(?P<tight>[—–])|\s*(?:—|–|--|\s-)\s+)(?=[\w\"'$]|[“‘€£])"
)
# Boilerplate recognised by form; boilerplate recognised by wording is in word lists.
_OF_THE_PAGE = late(
    r"This (?:article|story|post|piece|column|essay|op-ed|review|episode|video)\b.{0,60}"
    r"\b(?:(?:originally|first|previously) (?:\w+ )?(?:posted|published|appeared|ran|aired)"
    r"|re(?:printed|published)|sponsored|made possible|syndicated)\b"
    r"|(?:Originally|First) (?:posted|published) (?:at|on|in|by)\b"
    r"|Follow .{1,60} on (?:Face[Bb]ook|Twitter|Instagram|Bluesky|Mastodon|Threads|TikTok|WhatsApp|YouTube|X\b)"
)
_OF_THE_PAGE_STARTS = frozenset(("Thi", "Ori", "Fir", "Fol"))
_ADDRESS_LAST = late(
    r"\b(?:visit|visiting|contact|call|go(?:ing)? to|head to|available at|sign(?:ing)? up (?:at|on)|found at|check out"
    r"|more at|log on to|click(?:ing)?|register at|download)\b[^\n]{0,120}?(?:https?://|www\.)\S+\W*\Z"
    r"|\A\W*(?:https?://|www\.)\S+\Z",
    re.IGNORECASE,
)
_TAG = re.compile(r"#[^\s#]+")
_LEAST_TAGS = 2
# A headline inside a text: every long word is capitalised, short ones may be lower-case. Possessive quantifiers avoid
# backtracking: words joined by hyphens or stops could be split in exponentially many ways.
_SMALL = r"(?:an?|and|as|at|by|for|from|in|into|its?|of|on|or|the|to|vs|with)(?![^\W_])"
_TITLE_CASE = late(rf"(?:[\W_]*+(?:[A-Z\d][\w.'’&+-]*+|{_SMALL}))++[\W_]*+\Z")
_TITLE_WORD = late(rf"(?<![^\W_])(?:[A-Z\d]|{_SMALL})")
_LEAST_TITLE_WORDS = 6
_WORD = re.compile(r"\S+")
_LONG_SMALL = re.compile(r"\s[a-z]{5}")
_LONG_CAPITAL = re.compile(r"\b[A-Z][\w'’-]{3,}")
_LEAST_CAPITALS = 4
_LOWER_WORD = re.compile(r"[a-z]{2} ")
_FIRST_WORD = re.compile(r"[^\W_]")
_KEY = 3
_DASHES = "—–-―"
_DATELINE_DASHES = ("—", "–", "--", " -", "\xa0-")
_BRACKETS = "(["
_MARKS = "\"'“‘([{*_~>-–—•·|/ \xa0"
_LONGEST_START = 60
_CREDIT_ENDS = (")", "]", "Getty Images", "AFP", "AP", "Reuters", "Shutterstock", "iStock")
_ENDING = 8
_CREDIT_CHARACTERS = 160
_STOPS = re.compile(r"(?<=[^\W\d_]{3})[.!?][\"'”’)]*(?=\s+[A-Z\"“]|\Z)")
_LEAST_STOPS = 2
"""Ends of sentences in front of a credit from which the line is a paragraph."""
_HEADING_CHARACTERS = 120
_HEADING_WORDS = 16
_BOILERPLATE_CHARACTERS = 240
_DATELINE_CHARACTERS = 120


def phrases_in(text: str) -> tuple[str, ...]:
    """Boilerplate phrases that occur anywhere in `text`; its sentences need be searched for these only."""
    by_word = _phrases_by_word()
    words = by_word.keys() & article_words(text).forms
    if not words:
        return ()
    folded = _folded(text)
    return tuple(phrase for word in sorted(words) for phrase in by_word[word] if phrase in folded)


def line_kind(line: str) -> SentenceKind:
    """Kind of a whole stripped `line`; `prose` if its sentences may differ."""
    if len(line) <= _BOILERPLATE_CHARACTERS:
        if _is_byline(line) or ("contributed" in line and _HELPERS().match(line)):
            return "byline"
        if _begins_as_boilerplate(line):
            return "boilerplate"
    if _is_caption(line) or _ends_with_credit(line):
        return "caption"
    if line[0] == ">" and _BLOCK_QUOTE.match(line):
        return "quote"
    if _LIST_ITEM.match(line) or (line[0] == "|" and line.count("|") > 2):
        return "list"
    return "prose"


def _ends_with_credit(line: str) -> bool:
    """Whether a picture's credit ends a line of one sentence; behind several, it is a sentence of its own."""
    credit = _CREDIT_END().search(line[-_CREDIT_CHARACTERS:]) if line.endswith(_CREDIT_ENDS) else None
    return credit is not None and len(_STOPS.findall(line[: len(line) - len(credit.group())].rstrip())) < _LEAST_STOPS


def is_heading(line: str) -> bool:
    """Whether a stripped `line`, which is one sentence, is short and has no final stop."""
    if line[-1] == "." or _FINAL.search(line[-_ENDING:]):
        return _is_title_question(line) or (line.isupper() and count_words(line) <= _HEADING_WORDS)
    return len(line) <= _HEADING_CHARACTERS and count_words(line) <= _HEADING_WORDS


def sentence_kind(sentence: str, phrases: tuple[str, ...], *, is_line: bool = False) -> SentenceKind:
    """Kind of one `sentence` of a line of prose.

    Args:
        sentence: without white space at both ends.
        phrases: result of `phrases_in` for the whole text.
        is_line: whether it is a whole line, whose beginning `line_kind` has already checked.
    """
    if len(sentence) <= _BOILERPLATE_CHARACTERS:
        if not is_line and _is_caption(sentence):
            return "caption"
        if (not is_line and _begins_as_boilerplate(sentence)) or _is_boilerplate(sentence, phrases):
            return "boilerplate"
        if is_title_case(sentence):
            return "heading"
    return "prose"


def tags_start(text: str) -> int:
    """Offset of the hashtags that end `text`, with the white space before them; its length if fewer than two."""
    if "#" not in text or not _TAG.match(text.rsplit(maxsplit=1)[-1]):
        return len(text)
    tags = list(takewhile(lambda word: _TAG.fullmatch(word[0]), reversed(list(_WORD.finditer(text)))))
    return len(text[: tags[-1].start()].rstrip()) if len(tags) >= _LEAST_TAGS else len(text)


def is_title_case(text: str) -> bool:
    """Whether all long words of `text`, at least four, are capitalised, as in headlines and lists of names."""
    if _LONG_SMALL.search(text):  # a cheap test that rules out most sentences
        return False
    if len(_LONG_CAPITAL.findall(text)) < _LEAST_CAPITALS or not _TITLE_CASE().match(text):
        return False
    return len(_TITLE_WORD().findall(text)) >= _LEAST_TITLE_WORDS


def dateline_end(text: str) -> int:
    """Offset after a dateline such as `WASHINGTON (AP) — `; 0 if there is none.

    Only the beginning of `text` is examined.
    """
    opening = text[:_DATELINE_CHARACTERS]
    match = _DATELINE().match(_straight(opening)) if any(dash in opening for dash in _DATELINE_DASHES) else None
    if not match or (match["tight"] and not match["capitals"]):
        return 0
    rest = text[match.end() : match.end() + _DATELINE_CHARACTERS]
    return match.end() if _LOWER_WORD.search(rest) else 0


def _is_title_question(line: str) -> bool:
    """Whether `line` is a question in title case, which marks a heading."""
    if not line.endswith("?"):
        return False
    words = line.split()
    if not 3 <= len(words) <= _HEADING_WORDS:
        return False
    long = [word for word in words if len(word) > 3]
    return len(long) >= 2 and all(word[:1].isupper() or not word[:1].isalpha() for word in long)


def _is_byline(line: str) -> bool:
    key = line[:_KEY] if line[0] != "(" else line[1 : _KEY + 1]
    pattern = _BYLINES.get(key) or (_SIGNATURE if line[0] in _DASHES else None)
    return pattern is not None and pattern().match(_straight(line)) is not None


def _is_caption(text: str) -> bool:
    return (text[:_KEY] in _CAPTIONS or text[0] in _BRACKETS) and _CAPTION().match(_straight(text)) is not None


def _is_boilerplate(text: str, phrases: tuple[str, ...]) -> bool:
    bare = text.lstrip(_MARKS)
    if bare[:_KEY] in _OF_THE_PAGE_STARTS and _OF_THE_PAGE().match(bare):
        return True
    if "#" in text and tags_start(text) == 0:
        return True
    if ("://" in text or "www." in text) and _ADDRESS_LAST().search(text):
        return True
    if not phrases:
        return False
    folded = _folded(text)
    return any(phrase in folded for phrase in phrases)


def _folded(text: str) -> str:
    return _straight(text.lower())


def _straight(text: str) -> str:
    """`text` with straight apostrophes; offsets are unchanged."""
    return text.replace("’", "'")


def _begins_as_boilerplate(text: str) -> bool:
    """Whether `text`, without leading marks, begins with an entry of the list, as whole words."""
    if not text[:1].isalpha():
        first = _FIRST_WORD.search(text)
        if first is None or "©" in text[: first.start()]:
            return "©" in text
        text = text[first.start() :]
    starts = _starts().get(text[:_KEY].lower())
    if not starts:
        return False
    folded = _folded(text[:_LONGEST_START])
    return any(folded.startswith(start) and not folded[len(start) : len(start) + 1].isalpha() for start in starts)


@cache
def _starts() -> dict[str, list[str]]:
    """Openings of boilerplate, by their first characters."""
    by_key: dict[str, list[str]] = {}
    for start in lines("sentence_boilerplate_starts"):
        by_key.setdefault(start[:_KEY], []).append(start)
    return by_key


@cache
def _phrases_by_word() -> dict[str, list[str]]:
    """Boilerplate phrases, by their longest word, which is usually the rarest, in lower case and with capitals."""
    by_word: dict[str, list[str]] = {}
    for phrase in lines("sentence_boilerplate_phrases"):
        word = max((re.split("[',-]", word)[0] for word in phrase.split()), key=len)
        for form in (word, word.capitalize(), word.upper()):
            by_word.setdefault(form, []).append(phrase)
    return by_word
