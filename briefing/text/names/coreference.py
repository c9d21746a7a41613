"""Coreference of names in a text: full forms that differ in a middle name, and short forms.

A person is introduced by the full name and called by a part of it afterwards. Which part depends on the origin of the
name: usually the last word, the first of Chinese and Korean names, the first of two surnames in Spanish, the last
without its article in Arabic. Attributes of a person other than the name are collected in `entities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefing.model import NameKind
from briefing.text.lexicon import entries, folded, is_body, table
from briefing.text.names.spans import Form

_Key = tuple[str, ...]
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_STOP = re.compile(r"(?<!\b\w)\.|[!?…\n]")
_LONGEST_NAME = 8
"""Maximum number of words of a name whose endings are indexed as names."""
_SIDE_BY_SIDE = 150
"""Distance of two names of one family, in code points, below which neither is in focus."""
_MUCH_MORE = 4
"""How many times more often than the other one of a father and a son is named who is meant by the last name alone."""
_OWNER = re.compile(r" of (?:the )?(?:[a-z]+ )?\Z")
_OWNER_REACH = 40
"""Code points in front of a name in which it is read whose something is."""
_LETTERS = re.compile(r"[^\W\d_]+")
_PRONOUN_REACH = 120
"""Distance behind a mention within which its pronoun is searched, in code points."""
_PRONOUN_MARGIN = 2
"""Minimum ratio of pronouns of one gender to those of the other."""
_PRONOUN = re.compile(r"[.!?…\n“”\"«»]|\b(he|she|himself|herself|his|her)\b")
_CALLED = re.compile(r" (?:is|was|became) (?:a|an|the|one of)\b[^.,;:!?\n“”\"]{,40}? (wom[ae]n|m[ae]n)\b")
"""What tells the gender of somebody: `Okafor is one of the first two women`."""
_FEMALE = ("she", "herself", "her", "woman", "women")


@dataclass(slots=True, eq=False)
class Member:
    """A person, organisation or place of a text; complete once `read_cast` has returned it. Equal to no other."""

    words: tuple[str, ...]
    """Longest form, without title."""
    last: str
    """The last name, lower-case, without suffix and Arabic article."""
    kind: NameKind = "unknown"
    """Its kind, as far as the text shows."""
    gender: str = ""
    """`m`, `f`, or empty if unknown."""
    mentions: list[tuple[int, int]] = field(default_factory=list)
    """Half-open spans, in order."""
    roles: dict[str, set[str]] = field(default_factory=dict)
    """Role nouns, lower-case, each with the words around it (`president`: `colombian`)."""
    titled: bool = False
    """Whether a title or role was attached to any mention."""

    @property
    def full(self) -> str:
        """The name to show."""
        return " ".join(self.words)

    @property
    def initials(self) -> str:
        """First letters of its words, lower-case."""
        return "".join(word[0] for word in self.words).lower()

    def agrees(self, gender: str) -> bool:
        """Whether a gender may be that of the member; it may where one of them is unknown."""
        return not gender or self.gender in (gender, "")


class Register:
    """Members of a text, indexed by the parts of their names."""

    def __init__(self, text: str) -> None:
        """Start an empty register of the names in `text`."""
        self._text = text
        self._full: dict[tuple[str, ...], Member] = {}
        self._by_last: dict[str, list[Member]] = {}
        self._by_first: dict[str, list[Member]] = {}
        self._by_middle: dict[str, list[Member]] = {}
        self._forms: dict[str, dict[_Key, Member]] = {}
        """For each last name that several full forms have, members by the keys of their names."""
        self._first_fitting: dict[tuple[str, str], Member | None] = {}
        self._singles: dict[str, Member] = {}
        self._ambiguous: set[tuple[str, str]] = set()
        """First and last names of several people, lower-case, who are told apart by a middle initial."""
        self._recent: dict[str, list[tuple[int, Member]]] = {}
        """For each last name the latest two members named in full, latest first."""

    def add(self, words: tuple[str, ...]) -> None:
        """Add a full form; it is merged with a known member if it differs only in middle names or suffix."""
        if words in self._full:
            return
        last = _last(words)
        if known := self._other_form(last, words):
            self._full[words] = known
            if len(words) > len(known.words):
                known.words = words
                self._index(known)
            return
        member = self._full[words] = Member(words, last)
        self._by_last.setdefault(last, []).append(member)
        if last in self._forms:
            self._index(member)
        self._by_first.setdefault(words[0].lower(), []).append(member)
        if len(words) == 3 and words[1].lower() not in table("given_names") and not is_body(words):
            self._by_middle.setdefault(words[1].lower(), []).append(member)

    def _other_form(self, last: str, words: tuple[str, ...]) -> Member | None:
        """The member that has `words` as another form: they differ only in middle names, initials or suffix."""
        if last not in self._by_last:
            return None
        if last not in self._forms:
            self._forms[last] = {}
            self._index(self._by_last[last][0])
        members = ((key, self._forms[last].get(key)) for key in _keys(words, is_lookup=True))
        known = next((member for key, member in members if member and key in _keys(member.words)), None)
        if known is None or not _are_told_apart(words, known.words):
            return known
        self._ambiguous.add((words[0].lower(), last))
        return None

    def _index(self, member: Member) -> None:
        for key in _keys(member.words):
            self._forms[member.last].setdefault(key, member)

    def find(self, form: Form, start: int) -> Member | None:
        """Resolve a name at `start` to a member; unknown single names become new members. None if ambiguous."""
        if len(form.words) > 1:
            return self._named_in_full(form, start)
        word = form.words[0]
        key = _bare(word.lower())
        family = self._by_last.get(key, [])
        if form.lead and len(family) == 1 and self._is_of_the_dead(family[0], form):
            return self._add_namesake(family, form, start)
        if member := self._singles.get(word):
            return member
        if len(family) > 1:
            return _only_officer(family, form) or self._of_family(key, form, family)
        member = self._singles.get(key) or (family[0] if family else self._by_part(key))
        self._singles[word] = self._singles[key] = member = member or Member(form.words, _last(form.words))
        return member

    def _named_in_full(self, form: Form, start: int) -> Member | None:
        known = self._full[form.words]
        if len(form.words) == 2 and (form.words[0].lower(), known.last) in self._ambiguous:
            return None
        if len(self._by_last[known.last]) > 1:
            self._note_recent(known, start)
        return known

    def _is_of_the_dead(self, member: Member, form: Form) -> bool:
        """Whether a person is dead to the text where another one is called by an office: `Minister Weber`."""
        is_office = form.lead[-1] in table("roles")  # not `Mr`
        if not is_office or not member.mentions or not member.roles or not member.roles.keys().isdisjoint(form.lead):
            return False
        start, end = member.mentions[0]
        around = self._text[max(0, start - _OWNER_REACH) : end + _OWNER_REACH].lower()
        return not entries("words_of_the_dead").isdisjoint(_LETTERS.findall(around))

    def _add_namesake(self, family: list[Member], form: Form, start: int) -> Member:
        """A person of whom only the last name and an office are told; the name alone is whoever was named last."""
        member = Member(form.words, family[0].last)
        self._singles[" ".join((*form.lead, *form.words))] = member
        self._singles.pop(form.words[0], None)
        self._recent[family[0].last] = [(start, member), (family[0].mentions[-1][0], family[0])]
        family.append(member)
        return member

    def _note_recent(self, member: Member, start: int) -> None:
        recent = self._recent.setdefault(member.last, [])
        if recent and _OWNER.search(self._text, max(0, start - _OWNER_REACH), start):
            return  # `the tomb of the poet Karl Weber` does not change who `Weber` is
        if len(recent) > 1 and recent[1][1] is member:
            recent.reverse()
        if recent and recent[0][1] is member:
            recent[0] = (start, member)
        else:
            recent[:] = [(start, member), *recent[:1]]

    def members(self) -> list[Member]:
        """All members with a mention, once each."""
        everybody = dict.fromkeys((*self._full.values(), *self._singles.values()))
        return [member for member in everybody if member.mentions]

    def _of_family(self, key: str, form: Form, family: list[Member]) -> Member | None:
        """Resolve a shared last name by the title, or by who was named in full last; None if ambiguous."""
        titles, given = table("titles"), table("given_names")
        recent = self._recent.get(key, [])
        gender = next((titles[word] for word in reversed(form.lead) if word in titles), "-")
        if gender != "-":

            def fits(member: Member) -> bool:
                return given.get(member.words[0].lower(), "-") in (gender, "-")

            if (key, gender) not in self._first_fitting:
                self._first_fitting[key, gender] = next(filter(fits, family), None)
            return next((member for _, member in recent if fits(member)), self._first_fitting[key, gender])
        if len(recent) > 1 and recent[0][1].words[0] == recent[1][1].words[0]:
            return _usual(recent[0][1], recent[1][1])
        if len(recent) > 1:
            late, early = recent[0][0], recent[1][0]
            if late - early < _SIDE_BY_SIDE and not _STOP.search(self._text, early, late):
                return None
        return recent[0][1] if recent else family[0]

    def _by_part(self, key: str) -> Member | None:
        """The only person whose first name, leading family name or first of two surnames is `key`."""
        named = self._by_first.get(key, [])
        if len(named) == 1 and (named[0].titled or key in table("given_names") or key in entries("family_first")):
            return named[0]
        named = self._by_middle.get(key, [])
        return named[0] if len(named) == 1 else None


def _only_officer(family: list[Member], form: Form) -> Member | None:
    """The only one of several with a last name who has the office in front of it: `Judge Weber`."""
    officers = [member for member in family if form.lead and form.lead[-1] in member.roles]
    return officers[0] if len(officers) == 1 else None


def _last(words: tuple[str, ...]) -> str:
    at = len(words) - 1
    while at and words[at].lower() in _SUFFIXES:
        at -= 1
    return _bare(words[at].lower().rstrip(".,"))


def _suffix(words: tuple[str, ...]) -> str:
    """`jr` of a son's name, `sr` of a father's; numbers are left out at times."""
    suffix = words[-1].lower().rstrip(".")
    return suffix if suffix in ("jr", "sr") else ""


def _are_told_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two forms of a name have other middle initials: `George H. W. Bush` and `George W. Bush`."""
    if min(len(one), len(other)) < 3 or one[0][0] != other[0][0] or one[1][0] == other[1][0]:
        return False
    return any(name[1][0].isupper() and name[1][1:2] in ("", ".") for name in (one, other))


