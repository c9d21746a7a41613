"""Coreference of person names across the articles of a thread: spellings of one person are joined.

Within an article, annotation has resolved names. Between articles only the form of names is compared: a surname
stands for the only person who has it; initials and further surnames may be missing; transliterations vary. Ambiguous
names are left as written. Pure; no lists of known persons.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefing.briefs import name_variants
from briefing.model import AnnotatedArticle
from briefing.text.lexicon import entries, folded, is_body, table

_CROWD = 40
"""Maximum number of persons per index key; further ones are not compared."""
_LEAST, _TIMES = 2, 3
"""Minimum articles that call a person by a surname, and ratio to those for others with it, to resolve an ambiguity."""

_TITLE = 16
"""Characters before a name in which a title is searched."""


@dataclass(slots=True, eq=False)
class _Form:
    """One spelling of a name in the thread."""

    name: name_variants.Spelled
    """The name, parsed."""
    articles: set[str] = field(default_factory=set)
    """Ids of the articles that use it."""
    mentions: int = 0
    """Number of mentions in these articles."""
    called: Counter[str] = field(default_factory=Counter)
    """Phonetic keys of single words that were used for it along with the full form, by number of articles."""
    gender: str = ""
    """`m` or `f` by title or given name; empty if unknown."""
    speaks: bool = False
    """Whether it is a known person's name and quotes are attributed to it."""


@dataclass(slots=True, eq=False)
class _Person:
    """Forms of one person's name."""

    forms: list[_Form] = field(default_factory=list)

    @property
    def gender(self) -> str:
        return next((form.gender for form in self.forms if form.gender), "")

    def called(self, word: str) -> int:
        """Number of articles that use `word` as a short form for the person."""
        return sum(form.called[name_variants.sound(word)] for form in self.forms if len(form.name.words) > 1)


class People:
    """Maps names in articles to persons of the thread."""

    def __init__(self, members: Sequence[AnnotatedArticle]) -> None:
        self._forms: dict[tuple[str, str], _Form] = {}
        self._of: dict[tuple[str, str], tuple[str, str]] = {}  # (article, name) -> key of its form
        self._bodies: dict[str, Counter[str]] = defaultdict(Counter)
        for item in members:
            self._read(item)
        self._persons = _join_forms(sorted(self._forms.items(), key=lambda each: _full_first(each[1])))
        self._shown = {id(person): _to_show(person.forms) for person in self._persons.values()}

    def name(self, article_id: str, name: str) -> str:
        """Name in the thread of whom an article calls `name`."""
        key = self._of.get((article_id, name))
        if key in self._persons:
            return self._shown[id(self._persons[key])]
        spelled = self._bodies.get(_body(name))
        return min(spelled, key=lambda each: (-spelled[each], each)) if spelled else name

    def spellings(self, shown: str) -> tuple[str, ...]:
        """The other spellings in the thread of the name that is shown as `shown`."""
        names = {
            form.name.text
            for person in self._persons.values()
            if self._shown[id(person)] == shown
            for form in person.forms
        }
        return tuple(sorted({*names, *self._bodies.get(_body(shown), ())} - {shown}))

    def is_person(self, article_id: str, name: str) -> bool:
        """Whether a name can be a person's, and not that of a body or role."""
        return (article_id, name) in self._of

    def _read(self, item: AnnotatedArticle) -> None:
        article, names = item.article, item.analysis.names
        speakers = {quote.speaker for quote in item.analysis.quotes if quote.speaker}
        for name in names:
            is_person, speaks = name.kind == "person", name.full in speakers
            if is_person or (speaks and name.kind == "unknown"):
                spans = [article.text[start:end] for start, end in name.mentions]
                gender = _title_gender(article.text, name.mentions)
                self._note(article.id, name.full, spans, gender, speaks=speaks and is_person)
        named = {name.full for name in names}
        for speaker in sorted(speakers):
            if speaker not in named and _is_capitalized(speaker):
                self._note(article.id, speaker, [speaker])
            if (article.id, speaker) not in self._of:
                self._bodies[_body(speaker)][speaker] += 1

    def _note(
        self, article_id: str, name: str, mentions: Sequence[str], gender: str = "", *, speaks: bool = False
    ) -> None:
        spelled = name_variants.read(name)
        if not spelled.words or spelled.words[-1] in folded("organization_words") | folded("place_words"):
            return
        gender = gender or (table("given_names").get(spelled.words[0], "") if len(spelled.words) > 1 else "")
        gender = gender if gender in ("m", "f") else ""
        # A surname alone may mean two persons; `Mr` and `Mrs` keep them apart.
        key = (spelled.text, gender if len(spelled.words) == 1 else "")
        form = self._forms.setdefault(key, _Form(spelled))
        form.gender = form.gender or gender
        form.speaks = form.speaks or speaks
        form.articles.add(article_id)
        form.mentions += max(1, len(mentions))
        short = {one.words[0] for one in map(name_variants.read, set(mentions)) if len(one.words) == 1}
        form.called.update(map(name_variants.sound, short))
        self._of[article_id, name] = key


