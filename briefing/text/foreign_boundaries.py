"""Sentence boundaries in languages other than English, by sentencex, which knows the stops of many scripts.

sentencex keeps quoted text together and is fast; its errors at full stops after numbers, initials and abbreviations are
corrected. They are decided by the word before the number and the first word after the stop: a capitalised function word
opens a sentence, other capitalised words usually belong to the ordinal (`der 1. FC Köln`) or the abbreviation
(`Dr. Weber`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing import wordlists
from briefing.text.terms import stop_words

_LOOK_BACK = 40
_LOOK_AHEAD = 40
_LONGEST_PART = 1000
"""Maximum code points per call of sentencex, which is quadratic where quotation marks are not closed."""
_QUOTATION = re.compile('["“”„«»‹›「」『』]')
_ABBREVIATED = re.compile(r"(?<=\w)\.(?=[ \u00a0](?P<word>[^\W_]+))")
_LIST_NUMBER = re.compile(r"\d{1,9}\.(?=\s)")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Sentence-final characters of all scripts (Unicode property Sentence_Terminal), and the Greek question mark.
_STOP = re.compile(r"[!.?;;…։؝-؟۔܀-܂߹࠷࠹࠽࠾।॥၊။።፧፨᙮᜵᜶᠃᠉᥄᥅᪨-᪫᭚᭛᭞᭟᰻᰼᱾᱿‼‽⁇-⁉⸮。꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝-꩟꫰꫱꯫﹒﹖﹗！．？｡]")
# Languages that write ordinal numbers with a stop.
_WITH_ORDINALS = frozenset(
    ("bs", "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lb", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr")
)
# Languages that capitalise every noun, so that a capital after a number is no evidence.
_WITH_CAPITAL_NOUNS = frozenset(("de", "lb"))
_FIRST_WORD = re.compile(r"[^\w\s]{0,3}(?P<word>[\w’'-]*)")
_ROMAN = re.compile(r"(?=[IVXLC]{2})X{0,3}(?:L?X{0,3}|XC|XL)(?:IX|IV|V?I{0,3})\Z")
_DATE = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\Z")
_ELIDED = re.compile(r"\A[^\W\d_]{1,4}['’](?=\w)")
_MARKS = "\"'“”‘’„‚«»‹›([{¿¡-–—/"
_SHORT = ("abbreviations", "abbreviations_before_number", "abbreviations_final")
_LEAST_WORD = 3
_LONGEST_ORDINAL = 3
"""Maximum digits of an ordinal; longer numbers are years, except after an article (`der 2000. Besucher`)."""
_LARGEST_ALONE = 12
"""Largest number that is taken as an ordinal without a clue from the article or the noun after it."""


def foreign_boundaries(line: str, language: str) -> Iterator[int]:
    """Ends of the sentences of `line` in order, except the last; see `boundaries.boundaries`.

    Args:
        line: one paragraph.
        language: ISO 639-1 code; English rules apply to those that sentencex does not know.
    """
    number = _LIST_NUMBER.match(line)
    if not _STOP.search(line, number.end() if number else 0, len(line) - 1):
        return
    from sentencex import get_sentence_boundaries

    start = sentence = 0
    while start < len(line):
        part = _SURROGATE.sub("\ufffd", line[start : start + _LONGEST_PART])
        cut = start + len(part)
        ends = [start + boundary["end_index"] for boundary in get_sentence_boundaries(language, part)]
        if cut < len(line) and len(ends) > 1:
            ends.pop()  # its last sentence may be cut
        for end in ends:
            if start < end < len(line) and end != cut and _ends(line, sentence, end, language):
                yield from _missed(line, sentence, end, language)
                yield end
                sentence = end
        start = max(ends, default=cut)
    yield from _missed(line, sentence, len(line), language)


def _missed(line: str, start: int, end: int, language: str) -> Iterator[int]:
    """Yield the ends between `start` and `end` that sentencex takes for abbreviations: `kostet 10 Mio. Die Firma`."""
    if line.find(".", start, end - 1) < 0 or _QUOTATION.search(line, start, end):
        return
    for match in _ABBREVIATED.finditer(line, start, end):
        if opens_behind_abbreviation(line[max(start, match.end() - _LOOK_BACK) : match.end()], match["word"], language):
            start = match.end()
            yield start


def _ends(line: str, start: int, end: int, language: str) -> bool:
    """Whether the sentence from `start` ends at `end`."""
    if line[end - 1] != "." and not line[end - 1].isspace():
        return True
    low = max(start, end - _LOOK_BACK)
    before = line[low:end].rstrip()
    if not before.endswith("."):
        return True
    return ends_sentence(before, line[end : end + _LOOK_AHEAD], language, is_first=low == start)


def ends_sentence(before: str, after: str, language: str, *, is_first: bool = False) -> bool:
    """Whether the full stop at the end of `before` ends its sentence.

    Args:
        before: the last characters of the sentence with the stop.
        after: the first characters after it.
        language: ISO 639-1 code.
        is_first: whether `before` is the whole sentence so far, so that a number in it may be a list marker.
    """
    match = _FIRST_WORD.match(after.lstrip())
    word = match["word"] if match else ""
    if word[:1].islower():
        return False
    words = before.rstrip()[:-1].split()[-2:] or [""]
    token = _ELIDED.sub("", words[-1].lstrip(_MARKS))
    previous = words[0] if len(words) > 1 else ""
    opens = word.lower() in stop_words(language)
    if (short := _abbreviation_ends(token, previous, word, opens, language)) is not None:
        return short
    if token.isdecimal() or _ROMAN.match(token):
        if is_first and not previous:
            return False
        return language not in _WITH_ORDINALS or not _is_ordinal(token, previous, word, opens, language)
    if (date := _DATE.match(token)) and language in _WITH_ORDINALS:
        return opens or int(date["day"]) > 31 or int(date["month"]) > 12
    return True


def opens_behind_abbreviation(before: str, word: str, language: str) -> bool:
    """Whether `word` opens a sentence after an abbreviation, a letter or a Roman numeral that may end one.

    A number may open one after a common word.
    """
    *others, token = ["", *before[:-1].split()[-2:]]
    token = token.lstrip(_MARKS)
    if word[:1].isdecimal():
        is_common = len(token) >= _LEAST_WORD and token.isalpha() and token.islower()
        return is_common and all(_listed(name, language).isdisjoint(_spellings(token, others[-1])) for name in _SHORT)
    if not word[:1].isupper() or word.lower() not in stop_words(language):
        return False
    if _ROMAN.match(token):
        return language in _WITH_ORDINALS
    if len(token) == 1:
        return token.isalpha() and bool(_abbreviation_ends(token, others[-1], word, True, language))
    return not _listed("abbreviations_final", language).isdisjoint(_spellings(token, others[-1]))


def _spellings(token: str, previous: str) -> list[str]:
    """Spellings in the lists of the abbreviation whose last part is `token`."""
    parts = [previous.lstrip(_MARKS) + token] if previous.endswith(".") else []
    return [token, token[:1].lower() + token[1:], *parts, *(part.lower() for part in parts if token.islower())]


def _abbreviation_ends(token: str, previous: str, word: str, opens: bool, language: str) -> bool | None:
    """Whether the sentence ends after an abbreviation or an initial; None if `token` is neither."""
    spellings = _spellings(token, previous)
    if not _listed("abbreviations", language).isdisjoint(spellings):
        return False
    if not _listed("abbreviations_before_number", language).isdisjoint(spellings) and (
        word[:1].isdigit() or _ROMAN.match(word)
    ):
        return False
    if not _listed("abbreviations_final", language).isdisjoint(spellings):
        return opens
    if len(token) == 1 and token.isalpha():  # an initial; `Plan B. Die Partei`
        return opens and token.isupper() and word.lower() not in wordlists.entries("text", "name_particles")
    return None


def _is_ordinal(token: str, previous: str, word: str, opens: bool, language: str) -> bool:
    """Whether a number with a stop is an ordinal of the word after it."""
    if word in _listed("ordinal_nouns", language) or word in _listed("ordinal_nouns", "*"):
        return len(token) <= _LONGEST_ORDINAL or not token.isdecimal()
    if opens or not word[:1].isalpha():
        return False
    lead = previous.lstrip(_MARKS).lower()
    if lead in _listed("ordinal_leads", language):
        return language in _WITH_CAPITAL_NOUNS or _value(token) <= _LARGEST_ALONE
    if language not in _WITH_CAPITAL_NOUNS or (token.isdecimal() and len(token) > _LONGEST_ORDINAL):
        return False
    if lead in _listed("cardinal_leads", language):
        return _value(token) <= _LARGEST_ALONE
    # `Platz 34.`, `Johannes Paul II.`: the number belongs to the noun before it.
    return not previous[:1].isupper() or previous.endswith(",") or lead in stop_words(language)


def _value(token: str) -> int:
    """Value of digits; 1 for Roman numerals, which are always small."""
    return int(token) if token.isdecimal() else 1


@cache
def _listed(name: str, language: str) -> frozenset[str]:
    """Entries of one of this module's lists for a language; `*` is any."""
    language = "nb" if language in ("nn", "no") else language
    rows = (line.partition(" ") for line in wordlists.entries("text", f"foreign_{name}"))
    return frozenset(entry for code, _, entry in rows if code == language)