def _usual(one: Member, other: Member) -> Member | None:
    """Whom of a father and a son of one name the last name alone means; None if both may be meant."""
    rare, usual = sorted((one, other), key=lambda member: (not _suffix(member.words), len(member.mentions)))
    is_clear = _suffix(rare.words) and not _suffix(usual.words)
    return usual if is_clear or len(usual.mentions) >= _MUCH_MORE * len(rare.mentions) else None


def _bare(word: str) -> str:
    """A last name without its Arabic article: `al-Masri` is also called `Masri`."""
    return word[3:] if word[:3] in ("al-", "el-") and len(word) > 5 else word


def _keys(words: tuple[str, ...], *, is_lookup: bool = False) -> Iterator[_Key]:
    """Index keys of a member with the name `words`, or of those that have it as another form: `J. Weber`."""
    low = tuple(word.lower() for word in words[-_LONGEST_NAME:])
    first, suffix = words[0].lower().rstrip("."), _suffix(words)
    whole, ending = ("ending", "whole") if is_lookup else ("whole", "ending")
    yield "first", first, suffix
    if len(first) == 1 or not is_lookup:
        yield "letter", first[0], suffix
    if (len(first) == 1) is not is_lookup:
        yield "initial", first[0], suffix
    if _is_family(words):
        yield (whole, *low)
    if "of" not in words and len(words) <= _LONGEST_NAME:
        yield from ((ending, *low[at:]) for at in range(1, len(low) - 1))


