"""Language packs: closed classes, verbs and nouns of each language, read from `data/<language>/`.

A language is a folder of three lists; the code that reads text is the same for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, NamedTuple
from unicodedata import normalize

from briefing.text.given_names import given_names
from briefing.text.lexicon import lines, rows


class Kind(StrEnum):
    """Part of speech of a token, as coarse as the search for speakers needs it."""

    QUOTE = "quote"
    NOUN = "noun"
    NAME = "name"
    DETERMINER = "det"
    POSSESSIVE = "poss"
    PRONOUN = "pron"
    RELATIVE = "rel"
    PREPOSITION = "prep"
    OF = "of"
    TO = "to"
    CONJUNCTION = "conj"
    SUBORDINATOR = "sub"
    AUXILIARY = "aux"
    ADVERB = "adv"
    CLITIC = "clitic"
    TIME = "time"
    CUE = "cue"
    VERB = "verb"
    GENITIVE = "gen"
    ACCORDING = "acc"
    ASIDE = "aside"
    COMMA = ","
    COLON = ":"
    STOP = "."
    DASH = "-"

    __hash__ = str.__hash__
    """That of `Enum` is a function of Python, and tokens are looked up by their kinds all the time."""


class Shape(StrEnum):
    """Form of a verb."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"


class Verb(NamedTuple):
    """A form of a listed verb."""

    lemma: str
    """Infinitive of the verb."""
    cue: str
    """Class of a verb that attributes (`say`, `tell`, `call`, `think`, `weak`, `act`); empty for other verbs."""
    shape: Shape
    """Tense or form of the verb."""

    @property
    def kind(self) -> Kind:
        """A cue or another verb."""
        return Kind.CUE if self.cue else Kind.VERB