def _is_capitalized(name: str) -> bool:
    return all(word[:1].isupper() or word.lower() in entries("name_particles") for word in name.split())


def _body(name: str) -> str:
    words = name_variants.fold(name).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _full_first(form: _Form) -> tuple[bool, int, int, int, str]:
    words = form.name.words
    return (len(words) < 2, -len(form.articles), -form.mentions, -len(words), form.name.text)


def _join_forms(forms: Iterable[tuple[tuple[str, str], _Form]]) -> dict[tuple[str, str], _Person]:
    """Map each form to its person; full forms first, so that a surname is compared with all who have it."""
    persons: dict[tuple[str, str], _Person] = {}
    index: dict[str, list[_Person]] = defaultdict(list)
    for key, form in forms:
        matches = [person for person in _near(form, index) if _fits(form, person)]
        person = _unambiguous(form, matches) or _Person()
        person.forms.append(form)
        persons[key] = person
        for sound in name_variants.keys(form.name):
            if len(index[sound]) < _CROWD and person not in index[sound]:
                index[sound].append(person)
    return persons


def _near(form: _Form, index: dict[str, list[_Person]]) -> Iterator[_Person]:
    seen: set[int] = set()
    for sound in name_variants.keys(form.name):
        for person in index[sound]:
            if id(person) not in seen:
                seen.add(id(person))
                yield person


def _unambiguous(form: _Form, matches: Sequence[_Person]) -> _Person | None:
    """The person meant where several match: who alone has the same letters, or is almost always called so; or none."""
    if len(matches) < 2:
        return matches[0] if matches else None
    if len(form.name.words) > 1:
        return None
    word = form.name.words[0]
    same_letters = [person for person in matches if any(word in other.name.words for other in person.forms)]
    if len(same_letters) == 1:
        return same_letters[0]
    first, *others = sorted(matches, key=lambda person: -person.called(word))
    uses, rest = first.called(word), sum(person.called(word) for person in others)
    return first if uses >= _LEAST and uses >= _TIMES * rest else None


def _fits(form: _Form, person: _Person) -> bool:
    if form.gender and person.gender and form.gender != person.gender:
        return False
    if len(form.name.words) == 1:
        word = form.name.words[0]
        return any(_called(word, other) for other in person.forms)
    full = [other for other in person.forms if len(other.name.words) > 1]
    return any(_same(form, other) for other in full) and not any(
        name_variants.contradict(form.name, other.name) for other in full
    )


def _called(word: str, form: _Form) -> bool:
    """Whether `word` is a short form of the name."""
    words = form.name.words
    if len(words) == 1:
        is_given = any(each in table("given_names") for each in (word, words[0]))
        return word == words[0] or (not is_given and name_variants.alike_surname(word, words[0]))
    if name_variants.sound(word) in form.called or name_variants.alike_surname(word, words[-1]):
        return True
    # Not a given name: `Lula` of `Luiz Lula da Silva`, `Xi` of `Xi Jinping`.
    return (
        not is_body(words)
        and word not in table("given_names")
        and any(name_variants.alike_surname(word, each) for each in words[:-1])
    )


def _same(one: _Form, other: _Form) -> bool:
    if name_variants.same_person(one.name, other.name):
        return True
    return _two_surnames(one, other) or _two_surnames(other, one)


def _two_surnames(one: _Form, other: _Form) -> bool:
    """Whether `other` consists of both surnames of `one`, of which `one` has the first: `Ana Prado`, `Prado Lima`."""
    if not len(one.name.words) == len(other.name.words) == 2:
        return False
    shared, last = other.name.words
    return (
        one.name.words[1] == shared
        and shared not in table("given_names")
        and one.name.given
        and name_variants.sound(last) not in other.called
        and other.speaks
    )


def _to_show(forms: Sequence[_Form]) -> str:
    """The full form whose surname most articles spell so; forms that begin with a given name are preferred.

    Of its spellings, the one with the most accents is shown: outlets in other languages leave them out.
    """
    by_surname: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        by_surname[form.name.words[-1]] |= form.articles

    def rank(form: _Form) -> tuple[bool, bool, bool, int, int, int, int, str]:
        words = form.name.words
        return (
            len(words) < 2,
            len(words[0]) < 2,
            not form.name.given,
            -len(by_surname[words[-1]]),
            -len(form.articles),
            -form.mentions,
            -len(form.name.text),
            form.name.text,
        )

    shown = min(forms, key=rank)
    alike = sorted((form for form in forms if form.name.words == shown.name.words), key=rank)
    return max(alike, key=lambda form: sum(not letter.isascii() for letter in form.name.text)).name.text


def _title_gender(text: str, mentions: Sequence[tuple[int, int]]) -> str:
    """Gender given by a title before one of the mentions; empty if there is none."""
    titles = table("titles")
    for start, _ in mentions:
        before = text[max(0, start - _TITLE) : start].split()
        if before and titles.get(before[-1].lower(), "-") in ("m", "f"):
            return titles[before[-1].lower()]
    return ""
