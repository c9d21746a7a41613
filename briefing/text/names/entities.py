"""Entities of a text: runs of capitalised words are grouped to people, organisations and places.

A person is introduced by the full name and afterwards called by the last name; the roles and the gender collected here
let `briefing.text.quotes` resolve `the Colombian president` and `she`. Runs are found by `spans`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from briefing.model import Name
from briefing.text.names.coreference import Member, Register
from briefing.text.names.gender import learn_genders
from briefing.text.names.spans import Run, capitalised, lower_words, opens_sentence, part
from briefing.text.names.words import entries, folded, table

LONGEST_TEXT = 300_000
"""Code points of a text that are searched for names and quotes: some 50,000 words, more than any article has."""
MOST_MENTIONS = 10_000
"""Maximum number of mentions of names that are looked at: more than any prose of that length has."""
_APPOSITION = re.compile(r",\s(?:(?:who|(?:the|a|an|his|her|their|its)\s)|(\d{1,3}),)")
_ROLE_AFTER = re.compile(
    r",\s(?:a|an|the|his|her|their|its)?\s?((?:[\w.’'-]+\s){0,5}?[\w-]+)(?=[,.;:)]|\s(?:of|for|at|in|from|with|who|and|said|to|on)\b)"
)
_PLACED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]n|[Ii]nside|[Oo]utside|(?:\w*town|city|village|state|port) of)\s(?:[Tt]he\s)?$"
)
"""After such a word a comma ends a place, and does not begin an apposition: `In Lyon, the crowd left`."""
_ROLE_BEFORE = re.compile(r"((?:[\w.’'-]+ ){0,4}[\w’'-]+),? $")


@dataclass(frozen=True, slots=True)
class Cast:
    """All members of a text, and their mentions."""

    members: tuple[Member, ...]
    """Most mentioned first, then in order of appearance."""
    spans: tuple[tuple[int, int, Member], ...]
    """All mentions in text order; they do not overlap."""
    starts: tuple[int, ...]
    """The starts of `spans`, for bisection."""
    shared: frozenset[str] = frozenset()
    """Last names, lower-case, shared by several people."""
    people: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    """People by role noun, and by the words of `roles[""]`, in the order of `members`."""
    by_name: Mapping[tuple[str, str], tuple[Member, ...]] = field(default_factory=dict)
    """Members by last and first name, lower-case; under an empty first name all with the last name, under `-` those of
    one word."""

    def called(self, last: str, words: Sequence[str]) -> tuple[Member, ...]:
        """Members that `words`, lower-case, may refer to: those with the last name and no other first name."""
        if len(words) < 2:
            return self.by_name.get((last, ""), ())
        return (*self.by_name.get((last, words[0]), ()), *self.by_name.get((last, "-"), ()))

    def within(self, start: int, end: int) -> list[tuple[int, int, Member]]:
        """Mentions that overlap `start:end`, in order."""
        at = max(0, bisect_right(self.starts, start) - 1)
        mentions = []
        while at < len(self.spans) and self.spans[at][0] < end:
            if self.spans[at][1] > start:
                mentions.append(self.spans[at])
            at += 1
        return mentions

    def before(self, position: int) -> int:
        """Index in `spans` of the first mention that starts at or after `position`."""
        return bisect_right(self.starts, position - 1)


def find_names(text: str, title: str = "") -> list[Name]:
    """People, organisations and places that `text` names, most mentioned first.

    Args:
        text: the article; mentions are half-open spans of code points, within the first 300,000.
        title: its headline, which may contribute a fuller form of a name, but no mention.

    Returns:
        One `Name` per entity, under its longest form without title; `Trump` is a mention of `Donald Trump`.
    """
    cast = read_cast(text[:LONGEST_TEXT], title)
    return [Name(member.full, member.kind, tuple(member.mentions)) for member in cast.members]


@lru_cache(maxsize=2)
def read_cast(text: str, title: str = "") -> Cast:
    """Find all entities that `text` names; `title` may contribute fuller forms, but no mention.

    The last two results are cached, as names and quotes of an article are extracted one after the other.
    """
    lower = lower_words(text)
    runs, headings = (each[:MOST_MENTIONS] for each in _all_runs(text, lower))
    members = _gather(runs, text, title)
    known = {word for member in members for word in member.words}
    extra = [run for run in headings if all(word in known for word in run.words)]
    if extra:
        members = _gather(sorted([*runs, *extra], key=lambda run: run.start), text, title)
    for member in members:
        _judge(member)
    ordered = tuple(sorted(members, key=lambda m: (-len(m.mentions), m.mentions[0])))
    spans = tuple(sorted(((s, e, m) for m in ordered for s, e in m.mentions), key=lambda span: span[:2]))
    learn_genders(text, spans)
    families = Counter(member.last for member in members if member.kind == "person" and len(member.words) > 1)
    shared = frozenset(last for last, people in families.items() if people > 1)
    return Cast(ordered, spans, tuple(span[0] for span in spans), shared, _by_role(ordered), _by_name(ordered))


def _by_role(members: Sequence[Member]) -> dict[str, tuple[Member, ...]]:
    people_by_role: dict[str, dict[int, Member]] = {}
    for number, member in enumerate(members):
        if member.kind == "person":
            for word in (*filter(None, member.roles), *member.roles.get("", ())):
                people_by_role.setdefault(word, {})[number] = member
    return {word: tuple(people.values()) for word, people in people_by_role.items()}


def _by_name(members: Sequence[Member]) -> dict[tuple[str, str], tuple[Member, ...]]:
    grouped: dict[tuple[str, str], list[Member]] = {}
    for member in members:
        for first in ("", member.words[0].lower() if len(member.words) > 1 else "-"):
            grouped.setdefault((member.last, first), []).append(member)
    return {name: tuple(people) for name, people in grouped.items()}


def _all_runs(text: str, lower: frozenset[str]) -> tuple[list[Run], list[Run]]:
    """Runs of the prose and, separately, of lines in title case, where capitals are no evidence."""
    titled = _title_case_lines(text)
    prose: list[Run] = []
    headings: list[Run] = []
    once: list[Run] = []
    seen_inside: set[str] = set()
    at = 0
    for match in capitalised(text):
        start, end = match.span()
        while at < len(titled) and titled[at][1] <= start:
            at += 1
        runs = part(text, start, end, lower)
        if at < len(titled) and titled[at][0] <= start:
            headings.extend(runs)
            continue
        for run in runs:
            if len(run.words) == 1 and opens_sentence(text, run.start):
                once.append(run)
            else:
                seen_inside.update(run.words)
                prose.append(run)
    certain = (table("given_names"), table("demonyms"), folded("places"))
    for run in once:
        word, low = run.words[0], run.words[0].lower()
        shown = word in seen_inside or bool(run.lead) or word[2:3] == "-" or word.isupper()
        if shown or any(low in known for known in certain):
            prose.append(run)
    lasts = {run.words[-1] for run in prose if len(run.words) > 1}

    def is_name(run: Run) -> bool:
        return not run.is_title or (run.words[0] in lasts and text[max(0, run.start - 4) : run.start].lower() != "the ")

    prose = sorted(filter(is_name, prose), key=lambda run: run.start)
    return prose, [run for run in headings if not run.is_title]


def _title_case_lines(text: str) -> list[tuple[int, int]]:
    """Spans of lines that capitalise most of their words."""
    spans = []
    at = 0
    for line in text.split("\n"):
        if 8 < len(line) < 200:
            words = [word for word in line.split() if len(word) > 3]
            if len(words) > 3 and sum(word[:1].isupper() for word in words) > 0.84 * len(words):
                spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def _gather(runs: list[Run], text: str, title: str) -> list[Member]:
    """Group runs into members, full forms first; returns all members with a mention."""
    register = Register(text)
    for run in [*_in_title(title), *(run for run in runs if len(run.words) > 1)]:
        register.add(run.words)
    for run in runs:
        member = register.find(run)
        if member:
            member.mentions.append((run.start, run.end))
            _learn(member, run, text)
    return register.members()


def _in_title(title: str) -> list[Run]:
    """Full names of people in a headline: a known given name, then a capitalised word."""
    runs = []
    for match in capitalised(title):
        words = match.group().split()
        for first, second in pairwise(words):
            if (
                first.lower() in table("given_names")
                and second[:1].isupper()
                and second.lower() not in table("closed_words")
            ):
                runs.append(Run(0, 0, (first, second)))
    return runs


def _learn(member: Member, run: Run, text: str) -> None:
    """Record titles, roles and gender found next to a mention."""
    titles = table("titles")
    if run.lead:
        head = next((word for word in reversed(run.lead) if word in titles), "")
        if head:
            member.titled = True
            if titles[head] != "-":
                member.gender = member.gender or titles[head]
            _add_role(member, head.rstrip("."), run.lead)
        else:
            member.roles.setdefault("", set()).update(run.lead)
    elif _follows_role(text, run.start):
        match = _ROLE_BEFORE.search(text, max(0, run.start - 60), run.start)
        if match:
            before = match.group(1).lower().split()
            if before[-1] in table("roles"):
                member.titled = True
                _set_gender(member, before[-1])
                _add_role(member, before[-1], tuple(before[:-1]))
    if text[run.end : run.end + 1] == "," and not _PLACED.search(text, max(0, run.start - 16), run.start):
        if _APPOSITION.match(text, run.end):
            member.roles.setdefault("", set())
        match = _ROLE_AFTER.match(text, run.end, run.end + 90)
        if match:
            after = match.group(1).lower().split()
            heads = [at for at, word in enumerate(after) if word in table("roles")]
            if heads and table("roles")[after[heads[-1]]] != "p":
                member.titled = True
                _set_gender(member, after[heads[-1]])
                _add_role(
                    member,
                    after[heads[-1]],
                    (*after[: heads[-1]], *text[match.end() : match.end() + 40].lower().split()[:4]),
                )


def _follows_role(text: str, start: int) -> bool:
    """Whether the word before `start` is a role: a cheap test before the search for its description."""
    words = text[max(0, start - 24) : start].rsplit(maxsplit=1)
    return bool(words) and words[-1].lstrip('(“"[—–').rstrip(",").lower() in table("roles")


def _set_gender(member: Member, role: str) -> None:
    gender = table("roles")[role]
    if gender in "mf":
        member.gender = member.gender or gender


_ROLE_OF = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "prof": "professor",
    "col": "colonel",
}


def _add_role(member: Member, head: str, around: tuple[str, ...]) -> None:
    head = _ROLE_OF.get(head, head)
    words = member.roles.setdefault(head, set())
    for word in around:
        word = word.strip(".,;:’'").removesuffix("’s").removesuffix("'s")
        if word and word != head and word not in ("the", "a", "an", "of", "for", "in", "at", "and"):
            words.add(word)
            country = table("demonyms").get(word, "")
            if country:
                words.add(country.lower())


def _judge(member: Member) -> None:
    """Set the kind of a member, and the gender by its given name."""
    low = [word.lower() for word in member.words]
    given = table("given_names")
    if not member.gender and low[0] in given and given[low[0]] != "-" and (len(low) > 1 or member.roles):
        member.gender = given[low[0]]
    joined = " ".join(member.words)
    if joined.lower() in folded("places") or joined in ("US", "U.S.", "UK", "U.K."):
        member.kind = "place"
    elif joined in entries("institutions"):
        member.kind = "organization"
    elif len(low) > 2 and (low[-1] in folded("place_words") or _is_body(low)):
        member.kind = "place" if low[-1] in folded("place_words") else "organization"
    elif len(low) > 1 and low[-1] in table("roles") and not member.titled:
        member.kind = "unknown"  # `Ohio Republican` is no name
    elif member.titled or (len(low) > 1 and low[0] in given and low[-1] not in folded("organization_words")):
        member.kind = "person"
    elif low[-1].rstrip(".") in folded("organization_words") or (
        low[0] in folded("organization_words") and "of" in low
    ):
        member.kind = "organization"
    elif low[-1] in folded("place_words"):
        member.kind = "place"
    elif len(low) == 1 and low[0].isalpha() and member.words[0].isupper() and len(low[0]) > 1:
        member.kind = "organization"
    elif member.roles or low[0] in given or _called_by_last(member):
        member.kind = "person"


def _is_body(low: list[str]) -> bool:
    """Whether a word for a body precedes `of`: `Labour Party of Chile`."""
    return "of" in low and any(word in folded("organization_words") for word in low[: low.index("of")])


def _called_by_last(member: Member) -> bool:
    """Whether a name of two or three words is shortened to its last word, as only names of people are."""
    sizes = Counter(end - start for start, end in member.mentions)
    return 1 < len(member.words) < 4 and sizes.get(len(member.words[-1]), 0) > 0