class Noun(NamedTuple):
    """A listed noun."""

    sort: str
    """`role`, `title`, `people`, `cue`, `term`, `work`, `body`, `document`, `thing`, `agency` or `place`."""
    gender: str = ""
    """`m`, `f`, or empty for both."""
    group: str = ""
    """Name of a set of roles that the same person may be called by."""


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """The lists of one language."""

    language: str
    """ISO 639-1 code of the language."""
    closed: dict[str, Kind]
    """Kinds of the words of closed classes, in lower case."""
    verbs: dict[str, Verb]
    """Forms of the listed verbs."""
    nouns: dict[str, Noun]
    """The listed nouns, in lower case."""
    gender: dict[str, str]
    """Gender of pronouns, determiners and titles."""
    phrases: dict[str, tuple[tuple[tuple[str, ...], Kind], ...]]
    """Words that count as one (`de acuerdo con`) and their kind, by the last of them, the longest first."""
    endings: tuple[str, ...]
    """Endings of words in lower case that are verbs."""
    particles: frozenset[str]
    """Words in lower case inside names."""
    elisions: frozenset[str]
    """Words that an apostrophe joins to the next one."""
    given_names: dict[str, str]
    """Given names of many countries with their gender, empty for both."""
    genitives: frozenset[str]
    """Determiners of a noun that says whose the noun before it is: `der Sprecher der Polizei`."""
    abbreviations: frozenset[str]
    """Words whose full stop ends no sentence."""
    passives: frozenset[str]
    """Auxiliaries of the passive: `was`, `been`."""
    agents: frozenset[str]
    """Prepositions of who does it in a passive: `by`."""
    contractions: frozenset[str]
    """Prepositions in one word with an article: `del`, `du`, `vom`."""
    belonging: frozenset[str]
    """Prepositions of what a role belongs to: `a spokesman for the ministry`."""
    collective: frozenset[str]
    """Pronouns of bodies: `it`."""
    plural: frozenset[str]
    """Pronouns of several persons: `they`."""
    plural_endings: frozenset[str]
    """Endings of verbs of several: `dijeron`, `sagten`."""
    joining: tuple[str, ...]
    """Conjunctions that join persons: `and`."""
    fused: frozenset[str]
    """Determiners that are a noun and its relative pronoun in one: `what the ministry calls`."""
    causatives: frozenset[str]
    """Verbs whose object is the subject of the verb behind it: `made`."""
    documents: frozenset[str]
    """Nouns of documents in which somebody speaks: `statement`."""
    authors: frozenset[str]
    """Prepositions of who wrote a document: `by`."""
    contrasting: frozenset[str]
    """Conjunctions of two clauses of equal weight: `while`."""
    complementizers: frozenset[str]
    """Conjunctions behind a verb or noun of saying: `that`."""
    comparing: frozenset[str]
    """Conjunctions in front of who says so: `as Weber claims`, `quoted Weber as saying`."""
    blaming: frozenset[str]
    """Prepositions in front of what somebody is blamed for: `accused her of lying`."""
    describing: frozenset[str]
    """Nouns of what somebody is called, and conjunctions behind them: `description`."""
    impersonal: frozenset[str]
    """Verbs of saying whose subject may be anybody: `se lee`, `es heißt`."""
    transitive: frozenset[str]
    """Verbs of saying that cannot stand without words that are said: `add`."""
    denying: frozenset[str]
    """Verbs whose object is what somebody else says: `rejected the claim`."""
    definite: frozenset[str]
    """Determiners and forms of address that open a mention of somebody known: `the`, `Mr`."""
    indefinite: frozenset[str]
    """Determiners that introduce somebody: `a`, `another`."""
    dropped: frozenset[str]
    """Determiners that are not shown in front of a speaker without a name."""
    first_person: frozenset[str]
    """Pronouns of whoever speaks: `I`, `my`."""
    ranks: frozenset[str]
    """Words that make another role of one: `vice`."""
    apart: frozenset[str]
    """Words that make another company of one: `parent`."""
    asides: frozenset[str]
    """Set phrases of verbs of saying, joined by `_`, that open a sentence: `That said,`."""
    fields: frozenset[str]
    """Words that tell which of several ministers or officers is meant: `defence`."""
    loose: frozenset[str]
    """Roles that anybody may be called by who was not called so before: `rival`."""
    offices: frozenset[str]
    """Roles and groups of roles of which nobody has two."""
    former: frozenset[str]
    """Words that make a former role of one: `ex`."""
    serving: frozenset[str]
    """Prepositions between a spokesperson and who is spoken for: `for`."""
    grades: frozenset[str]
    """Adjectives between somebody and the role of his spokesperson: `the ministry’s chief spokesman`."""
    latter: dict[str, str]
    """Mentions of whoever was named last with their gender, joined by `_`: `the_latter`."""
    sizes: dict[str, str]
    """Words for groups of people with their number: `couple`."""
    demonyms: dict[str, str]
    """Adjectives of origin with the place in lower case."""
    oblique: dict[str, str]
    """Determiners that no subject has (`dem`), or none whose noun is of a gender (`der` with `f`)."""
    objects: frozenset[str]
    """Articles that are pronouns in front of a verb: `la présentait`."""
    relatives: frozenset[str]
    """Articles that are relative pronouns behind a comma."""
    viewing: frozenset[str]
    """Prepositions at the start of a sentence in front of whose opinion follows: `para`."""
    whole: frozenset[str]
    """Nouns that are no last part of a compound, since surnames and other words end so: `Hoffmann`."""
    units: frozenset[str]
    """Units of time, which are names with a capital: `the Evening Post`."""
    modals: frozenset[str]
    """Auxiliaries behind which a verb stands: `will`, `does`."""
    has_contractions: bool
    """Whether `’s` is a word of its own, which marks an owner or is a verb."""
    has_ambiguous_verbs: bool
    """Whether forms of verbs are nouns and adjectives too: `claim`, `said`."""
    has_capital_roles: bool
    """Whether roles have a capital only as parts of names: `President Weber`."""
    has_title_case: bool
    """Whether headlines may have a capital in front of every long word."""
    has_word_features: bool
    """Whether single words are features, which takes many annotated quotes to weigh."""
    joins_pronouns: bool
    """Whether a hyphen joins pronouns to verbs: `a-t-il`."""
    drops_subjects: bool
    """Whether a verb stands without its subject where that is known."""
    has_capital_nouns: bool
    """Whether all nouns have a capital, and long ones are compounds."""
    has_noun_first: bool
    """Whether adjectives may stand behind their noun."""
    is_verb_second: bool
    """Whether the finite verb is the second phrase of its clause, and participles end it."""

    def sex(self, word: str) -> str | None:
        """Gender of a given name in lower case, of the first of two joined by a hyphen; None for other words."""
        return self.given_names.get(word.partition("-")[0])

    def noun(self, word: str) -> Noun | None:
        """The listed noun that a word in lower case is, or its last part: `Bundesinnenminister`, `52-year-old`."""
        noun = self.nouns.get(word)
        if noun is None and word[:1].isdigit():
            noun = self.nouns.get(word.lstrip(NUMBERS))
        is_compound = noun is None and self.has_capital_nouns and " " not in word
        return _last_part(self.language, word) if is_compound else noun

    def is_passive(self, line: Sequence[str], verb: int) -> bool:
        """Whether a form stands behind an auxiliary of the passive: `was described`; adverbs may stand between."""
        form = self.verbs.get(line[verb])
        if form is None or form.shape not in (Shape.PAST, Shape.PARTICIPLE):
            return False
        at = verb - 1
        while at >= 0 and (self.closed.get(line[at]) is Kind.ADVERB or line[at].endswith(("ly", "mente"))):
            at -= 1
        return at >= 0 and line[at] in self.passives


