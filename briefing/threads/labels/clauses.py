"""First clauses of long headlines and lead sentences, and lines that are broken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from briefing import wordlists
from briefing.text.language_packs import Kind, Shape, pack
from briefing.text.lexicon import LANGUAGES
from briefing.text.terms import is_stop_word

LONGEST = 90
"""Maximum characters of a title, unless no headline is that short."""
LEAST_CLAUSE = 5
"""Minimum number of words of a clause that stands for a whole headline."""
MOST_SOURCE = 3
"""Maximum number of words behind a dash that name who says so: `... – police`."""
BEYOND = 15
"""Characters that a line may exceed `LONGEST` by so as not to break off between a verb and its object."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_QUOTATION = re.compile(r"^(?:“[^“”]{1,120}”|‘[^‘”]{1,120}’|«[^«»]{1,120}»|\"[^\"]{1,120}\"): ")
_MARK = re.compile(r" [–—-] |; |: ")
_SENTENCE = re.compile(r"(?:(?<=[^\W\d_A-Z]{4}[.!?])|(?<=[^\W\d_A-Z]{3}[.!?][”’»])) (?=[^\W\d_a-z]|[“‘«¿¡])")
_WORD_BEHIND = re.compile(r"(?P<comma>,)? (?=(?P<word>[^\W\d_]+))")
_FINITE = (Shape.BASE, Shape.PRESENT, Shape.PAST, Shape.PARTICIPLE)
_INFLECTED = (Shape.PRESENT, Shape.PAST, Shape.GERUND)
_SAYING = ("say", "tell", "think")
_QUOTATION_MARKS = ("“", "”"), ("‘", "’"), ("«", "»")


def has_verb(line: str, language: str = "en") -> bool:
    """Whether a headline has a word behind its first one that may be a finite verb; German nouns are no verbs."""
    words = _WORD.findall(line)[1:]
    return any(_may_be_finite(word, language) for word in words if language != "de" or word.islower())


def shorten(line: str, language: str = "en") -> str:
    """A headline, or as many of its first clauses as fit into `LONGEST` if they are whole in themselves.

    A quotation in front of a colon is left out first. Where no clause fits, the first that is hardly longer is kept.
    A clause ends before a dash, a colon, a semicolon, another sentence, `as` with another clause, or a comma or
    conjunction that opens a clause. One that is denied, depends on a condition or tells what somebody says is not cut.
    """
    if len(line) <= LONGEST:
        return line
    quotation = _QUOTATION.match(line)
    if quotation and _is_whole(line[quotation.end() :], language):
        return shorten(line[quotation.end() :], language)
    ends = [end for end in _ends(line, language) if end <= LONGEST + BEYOND and is_closed(line[:end])]
    fitting = [end for end in ends if end <= LONGEST]
    return line[: max(fitting, default=min(ends, default=len(line)))]


def break_off(line: str, language: str = "en") -> str:
    """A line, or as many of its first words as fit into `LONGEST` with an ellipsis, the last no stop word.

    It does not break off between a verb and the first noun behind it.
    """
    if len(line) <= LONGEST:
        return line
    words = line[:LONGEST].split(" ")[:-1] or [line[: LONGEST - 1]]
    rest = line[len(" ".join(words)) :].split()
    while len(words) > LEAST_CLAUSE and is_stop_word(words[-1].lower(), language):
        rest.insert(0, words.pop())
    if _is_past(words[-1].lower(), language):
        words = _with_object(words, rest, language)
    return " ".join(words).rstrip(" ,;:–—-") + "…"


def _with_object(words: list[str], rest: list[str], language: str) -> list[str]:
    """Words of a line that end with a verb, and those behind it up to one that is no stop word, if they fit."""
    number = next((at for at, word in enumerate(rest, 1) if not is_stop_word(word.lower(), language)), 0)
    longer = [*words, *rest[:number]]
    return longer if len(" ".join(longer)) < LONGEST + BEYOND else words


def is_closed(text: str) -> bool:
    """Whether all quotations of a text are closed in it."""
    if "„" in text:
        return text.count("„") <= text.count("“") + text.count("”")
    return text.count('"') % 2 == 0 and all(
        text.count(mark) <= text.count(closing) for mark, closing in _QUOTATION_MARKS
    )


def _ends(line: str, language: str) -> Iterator[int]:
    """Ends of the clauses of a line that are whole in themselves."""
    head = line[: LONGEST + BEYOND]
    for at in _SENTENCE.finditer(head):
        if _is_whole(line[: at.start()], language):
            yield len(line[: at.end()].rstrip())
    for at in _MARK.finditer(head):
        if _is_whole(line[: at.start()], language) and not _names_source(line[at.start() :]):
            yield at.start()
    for at in _WORD_BEHIND.finditer(head) if language in LANGUAGES else ():
        clause, rest = line[: at.start()], line[at.end() :]
        if _opens_clause(at, clause, rest, language) and (
            at["word"] == "as" or not _is_qualified(clause, rest, language)
        ):
            yield at.start()


def _is_whole(clause: str, language: str) -> bool:
    """Whether the beginning of a headline stands for itself."""
    return len(clause.split()) >= LEAST_CLAUSE and (language != "en" or has_verb(clause))