def _is_family(words: tuple[str, ...]) -> bool:
    """Whether `words` may be the last names of a longer name: `Ruiz Salgado`, `Van der Meer`."""
    given, bodies = table("given_names"), folded("organization_words")
    return 1 < len(words) < _LONGEST_NAME and words[0].lower() not in given and words[-1].lower() not in bodies


def learn_genders(text: str, spans: Sequence[tuple[int, int, Member]]) -> None:
    """Set the gender of members without one by the pronouns behind their mentions: `Okafor said she would stay`.

    Args:
        text: the whole text.
        spans: all mentions in text order.
    """
    votes: dict[Member, list[float]] = {}
    for at, (_, end, member) in enumerate(spans):
        if member.gender or member.kind != "person":
            continue
        stop = min(end + _PRONOUN_REACH, spans[at + 1][0] if at + 1 < len(spans) else len(text))
        match = _PRONOUN.search(text, end, stop)
        word = match.group(1) if match else None
        if called := _CALLED.match(text, end, end + _PRONOUN_REACH):
            votes.setdefault(member, [0.0, 0.0])[called.group(1) in _FEMALE] += 1.0
        if word:
            weight = 0.5 if word in ("his", "her") else 1.0  # `her` may be an object: somebody else
            votes.setdefault(member, [0.0, 0.0])[word in _FEMALE] += weight
    for _, _, member in spans:
        male, female = votes.get(member, (0.0, 0.0))
        if not member.gender and max(male, female) >= 1 and max(male, female) >= _PRONOUN_MARGIN * min(male, female):
            member.gender = "f" if female > male else "m"
