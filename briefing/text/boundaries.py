"""Sentence boundaries inside one line: every stop is a candidate, and rules reject those that end no sentence.

The rules are those of every language; what differs are the lists `sentence_*`, in which each entry stands behind the
ISO 639-1 code of its language, and the few sets of languages below. A function word with a capital opens a sentence;
other words with a capital usually belong to the abbreviation (`Dr. Weber`) or the ordinal number (`der 1. FC Köln`)
before them. Lines, headings and paragraphs are handled by `briefing.text.sentence_splitter`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from briefing.text.lazy_regex import late
from briefing.text.lexicon import entries, lines
from briefing.text.terms import stop_words

ENGLISH = "en"
# Languages that write ordinal numbers with a stop.
_WITH_ORDINALS = frozenset(
    ("bs", "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lb", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr")
)
# Languages that capitalise every noun, so that a capital after a number is no evidence.
_GERMAN_ARTICLES = ("Den", "Der")
"""Articles that open a sentence behind an initial (`gegen Frank H. Der`), and particles of names in small letters."""
WITH_CAPITAL_NOUNS = frozenset(("de", "lb"))
_CLOSERS = "\"'”’»“)\\]}*_›‹«‘"
_FULL_WIDTH = "。！？｡．"
# Sentence-final characters of other scripts (Unicode property Sentence_Terminal).
_OF_SCRIPTS = "։؝-؟۔܀-܂߹࠷࠹࠽࠾।॥၊။።፧፨᙮᜵᜶᠃᠉᥄᥅᪨-᪫᭚᭛᭞᭟᰻᰼᱾᱿‼‽⁇-⁉⸮꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝-꩟꫰꫱꯫﹒﹖﹗"
_TOKEN = re.compile(r"[\w.&’']*\Z")
_NEXT = re.compile(r"[\"'“‘«„‹(\[{*_¿¡#@$€£-]*(?P<word>[^\s]*)")
_LETTERED = re.compile(r"\(?[a-z0-9]\)\Z")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\)?\Z")
_SMILEY = re.compile(r"\s?(?:[:;=]['’]?-?[()DPp]|<3)(?=\s|$)")
_ATTRIBUTION = late(r"\s*(?:—|–|--?|―)\s*(?:[A-Z][\w.'’-]*(?:,|\s|$)\s*|(?:of|the|de|van|von|al)\s+){1,8}$")
_SPEAKER_AND_VERB = late(r"\s*[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,4}(?:, [^,\"“”]{1,40},)?\s+(?P<verb>[a-z]+)\b")
_SMALL_SUBJECT = late(r"\s(?:i|you|he|she|it|we|they)(?:['’][a-z]+)?\s(?P<verb>[a-z]+)")
_QUOTED = re.compile("[\"'”’»]")
_ROMAN = re.compile(r"(?=[IVXLC]{2})X{0,3}(?:L?X{0,3}|XC|XL)(?:IX|IV|V?I{0,3})\Z")
_LETTER = re.compile(r"[A-Z]\Z")
_DATE = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\Z")
_ELIDED = re.compile(r"\A[^\W\d_]{1,4}['’](?=\w)")
_MARKS = "\"'“‘«„‹([{*_¿¡-–—/"
_DASHES = "—–―- \xa0"
_EYES = (":", ";", "=", "<")
_LEAST_WORD = 5
_LEAST_COMMON, _LONGEST_SHORT = 3, 4
"""Letters of the shortest word that is no abbreviation in English, and of the longest that may be one elsewhere."""
_WITH_VOWELS = frozenset(
    ("ca", "da", "de", "el", "es", "et", "fi", "fr", "gl", "hu", "it", "lt", "lv", "nb", "nl", "nn", "no", "pl", "pt")
) | {"ro", "ru", "sv", "tr", "uk"}
"""Languages in which every word but a preposition has a vowel."""
_MEASURES = frozenset(("cm", "kg", "km", "kr", "ml", "mm", "zł"))
"""Units of measure and money without a vowel, which may end a sentence."""
_VOWELS = frozenset("aeiouyæøœıαεηιουωаеиоуыэюяєі")
_LONGEST_TIME = 3
"""Words of a year or century with its preposition and abbreviation: `W 1812 r.`"""
_LONGEST_INITIAL = 2
_STREET = "str"
_UNITS = frozenset("ghlmu")
"""Units of measure of one letter, which end a sentence behind a number."""
_LEAST_SENTENCE = 12
_LOOK_BACK = 40
_LOOK_AHEAD = 80
_DAYS, _MONTHS = 31, 12
_LONGEST_ORDINAL = 3
"""Maximum digits of an ordinal; longer numbers are years, except after an article (`der 2000. Besucher`)."""
_LARGEST_ALONE = 12
"""Largest number that is taken as an ordinal without a clue from the article or the noun after it."""


@cache
def _stop(language: str) -> re.Pattern[str]:
    """Candidates: a stop or a row of them, and the closing marks behind it.

    It begins with one set of characters, which the engine skips to much faster than to a choice of patterns. A row of
    stops is looked at from its first one only.
    """
    glued = "" if language == ENGLISH else r"|(?<=[^\W\d_]{3}\.)(?=[A-Z][a-z]+\s)"  # `das war es.Die Firma`
    single = _OF_SCRIPTS + ";;" * (language == "el")
    return re.compile(
        rf"(?P<stop>[.!?…{_FULL_WIDTH}{single}]"
        r"(?:(?<=\.)(?: \.)+|(?<=[!?])(?: [!?])+"
        r"|(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+(?<![^\s.!?…]\.(?=\w))"
        rf"|(?<=[{_FULL_WIDTH}])[{_FULL_WIDTH}]*+|(?<=[{single}]){glued}))"
        rf"(?P<close>[{_CLOSERS}」』）]*(?:\[\d{{1,3}}\]|-(?= )|[ \xa0][”»](?=\s|\Z))*)"
        rf"(?:(?=\s|\Z)|(?<=[{_FULL_WIDTH}」』）])(?=\S){glued})"
    )


@cache
def _whole(language: str) -> re.Pattern[str]:
    """Quotations that belong to one sentence as a whole: in English those behind `that` or before a colon at the start
    of the line, as in headlines (`‘No. We’re here.’: a town says`), elsewhere all.
    """
    if language == ENGLISH:
        labels = "\\A[\"“'‘](?:[^\"“”'‘’]|['’](?=\\w)){1,160}[\"”'’]:(?=\\s)"
        return re.compile(f'(?<=that )["“].{{0,400}}?["”](?!\\w)|{labels}')
    pairs = ('""', "“”", "„“”", "«»", "»«", "‹›", "›‹", "「」", "『』", "()", "（）")
    return re.compile("|".join(rf"{re.escape(each[0])}[^{each}]{{0,400}}[{each[1:]}]" for each in pairs))


def boundaries(line: str, language: str = ENGLISH) -> Iterator[int]:
    """Ends of the sentences of `line` in order, except the last, which ends with the line.

    An end is the offset past the last stop and its closing quotation marks and brackets. Linear in the length of
    `line`: each candidate examines a few dozen characters on either side.

    Args:
        line: one paragraph.
        language: ISO 639-1 code.
    """
    start = 0
    quotations = _whole(language).finditer(line)
    opened = closed = 0
    for match in _stop(language).finditer(line):
        at, end = match.span()
        if end == len(line):
            break
        if not _is_plain(line, at, end, start, language) and not (end := _end(line, match, start, language)):
            continue
        while closed <= at and (quotation := next(quotations, None)):
            opened, closed = quotation.span()
        if opened < at < closed and (end < closed or line[end + 1 : end + 2].islower()):
            continue
        yield end
        start = end


def _is_plain(line: str, at: int, end: int, start: int, language: str) -> bool:
    """Fast path for nine in ten stops: whether a single stop is between a common word and a capital."""
    if end != at + 1 or line[at] != "." or at - start < _LEAST_SENTENCE or line[end] != " ":
        return False
    if not line[end + 1 : end + 2].isupper():
        return False
    token = line[max(line.rfind(" ", start, at) + 1, start, at - _LOOK_BACK) : at]
    least = _LEAST_COMMON if language == ENGLISH else _LONGEST_SHORT + 1
    return (
        least <= len(token) < _LOOK_BACK and token.isalpha() and token.islower() and token not in _shortened(language)
    )


def _end(line: str, match: re.Match[str], start: int, language: str) -> int:
    """Offset of the end of the sentence that `match` may close; 0 if the sentence goes on."""
    at, end = match.span()
    before, after = line[max(start, at - _LOOK_BACK) : at], line[end : end + _LOOK_AHEAD]
    more = _length_behind(before, *match.groups(), after, language)
    return end + more if more is not None else 0


@lru_cache(maxsize=1 << 12)
def _length_behind(before: str, stop: str, close: str, after: str, language: str) -> int | None:
    """Length of the start of `after` that belongs to the sentence before it, such as a smiley; None if that goes on.

    Cached, since lists and tables repeat the same characters.
    """
    rest = after.lstrip()
    if rest[:1] in _EYES and (smiley := _SMILEY.match(after)):
        return smiley.end()
    following = _NEXT.match(rest)
    word = following["word"] if following else ""
    if len(before) < _LEAST_SENTENCE and _ENUMERATOR.fullmatch(before.strip()) and len(before.strip()) < 6:
        return None
    return 0 if _ends(before, stop, close, word, after, language) else None


def _ends(before: str, stop: str, close: str, word: str, after: str, language: str) -> bool:
    """Whether the sentence ends between `before` + `stop` + `close` and `word`, the first word of `after`."""
    first = after.lstrip()[:1]
    lower = word[:1].islower() and word.islower() and first not in "(["
    if (lower and _LETTERED.match(word)) or (first in ",;:—–-" and _goes_on(after, language)):
        return False
    if stop == "!" and not close and _is_called_so(before):
        return _opens(word, language)
    if stop[0] in "!?":
        return _ends_at_mark(close, after, lower)
    if len(stop) > 1 or stop == "…":
        return not lower and word not in entries("sentence_continuers")
    return stop != "." or _ends_at_period(before, close, word, lower, language)


def _goes_on(after: str, language: str) -> bool:
    """Whether a sentence goes on behind a stop with a dash or the like, before a small letter or a signature."""
    rest = after.lstrip() if language == ENGLISH else after.lstrip(_DASHES)  # elsewhere dashes open speech
    return not rest[:1].isupper() or _ATTRIBUTION().match(after) is not None


def _ends_at_mark(close: str, after: str, lower: bool) -> bool:
    """Whether a question or an exclamation ends its sentence."""
    return not close and _starts_small(after) if lower else not (_QUOTED.search(close) and _is_attributed(after))


def _is_called_so(before: str) -> bool:
    """Whether the mark after `before` is part of a name: `E! News`, `Yahoo! Finance`."""
    token = before.rpartition(" ")[2]
    return token in entries("sentence_exclaiming_names") or (len(token) == 1 and token.isupper() and token != "I")


def _starts_small(after: str) -> bool:
    """Whether `after` is a sentence without capitals, as in posts: `What a day! you won.`"""
    match = _SMALL_SUBJECT().match(after)
    return match is not None and match["verb"] not in entries("sentence_verbs")


def _is_attributed(after: str) -> bool:
    """Whether `after`, which follows a quoted question or exclamation, continues with its attribution."""
    match = _SPEAKER_AND_VERB().match(after)
    return match is not None and match["verb"] in entries("sentence_verbs")


def _ends_at_period(before: str, close: str, word: str, lower: bool, language: str) -> bool:
    """Whether the single stop after `before` ends a sentence, and not just an abbreviation or an ordinal number."""
    *_, previous, token = ["", "", *before.split()[-2:]]
    previous, whole = previous.lstrip(_MARKS), token.lstrip(_MARKS)
    token = "".join(_TOKEN.findall(whole if language == ENGLISH else _ELIDED.sub("", whole))).strip("'’&")
    if (short := _time_ends(before, token, previous, word, language)) is not None:
        return short
    if (short := _abbreviation_ends(token, previous, word, lower, language)) is not None:
        return short
    if lower:
        is_word = token.islower() or len(token) >= _LEAST_WORD or not token
        return language == ENGLISH and ")" not in close and token.lower() != "etc" and is_word
    return language not in _WITH_ORDINALS or not _is_ordinal(whole, previous, word, language)


def _time_ends(before: str, token: str, previous: str, word: str, language: str) -> bool | None:
    """Whether the sentence ends after a year or century (`w 1950 r.`, `в XIX в.`); None if `token` is of neither.

    At the beginning of a clause it does not: `W 1812 r. Napoleon`.
    """
    number = previous.strip("()")
    if token not in _listed("abbreviations_of_time", language) or not (number.isdecimal() or _ROMAN.match(number)):
        return None
    clause = before.rpartition(",")[2].split()
    return word[:1].isupper() and len(clause) > _LONGEST_TIME + (len(clause[0]) == 1 and clause[0].islower())


def _abbreviation_ends(token: str, previous: str, word: str, lower: bool, language: str) -> bool | None:
    """Whether the sentence ends after an abbreviation or an initial; None if `token` is neither."""
    spellings = _spellings(token, previous)

    def is_listed(name: str) -> bool:
        return not spellings.isdisjoint(_listed(f"abbreviations_{name}", language))

    if is_listed("closing"):
        return word[:1].isupper()
    if (
        is_listed("inside")
        or (is_listed("before_number") and _is_number(word))
        or _are_initial_and_name(token, word, language)
    ):
        return False
    if not spellings.isdisjoint(("a.m", "p.m")):
        return word[:1].isupper() and word.rstrip(".,;)") not in entries("sentence_timezones")
    if _is_small_title(token, language):
        return _opens(word, language) and not _is_particle(word)  # `l'on. La Russa`
    if _is_unit(token, previous, word):
        return None
    is_short = _abbreviates(token, lower or language != ENGLISH) or is_listed("final")
    return _opens(word, language) if is_short or _looks_short(token, previous, language) else None


def _looks_short(token: str, previous: str, language: str) -> bool:
    """Whether a word in no list is an abbreviation: without a vowel (`frk`), or behind another one (`cand. merc`).

    Behind a number it is a unit of measure.
    """
    if language == ENGLISH or not 1 < len(token) <= _LONGEST_SHORT or not (token.isalpha() and token.islower()):
        return False
    if previous.endswith(".") and not {previous[:-1], previous[:-1].lower()}.isdisjoint(
        _listed("abbreviations_inside", language)
    ):
        return True
    if language not in _WITH_VOWELS or token in _MEASURES or previous[-1:].isdigit():
        return False
    return not any(unicodedata.normalize("NFD", letter)[0] in _VOWELS for letter in token)


def _is_number(word: str) -> bool:
    """Whether a word is a number, or the letter of a part (`bl. A,`)."""
    bare = word.rstrip(".,;:)")
    return word[:1].isdigit() or bool(_ROMAN.match(bare)) or (bare != word and bool(_LETTER.match(bare)))


def _spellings(token: str, previous: str) -> set[str]:
    """Forms in which the lists may have an abbreviation: as written, small, with the one before it, or by its end."""
    spellings = {token, token.lower()}
    if token.endswith(_STREET):
        spellings.add(_STREET)  # `Bahnhofstr. 5`
    if previous.endswith("."):  # `z. B.`
        spellings |= {previous + token, (previous + token).lower()}
    return spellings


def _are_initial_and_name(token: str, word: str, language: str) -> bool:
    """Whether an initial is followed by a name with a particle: `A. De Gasperi`."""
    is_article = language in WITH_CAPITAL_NOUNS and word in _GERMAN_ARTICLES
    return len(token) == 1 and token.isupper() and _is_particle(word) and not is_article


def _is_unit(token: str, previous: str, word: str) -> bool:
    """Whether `token` is a unit of measure behind a number, and not part of `9 h. 30`."""
    return token in _UNITS and previous[-1:].isdigit() and not word[:1].isdigit()


def _is_particle(word: str) -> bool:
    """Whether a name may begin with `word`, whatever its case: `De`."""
    return word.lower() in entries("name_particles")


def _is_small_title(token: str, language: str) -> bool:
    """Whether `token` is an abbreviation that is listed with a capital, in small letters."""
    return len(token) > 1 and language != ENGLISH and token.capitalize() in _listed("abbreviations_inside", language)


def _abbreviates(token: str, may_be_small: bool) -> bool:
    """Whether `token`, without its last stop, is an initial or a row of initials."""
    if len(token) == 1:
        return token.isupper() or (may_be_small and token.isalpha())
    return "." in token and all(part.isalpha() and len(part) <= _LONGEST_INITIAL for part in token.split("."))


def _opens(word: str, language: str) -> bool:
    """Whether a word opens a sentence behind an abbreviation or a number: a function word with a capital does."""
    bare = word.rstrip(",;:'\"”’")
    return bare[:1].isupper() and bare.lower() in stop_words(language)


def _is_ordinal(token: str, previous: str, word: str, language: str) -> bool:
    """Whether a number with a stop is an ordinal of the word after it, or the day of a date."""
    opens = _opens(word, language)
    word = word.partition("'")[0].partition("’")[0]  # `5. Cadde'de`
    if date := _DATE.match(token):
        return not opens and int(date["day"]) <= _DAYS and int(date["month"]) <= _MONTHS
    if not token.isdecimal() and not _ROMAN.match(token):
        return False
    value = int(token) if token.isdecimal() else 1  # Roman numerals are always small
    is_long = token.isdecimal() and len(token) > _LONGEST_ORDINAL
    if word in _listed("ordinal_nouns", language) or word in _listed("ordinal_nouns", "*"):
        return not is_long
    if opens or not word[:1].isalpha():
        return word[:1] == "§" or (word[:1].isdigit() and value <= _DAYS)
    return _counts_noun(previous, value, is_long, language)


def _counts_noun(previous: str, value: int, is_long: bool, language: str) -> bool:
    """Whether a number behind the word `previous` is an ordinal of a noun that is not listed."""
    lead = previous.lower()
    if lead in _listed("ordinal_leads", language):
        return language in WITH_CAPITAL_NOUNS or value <= _LARGEST_ALONE
    if language not in WITH_CAPITAL_NOUNS or is_long:
        return False
    if lead in _listed("cardinal_leads", language):
        return value <= _LARGEST_ALONE
    # `Platz 34.`, `Johannes Paul II.`: the number belongs to the noun before it.
    return not previous[:1].isupper() or previous.endswith(",") or lead in stop_words(language)


@cache
def _shortened(language: str) -> frozenset[str]:
    """Lower-case words that may be abbreviations before a stop."""
    lists = ("abbreviations_inside", "abbreviations_before_number", "abbreviations_final")
    listed = frozenset().union(*(_listed(name, language) for name in lists))
    return listed if language == ENGLISH else frozenset(map(str.lower, listed))


@cache
def _listed(name: str, language: str) -> frozenset[str]:
    """Entries of a list for a language; `*` is any."""
    language = "nb" if language in ("nn", "no") else language
    rows = (line.partition(" ") for line in lines(name))
    return frozenset(entry for code, _, entry in rows if code == language)
