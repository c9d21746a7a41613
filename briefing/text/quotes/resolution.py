"""Resolution of the mention next to a quote to a full name: pronouns, last names, roles, bodies.

Mentions are looked up in the `Cast` of the text. Where two people fit equally, or nobody, there is no name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefing.text.names.coreference import Member
from briefing.text.names.entities import Cast
from briefing.text.names.words import entries, folded, table
from briefing.text.quotes.antecedents import Antecedents

_MALE, _FEMALE = ("he", "him", "his", "himself"), ("she", "her", "hers", "herself")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*\.?")
_SIZES = {"two": 2, "both": 2, "three": 3, "four": 4}
_GROUPS = {"pair": 2, "couple": 2, "duo": 2, "trio": 3, "two": 2, "three": 3}
_LOOSE = frozenset(("leader", "politician", "candidate", "rival", "colleague", "friend", "ally", "official"))
"""Roles that people are given together without having been called so before."""
_ARTICLE = re.compile(r"^(?:the|a|an|one|another|this|that|what)\s+", re.I)
_MEDIUM = r"in (?:an?|his|her|its|their) (?:statement|post|tweet|letter|e?-?mail|interview|note|memo)"
_CUT = re.compile(
    rf"(?<!\s)\s*(?:,|\(|\[|—| – |;| (?:speaking|talking|writing)\b| {_MEDIUM}\b| who\b| which\b| that\b).*", re.S
)
_FULL_NAME = re.compile(r"He [^\W\d_a-z]")
_OWNED = re.compile("[’']s$")
_CLOSED = re.compile(r"[,.)\n]| who|\Z")
"""What stands behind a name that explains a role."""
_JOINED = re.compile(r"\band\b|,")
_MOST_KNOWN = 50
"""Maximum number of people with one role that are examined, those named most first."""
_FIELDS = frozenset(
    (
        *("agriculture", "budget", "chief", "climate", "culture", "defence", "defense", "deputy", "development"),
        *("economy", "education", "energy", "environment", "finance", "first", "foreign", "health", "home", "housing"),
        *(
            "immigration",
            "industry",
            "information",
            "interior",
            "justice",
            "labor",
            "labour",
            "police",
            "press",
            "prime",
        ),
        *("security", "sports", "tourism", "trade", "transport", "treasury"),
    )
)
"""Words that tell which of several ministers, secretaries or officers is meant."""
_GOES_ON = re.compile(r" for [^\W\d_a-z]")
"""What makes a name longer: `Centre for Economic Policy`."""
_SOON = 400
"""Code points behind a pronoun in which its person may be named first."""
_OFFICE = re.compile(
    r"^(?:the )?[\w-]+(?: [\w-]+)? of (?:State|Defen[cs]e|Commerce|Justice|Energy|Health|Labou?r) (?=\w+ \w)"
)
"""An office of two or more words in front of a name: `Secretary of State`."""
_LONGEST = 10
"""Maximum number of words of a speaker without a name; longer ones are no noun phrase."""
_OF_PLACE = re.compile(r"\b(?:of|to|for|in) (?:the )?([\w .’'-]{2,40}) $")


@dataclass(slots=True)
class Resolver:
    """Resolves mentions in order of the text and remembers who spoke."""

    text: str
    """Text of the article."""
    cast: Cast
    """The people named in it."""
    before: Antecedents
    """Search for the antecedents of mentions."""
    _in_role: dict[tuple[str, frozenset[str]], list[tuple[int, Member]]] = field(init=False, default_factory=dict)
    """People that a role with its modifiers may refer to."""

    def resolve(self, start: int, end: int) -> str | None:
        """Full name for the mention `text[start:end]`; None if unknown."""
        mention = self.text[start:end]
        words = [word.lower() for word in _WORD.findall(mention)]
        if not words:
            return None
        office = _OFFICE.match(mention)
        if office or _FULL_NAME.match(mention):  # `Secretary of State Ann Cole`, `He Jianxiong`
            return " ".join(_CUT.sub("", mention[office.end() if office else 0 :]).split())
        if words[0] in _MALE + _FEMALE and (len(words) == 1 or words[0] not in ("his", "her")):
            member = self._of_pronoun(start, "m" if words[0] in _MALE else "f")
        elif words[0] in entries("pronouns_without_names") and len(words) == 1:
            return None
        else:
            named = self._of_phrase(start, end, mention, words)
            if isinstance(named, str):
                return named
            member = named
        if member is None:
            return None
        self.before.spoken.append((start, member))
        return member.full

    def name(self, start: int, end: int) -> str | None:
        """Full name for a mention of somebody who does not speak here."""
        spoken = len(self.before.spoken)
        name = self.resolve(start, end)
        del self.before.spoken[spoken:]
        return name

    def _of_phrase(self, start: int, end: int, mention: str, words: list[str]) -> Member | str | None:
        head = _OWNED.sub("", _CUT.sub("", mention) or mention)
        spans = self.cast.within(start, end)
        people = [span for span in spans if span[1] <= start + len(head)]
        if self._are_joined(people) and _only_names(head, people, start):
            return " and ".join(dict.fromkeys(member.full for _, _, member in people))
        group = self._of_group(start, head)
        if group:
            return group
        for begin, stop, member in people:
            if self._is_head(start, start + len(head), begin, stop) and not _GOES_ON.match(self.text, stop):
                return member
        if not people or _ends_in_role(words):
            role = self._of_role(start, head)
            if role:
                return role
        return self._named_behind(start, head) or self._described(start, head, people)

    def _are_joined(self, people: list[tuple[int, int, Member]]) -> bool:
        return len(people) > 1 and bool(_JOINED.search(self.text, people[0][1], people[-1][0]))

    def _of_group(self, start: int, head: str) -> str | None:
        """Names of `the two leaders` or `the couple`: the people of the nearest sentence that names that number."""
        words = _words(head)[1:] if head[:4].lower() == "the " else _words(head)
        if len(words) > 1 and words[0] in _SIZES and table("roles").get(words[-1]) == "p" and len(words) < 4:
            size, role = _SIZES[words[0]], words[-1]
        elif len(words) == 1 and words[0] in _GROUPS:
            size, role = _GROUPS[words[0]], ""
        else:
            return None
        role = role.removesuffix("s") if role not in ("people", "men", "women") else ""

        def fits(member: Member) -> bool:
            return member.kind == "person" and (not role or not member.roles or role in _LOOSE or role in member.roles)

        return " and ".join(member.full for member in self.before.group(start, size, fits)) or None

    def _named_behind(self, start: int, head: str) -> Member | None:
        """The person named between commas behind a role: `Chile’s energy minister, Ana Duarte, said`."""
        end = start + len(head)
        if self.text[end : end + 2] != ", " or not any(word in table("roles") for word in _words(head)):
            return None
        for begin, stop, member in self.cast.within(end + 1, end + 60):
            between = self.text[end + 2 : begin].lower().split()
            titled = all(word in table("titles") for word in between)
            return member if member.kind == "person" and titled and _CLOSED.match(self.text, stop) else None
        return None

    def _is_head(self, start: int, end: int, begin: int, stop: int) -> bool:
        """Whether a mention is the head of the phrase: nothing follows it but the end, a bracket or `of`."""
        after = self.text[stop:end].strip()
        if after and not re.match(r"(?:of|from|in|at|for|on|with|to|and|himself|herself|itself)\b|\W", after):
            return False
        if after.startswith(("’s", "'s")) or after in ("’", "'"):
            return False
        before = self.text[start:begin]
        place = _OF_PLACE.search(before)
        if place and place.group(1).lower() in folded("places"):
            return True  # `the mayor of New York Ana Duarte`
        return not re.search(
            r"\b(?:of|for|from|in|at|to|with|by|on|against|about|near|behind|as)\s+(?:\S+\s+){0,3}$", before
        )

    def _described(self, start: int, head: str, people: list[tuple[int, int, Member]]) -> str | None:
        """A speaker in the words of the text, with last names made full: `spokesman for Donald Trump`."""
        shown = _with_full_names(start, head, people)
        words = shown.split()
        if len(words) == 1 and words[0].lower() in self.cast.shared:
            return None  # one of a family, but which?
        if words and words[0].lower() in ("his", "her") and len(words) > 1:
            owner = self._of_pronoun(start, "m" if words[0].lower() == "his" else "f")
            if owner is None:
                return None
            shown = f"{owner.full}’s {' '.join(words[1:])}"
        shown = _ARTICLE.sub("", _without_loose_end(shown)).strip(" ,;:’'")
        words = shown.split()
        if not 0 < len(words) <= _LONGEST or words[0].lower() in ("my", "our", "your"):  # whose depends on who writes
            return None
        if shown.lower() in entries("pronouns_without_names") or shown.isdigit() or _is_share(words):
            return None
        is_former = shown.startswith("Former ") and not shown[len("Former ")].isupper()
        return shown[0].lower() + shown[1:] if is_former else shown

    def _of_role(self, start: int, head: str) -> Member | None:
        """The person `the Colombian president` refers to: the only one with that role whose origin does not differ."""
        match = re.match(r"(?:the|mr\.|madam)\s+(.+)$", head, re.I)
        if not match or re.search(r"\b(?:of|for|from)\b", head):
            return None
        words = [word.lower().rstrip(".") for word in match.group(1).split()]
        if not words or table("roles").get(words[-1], "p") == "p":
            return None
        modifiers = frozenset(words[:-1])
        score, fitting = self._best_in_role(start, words[-1], modifiers)
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        numbers = set(map(id, fitting))
        last = self.before.person(start, lambda member: id(member) in numbers)
        return last if score > 0 or not modifiers else None

    def _best_in_role(self, start: int, role: str, modifiers: frozenset[str]) -> tuple[int, list[Member]]:
        """The most modifiers that people named before a place share with a role, and those who share them."""
        if (role, modifiers) not in self._in_role:
            self._in_role[role, modifiers] = self._fitting_role(role, modifiers)
        scored = [each for each in self._in_role[role, modifiers] if each[1].mentions[0][0] <= start]
        best = max((score for score, _ in scored), default=0)
        return best, [member for score, member in scored if score == best]

    def _fitting_role(self, role: str, modifiers: frozenset[str]) -> list[tuple[int, Member]]:
        """People that a role with its modifiers may refer to, each with the number of modifiers they share."""
        best: list[tuple[int, Member]] = []
        people = self.cast.people
        # Who is known by all of the words is known by any one of them.
        called = people.get(role, ())[:_MOST_KNOWN]
        known = (*called, *(people.get(min(modifiers), ())[:_MOST_KNOWN] if modifiers else ()))
        for member in {id(each): each for each in known}.values():
            worn = member.roles.get(role)
            generic = member.roles.get("", set())
            if worn is None and not (modifiers and modifiers <= generic):
                continue
            score = _fit(modifiers, (worn or set()) | generic)
            if score >= 0:
                best.append((score, member))
        return best

    def _of_pronoun(self, start: int, gender: str) -> Member | None:
        """The person a pronoun refers to: the subject of this or one of the sentences before it."""

        def fits(member: Member) -> bool:
            return member.kind in ("person", "unknown") and (
                member.gender == gender or (not member.gender and member.kind == "person")
            )

        return self.before.person(start, fits, "he" if gender == "m" else "she") or self._named_later(start, gender)

    def _named_later(self, start: int, gender: str) -> Member | None:
        """The person named soon behind a pronoun with nobody in front: `“Look,” she said. Sara Brandt has ...`"""
        at = self.cast.before(start)
        if any(member.kind == "person" for _, _, member in self.cast.spans[:at][-_MOST_KNOWN:]):
            return None
        behind = self.cast.within(start, start + _SOON)
        persons = {id(member): member for _, _, member in behind if member.kind == "person"}
        if len(persons) != 1:
            return None
        (person,) = persons.values()
        known = person.gender or table("given_names").get(person.words[0].lower(), "")
        return person if known in (gender, "") else None


def _with_full_names(start: int, head: str, people: list[tuple[int, int, Member]]) -> str:
    """A phrase with the full names of the persons in it."""
    for begin, stop, member in reversed(people):
        if member.kind == "person":
            head = head[: begin - start] + member.full + head[stop - start :]
    return head


def _without_loose_end(phrase: str) -> str:
    """A phrase without the words at its end that a quotation mark or an adverb cuts off, white space folded."""
    words = phrase.split()
    while len(words) > 1 and words[-1] in entries("loose_ends"):
        words.pop()
    return " ".join(words)


def _is_share(words: list[str]) -> bool:
    """Whether the words are a share of a group: `37 percent of voters` are no speakers."""
    return words[0][:1].isdigit() and any(word.lower() in ("percent", "per", "%") or "%" in word for word in words)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _ends_in_role(words: list[str]) -> bool:
    """Whether a phrase ends in a role, so that a name in it only says where the role belongs."""
    return bool(words) and words[-1] in table("roles")


def _only_names(head: str, people: list[tuple[int, int, Member]], start: int) -> bool:
    lead = head[: people[0][0] - start].split()
    if any(table("closed_words").get(word.lower(), "D") != "D" for word in lead):
        return False
    rest, at = [], people[0][0] - start
    for begin, stop, _ in people:
        rest.append(head[at : begin - start])
        at = stop - start
    rest.append(head[at:])
    return all(word.lower() in ("and", ",", "&") or word[:1].isupper() for word in " ".join(rest).split())


def _fit(modifiers: frozenset[str], worn: set[str]) -> int:
    """Number of modifiers that a person's role shares; -1 if one of them contradicts it."""
    if ("vice" in modifiers) != ("vice" in worn) and ("vice" in modifiers or "vice" in worn):
        return -1
    fields = modifiers & _FIELDS, worn & _FIELDS
    if all(fields) and fields[0].isdisjoint(fields[1]):
        return -1  # the defence minister is not the prime minister
    score = 0
    for word in modifiers:
        country = table("demonyms").get(word, "").lower()
        if word in worn or (country and country in worn):
            score += 1
        elif (country and any(table("demonyms").get(other) for other in worn)) or word in table("demonyms"):
            return -1
    return score