def _names_source(rest: str) -> bool:
    """Whether the rest of a headline is a dash and who says so: ` – police`."""
    words = rest.split()
    return (
        rest.startswith(" ") and len(words) <= MOST_SOURCE + 1 and not any(word in pack("en").verbs for word in words)
    )


def _opens_clause(at: re.Match[str], clause: str, rest: str, language: str) -> bool:
    """Whether a word opens another clause behind one that stands for itself."""
    word = at["word"].casefold()
    if len(clause.split()) < LEAST_CLAUSE or not has_verb(_main_part(clause, language), language):
        return False
    if language == "en" and word == "as":
        last = clause.rsplit(" ", 1)[-1].casefold()
        return last not in pack("en").verbs and not _takes(clause, word, language) and has_verb(rest.partition(",")[0])
    if word in _listed("joining", language):
        return _joins_clause(at, clause, rest, language)
    if _is_qualified(clause, rest, language):
        return False
    if word in _listed("opener", language):
        return not _takes(clause, word, language)
    return bool(at["comma"]) and "," not in clause and _opens_behind_comma(word, rest, language)


def _main_part(clause: str, language: str) -> str:
    """A clause before its first relative pronoun or, if it opens with a conjunction, behind its first comma."""
    kinds = pack(language).closed
    words = clause.split(" ")
    if kinds.get(words[0].casefold()) is Kind.SUBORDINATOR:
        return clause.partition(",")[2]
    end = next((at for at, word in enumerate(words) if kinds.get(word.casefold()) is Kind.RELATIVE), len(words))
    return " ".join(words[:end])


def _joins_clause(at: re.Match[str], clause: str, rest: str, language: str) -> bool:
    """Whether `and` joins another clause: behind the only comma, or what an English subject did next."""
    if at["comma"]:
        return not {",", ":"}.intersection(clause) and _is_independent(rest, language)
    return language == "en" and _tells_next_deed(clause, rest) and not _is_qualified(clause, rest, language)


def _takes(clause: str, opener: str, language: str) -> bool:
    """Whether a clause has a verb or ends with a word that `after` and the like belong to: `names bridge after`."""
    last = clause.rsplit(" ", 1)[-1].casefold()
    return last in _listed(f"before {opener}", language) or not _listed(f"taking {opener}", language).isdisjoint(
        _words(clause)
    )


def _opens_behind_comma(word: str, rest: str, language: str) -> bool:
    """Whether a word behind a comma opens a clause that belongs to the one before it: a relative pronoun, or an English
    verb other than one that tells who says so."""
    verb = pack(language).verbs.get(word)
    if verb and language == "en":
        return verb.shape in _INFLECTED and verb.cue not in _SAYING and (verb.shape is Shape.GERUND or "," not in rest)
    return word in _listed("relative", language)


def _tells_next_deed(clause: str, rest: str) -> bool:
    """Whether `and` joins what an English subject did next: `walked out on Monday and stopped the work`."""
    return _is_past((_words(rest)[1:2] or [""])[0], "en") and any(_is_past(word, "en") for word in _words(clause))


def _is_independent(rest: str, language: str) -> bool:
    """Whether what is joined by `and` is another clause, and the whole does not end with who says so."""
    second = pack(language).verbs.get((_words(rest)[1:2] or [""])[0])
    if len(rest.split()) <= LEAST_CLAUSE or (second and second.shape is Shape.BASE):
        return False
    return has_verb(rest, language) and not _ends_with_source(rest, language)


def _is_qualified(clause: str, rest: str, language: str) -> bool:
    """Whether a clause is denied, or the rest of its sentence tells a condition of it or who says so."""
    conditions = _listed("condition", language)
    return is_denied(clause, language) or not conditions.isdisjoint(_words(rest)) or _ends_with_source(rest, language)


def is_denied(clause: str, language: str) -> bool:
    """Whether a clause has a word of denial, or may belong to what somebody claims."""
    denials = _listed("denial", language)
    return any(word in denials or word.endswith(("n't", "n’t")) for word in _words(clause))


def _ends_with_source(rest: str, language: str) -> bool:
    """Whether the last part of a sentence behind a comma tells who says so, or any part with `according to`."""
    words, (_, comma, part) = pack(language), rest.rpartition(",")
    verbs = (words.verbs.get(word) for word in _words(part))
    return any(words.closed.get(word) is Kind.ACCORDING or word == "according" for word in _words(rest)) or (
        bool(comma) and any(verb and verb.cue in _SAYING for verb in verbs)
    )


@lru_cache(maxsize=1 << 12)
def _may_be_finite(word: str, language: str) -> bool:
    words, low = pack(language), word.casefold().replace("’", "'")
    verb = words.verbs.get(low)
    if low.endswith("n't") or words.closed.get(low) is Kind.AUXILIARY or (verb and verb.shape in _FINITE):
        return True
    return low.endswith(words.endings) and not low.endswith("ing")


def _is_past(word: str, language: str) -> bool:
    """Whether a word is a verb of a report, which is hardly ever a noun."""
    verb = pack(language).verbs.get(word) if language in LANGUAGES else None
    return verb is not None and verb.shape is Shape.PAST


def _words(line: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(line)]


@cache
def _listed(kind: str, language: str) -> frozenset[str]:
    """Words of a kind and language in the list of words around clauses."""
    rows = wordlists.rows("threads", "clause_words")
    return frozenset(word for of, each, word in rows if (of, each) == (language, kind))