_KINDS = frozenset(kind.value for kind in Kind)
_COLUMNS = ((Shape.GERUND, 3), (Shape.PARTICIPLE, 2), (Shape.PAST, 1), (Shape.PRESENT, 0))
"""Columns of the list of verbs; of forms that are in several the last one here counts."""
NUMBERS = "0123456789-"
"""Characters in front of a noun that is counted: `52-year-old`."""
_TILDE_AND_CEDILLA = "\u0303\u0327"
"""Combining marks."""
_PARTICIPLE = Shape.PARTICIPLE
_SHORTEST_PART = 3
"""Minimum length of the first part of a compound; its last one has a letter more."""


def _verbs(language: str) -> dict[str, Verb]:
    """Forms of verbs; one of several verbs is of the first that attributes, else of the first."""
    plain: tuple[list[str], list[Verb]] = ([], [])
    cues: tuple[list[str], list[Verb]] = ([], [])
    for line in reversed(lines(f"{language}/verbs")):
        head, *columns = line.split(";")
        lemma, _, cue = head.partition(" ")
        forms, verbs = cues if cue else plain
        for shape, column in _COLUMNS:
            if words := columns[column].split():
                forms += words
                verbs += [Verb(lemma, cue, shape)] * len(words)
        if cue != "say" or "_" in lemma or lemma not in columns[1].split():  # `the statement read`
            forms.append(lemma)
            verbs.append(Verb(lemma, cue, Shape.BASE))
    by_form = dict(zip(*plain, strict=True)) | dict(zip(*cues, strict=True))
    for form in [form for form in by_form if "_" in form]:
        by_form[form.replace("_", " ")] = by_form.pop(form)
    return by_form


def _with_variants(verbs: dict[str, Verb], endings: Sequence[str]) -> dict[str, Verb]:
    """Forms of verbs with the other endings of participles, and as printed without accents: `añadio`."""
    if not endings:
        return verbs
    accented = [form for form in reversed(verbs) if not form.isascii()]
    variants: dict[str, Verb] = {}
    for plain in _without_accents(accented):
        variants.update(zip(plain, map(verbs.__getitem__, accented), strict=True))
    usual, *others = endings
    participles = [form for form, (_, _, shape) in verbs.items() if shape is _PARTICIPLE and form.endswith(usual)]
    for ending in others:
        forms = [form.removesuffix(usual) + ending for form in participles]
        variants.update(zip(forms, map(verbs.__getitem__, participles), strict=True))
    return variants | verbs


