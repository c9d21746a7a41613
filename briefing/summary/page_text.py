"""Sentences about the page or its pictures instead of the news: captions, notices, calls to the reader."""

from __future__ import annotations

import re
from functools import cache

from briefing import wordlists
from briefing.text.lexicon import LANGUAGES
from briefing.text.line_spans import MONTH
from briefing.text.phrases import folded_words, rare_words, rarest_word

_LONGEST = 400
"""Characters of a sentence that are searched."""
_OPENING = 80
"""Characters in which the subject of a caption ends."""
_MARKS = "\"'“‘«„([*_ 📷"
_DISCOUNT = re.compile(r"(?:Get|Save|Enjoy|Take) (?:an extra |up to )?(?:[$€£]\d|\d+ ?%)")
# Reports use the past tense with a full date: `A guard stands at the gate on Tuesday, Feb. 3, 2026`.
_FULL_DATE = re.compile(rf"\b(?:{MONTH} \d{{1,2}},|\d{{1,2}} {MONTH}) (?:19|20)\d\d\b")
# `President Okafor (L) shakes hands`: which of the persons shown it is.
_SIDE = re.compile(r"\w \((?:L|R|C|2nd [LR]|[Ll]eft|[Rr]ight|[Cc]ent(?:er|re))\)")
_MODALS = r"(?:will|would|can|could|may|might|must|should|to|that|who|which|did|do|does|not)"
_NAMED = r"[A-Z][\w.'’-]*(?: [\w.'’-]+){0,8}?(?:, [a-z ]{4,20},)?"


def is_page_text(text: str, language: str = "en") -> bool:
    """Whether a sentence is a caption, a notice of its publisher, or a call to the reader, by its wording."""
    if _DISCOUNT.match(text) or ("(" in text and _SIDE.search(text[:_LONGEST])):
        return True
    return _has_listed_phrase(text) or _shows_a_scene(text, language)


def _has_listed_phrase(text: str) -> bool:
    """Whether a sentence has a phrase of captions or notices, or opens with one of notices."""
    text = text[:_LONGEST]
    rare = folded_words(text) & _listed().keys()
    if not rare:
        return False
    folded = text.casefold().replace("’", "'")
    if not any(phrase in folded for word in rare for phrase in _listed()[word]):
        return False
    if _phrases("caption_phrases", "notices").search(folded):
        return True
    return _phrases("notice_starts").match(folded.lstrip(_MARKS)) is not None


def _shows_a_scene(text: str, language: str) -> bool:
    """Whether a sentence tells what a picture shows."""
    if language not in LANGUAGES or folded_words(text).isdisjoint(_scene_verbs(language)):
        return False
    opening = text[:_OPENING].lstrip(_MARKS)
    if _scene(language).match(opening):
        return True
    return (
        language == "en" and _FULL_DATE.search(text) is not None and _dated_scene().match(text[:_OPENING]) is not None
    )


@cache
def _scene(language: str) -> re.Pattern[str]:
    """Pattern of unnamed people and what they do in the present tense: `A woman walks past`.

    English verbs agree with their subject, which rules out nouns: `A team of judges will look into`.
    """
    people, verb, place = (_any_of(f"{name}_{language}") for name in ("unnamed_people", "scene_verbs", "scene_places"))
    if language != "en":
        return re.compile(rf"{people}(?: [^\W\d_][\w'’-]*){{0,4}}? {verb} {place}\b")
    words, held = rf"(?:(?!{_MODALS}\b)[\w'’-]+ )", rf"(?:{place}|(?:(?<=holds )|(?<=waves )|(?<=rides ))an?)"
    several = rf"(?!An? )(?:{people}|(?!This|His|Its|As)[A-Z][a-z]+s) {words}{{0,4}}?{verb}"
    return re.compile(rf"(?:{several}|An? {words}{{1,8}}?(?=[a-z]+s ){verb}) {held}\b")


@cache
def _dated_scene() -> re.Pattern[str]:
    verbs = f"{_any_of('scene_verbs_en')}|{_any_of('dated_scene_verbs_en')}"
    return re.compile(rf"{_NAMED} (?:{verbs}|(?:is|are) (?:seen|shown))\b")


def _any_of(name: str) -> str:
    return wordlists.any_of(wordlists.entries("summary", name))


@cache
def _phrases(*names: str) -> re.Pattern[str]:
    """Pattern of the entries of some lists as whole words, in lower case."""
    entries = (entry for name in names for entry in wordlists.entries("summary", name))
    return re.compile(rf"\b{wordlists.any_of(entries)}\b")


@cache
def _listed() -> dict[str, list[str]]:
    """All phrases of captions and notices by their rarest word, by which they are looked up before a pattern runs."""
    by_word: dict[str, list[str]] = {}
    for name in ("caption_phrases", "notices", "notice_starts"):
        for phrase in wordlists.entries("summary", name):
            by_word.setdefault(rarest_word(phrase), []).append(phrase)
    return by_word


@cache
def _scene_verbs(language: str) -> frozenset[str]:
    """Words of which a sentence that shows a scene has one."""
    verbs = wordlists.entries("summary", f"scene_verbs_{language}")
    dated = (*wordlists.entries("summary", "dated_scene_verbs_en"), "seen", "shown") if language == "en" else ()
    return rare_words((*verbs, *dated))