def _without_accents(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Words as printed without accents, and without accents but with tildes and cedillas: `anadio`, `añadio`."""
    letters = normalize("NFD", "\n".join(words))
    marks = {letter for letter in set(letters) if "\u0300" <= letter <= "\u036f"}
    for mark in marks - set(_TILDE_AND_CEDILLA):
        letters = letters.replace(mark, "")
    plain = letters
    for mark in _TILDE_AND_CEDILLA:
        plain = plain.replace(mark, "")
    return plain.splitlines(), normalize("NFC", letters).splitlines()


@lru_cache(20_000)
def _last_part(language: str, word: str) -> Noun | None:
    words = pack(language)
    parts = (word[at:] for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART))
    return next((words.nouns[part] for part in parts if part in words.nouns and part not in words.whole), None)


def _pairs(entries: Iterable[str]) -> dict[str, str]:
    """A map from entries like `two=2` or `Dutch: Netherlands` in lower case."""
    parts = (re.split("[=:] ?", entry.lower(), maxsplit=1) for entry in entries)
    return {word: "".join(value) for word, *value in parts}


@cache
def common_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words of closed classes, and forms of verbs of saying as listed: enough to tell a language, and soon read."""
    closed = [word for head, words in rows(language, "words") if head.partition(" ")[0] in _KINDS for word in words]
    heads = (line.partition(";") for line in lines(f"{language}/verbs"))
    verbs = [f"{lemma};{forms}" for head, _, forms in heads for lemma, _, cue in (head.partition(" "),) if cue]
    return frozenset([*closed, *_without_accents(closed)[0]]), frozenset(";".join(verbs).replace(";", " ").split())


@cache
def pack(language: str) -> LanguagePack:
    """The pack of a language of `LANGUAGES`.

    Raises:
        FileNotFoundError: the language has no pack.
    """
    closed: dict[str, Kind] = {}
    gender: dict[str, str] = {}
    oblique: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
    for head, words in rows(language, "words"):
        name, _, sex = head.partition(" ")
        if name in _KINDS:
            for word in words:
                if "_" in word:
                    parts = tuple(word.split("_"))
                    phrases.setdefault(parts[-1], []).append((parts, Kind(name)))
                else:
                    closed.setdefault(word, Kind(name))
                    if sex:
                        gender[word] = sex
        elif name == "oblique":
            oblique.update(dict.fromkeys(words, sex))
        else:
            lists.setdefault(name, []).extend(words)
    nouns: dict[str, Noun] = {}
    for head, words in rows(language, "nouns"):
        sort, _, rest = head.partition(" ")
        sex, _, group = rest.partition(" ")
        noun = Noun(sort, sex.strip("-"), group)
        for word in words:
            known = nouns.setdefault(word.replace("_", " "), noun)
            if known.sort == noun.sort and known.gender != noun.gender:  # `la canciller`
                nouns[word.replace("_", " ")] = known._replace(gender="")
    named: dict[str, Any] = {
        each.name: each.name in lists["flags"] if each.type == "bool" else frozenset(lists.get(each.name, ()))
        for each in fields(LanguagePack)
        if each.type in ("bool", "frozenset[str]")
    }
    return LanguagePack(
        language=language,
        closed=dict(zip(_without_accents(closed)[0], closed.values(), strict=True)) | closed,
        verbs=_with_variants(_verbs(language), lists.get("participles", ())),
        nouns=nouns,
        gender=gender,
        phrases={last: tuple(sorted(all_, key=lambda each: -len(each[0]))) for last, all_ in phrases.items()},
        endings=tuple(lists.get("endings", ())),
        given_names=given_names(),
        joining=tuple(lists["joining"]),
        oblique=oblique,
        latter=_pairs(lists.get("latter", ())),
        sizes=_pairs(lists.get("sizes", ())),
        demonyms=_pairs(lists.get("demonyms", lines("demonyms"))),
        **named,
    )
