"""Entities of a text: runs of capitalised words are grouped to people, organisations and places.

A person is introduced by the full name and afterwards called by the last name; the roles and the gender collected here
let `briefing.text.quotes` resolve `the Colombian president` and `she`. Runs are found by `spans`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from briefing.model import Name, NameKind
from briefing.text.article_words import article_words
from briefing.text.given_names import gender_in_america
from briefing.text.lexicon import entries, folded, table
from briefing.text.names.coreference import Member, Register, learn_genders
from briefing.text.names.spans import Form, Run, capitalised, closed_with_capital, opens_sentence, runs_in
from briefing.text.words_or_names import begins_name, is_participle_before_name

_CLOSING_MARKS = ("”", '"')
"""Marks behind which a sentence may begin."""

LONGEST_TEXT = 300_000
"""Code points of a text that are searched for names and quotes: some 50,000 words, more than any article has."""
MOST_MENTIONS = 10_000
"""Maximum number of mentions of names that are looked at: more than any prose of that length has."""
_APPOSITION = re.compile(r",\s(?:(?:who|(?:the|a|an|his|her|their|its)\s)|(\d{1,3}),)")
_ROLE_AFTER = re.compile(
    r",\s(?!who[sm]|which)(?:a|an|the|his|her|their|its)?\s?((?:[\w.’'-]+\s){0,5}?[\w-]+)(?=[,.;:)]|\s(?:of|for|at|in|from|with|who|and|said|to|on)\b)"
)
_ORIGIN = re.compile(r",\s(?:of|from)\s(?:the\s)?([A-Z][\w-]+)")
"""Where somebody comes from: `Ana Duarte, of Chile,`."""
_PLACED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]n|[Ii]nside|[Oo]utside|(?:\w*town|city|village|state|port) of)\s(?:[Tt]he\s)?$"
)
"""After such a word a comma ends a place, and does not begin an apposition: `In Lyon, the crowd left`."""
_ROLE_BEFORE = re.compile(r"((?:[\w.’'-]+ ){0,4}[\w’'-]+),? $")


_CLAUSE_END = re.compile(r"[.!?]\s|[,;\n]")
_SMALL_WORD = re.compile(r"\s[a-z]{4}")
_SHORTEST_TITLE, _LONGEST_TITLE = 9, 199
"""Length of lines in title case, in code points."""


@dataclass(frozen=True)
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

    @cached_property
    def people(self) -> dict[str, tuple[Member, ...]]:
        """People by role noun, and by the words of `roles[""]`, in the order of `members`."""
        people_by_role: dict[str, list[Member]] = {}
        for member in self.members:
            for word in {*filter(None, member.roles), *member.roles.get("", ())} if member.kind == "person" else ():
                people_by_role.setdefault(word, []).append(member)
        return {word: tuple(people) for word, people in people_by_role.items()}

    @cached_property
    def by_name(self) -> dict[tuple[str, str], tuple[Member, ...]]:
        """Members by last and first name, lower-case; under an empty first name all with the last name, under `-` those
        of one word."""
        grouped: dict[tuple[str, str], list[Member]] = {}
        for member in self.members:
            for first in ("", member.words[0].lower() if len(member.words) > 1 else "-"):
                grouped.setdefault((member.last, first), []).append(member)
        return {name: tuple(people) for name, people in grouped.items()}

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
    runs, headings = (each[:MOST_MENTIONS] for each in _all_runs(text))
    members = _gather(runs, text, title)
    known = {word for member in members for word in member.words}
    extra = [run for run in headings if known.issuperset(run[2].words)]
    if extra:
        members = _gather(sorted([*runs, *extra]), text, title)
    for member in members:
        _judge(member)
    cast = cast_of(_shortened(members))
    learn_genders(text, cast.spans)
    for member in members:
        if member.kind == "person" and not member.gender and len(member.words) > 1:
            member.gender = gender_in_america(member.words[0].lower())
    return cast


def _shortened(members: list[Member]) -> list[Member]:
    """Members without the first words of the names of organisations, which are mentions of the one named most."""
    whole = {
        member.words[:size]: member
        for member in sorted(members, key=lambda each: len(each.mentions))
        for size in (range(2, len(member.words)) if member.kind == "organization" else ())
    }
    parts = {member for member in members if member.kind == "unknown" and member.words in whole}
    for part in parts:  # `Big Kettle` of `Big Kettle Records`
        whole[part.words].mentions = sorted([*whole[part.words].mentions, *part.mentions])
    return [member for member in members if member not in parts]


def cast_of(members: Sequence[Member]) -> Cast:
    """The cast of all members of a text."""
    ordered = tuple(sorted(members, key=lambda m: (-len(m.mentions), m.mentions[0])))
    spans = tuple(sorted(((s, e, m) for m in ordered for s, e in m.mentions), key=lambda span: span[:2]))
    families = Counter(member.last for member in members if member.kind == "person" and len(member.words) > 1)
    shared = frozenset(last for last, people in families.items() if people > 1)
    return Cast(ordered, spans, tuple(span[0] for span in spans), shared)


def _all_runs(text: str) -> tuple[list[Run], list[Run]]:
    """Runs of the prose and, separately, of lines in title case, where capitals are no evidence."""
    forms, closed, titled = article_words(text).forms, closed_with_capital(), _title_case_lines(text)
    prose: list[Run] = []
    headings: list[Run] = []
    once: list[Run] = []
    runs_of_capitals = [(start, run) for start, end in capitalised(text) if (run := text[start:end]) not in closed]
    firsts = {run.partition(" ")[0] for _, run in runs_of_capitals}
    for start, run in runs_of_capitals:
        opens = opens_sentence(text, start)
        if _begins_name(text, run, start, opens):
            prose.append((start, start + len(run), Form(tuple(run.split()))))
            continue
        is_lower = (opens and _is_lower(run, forms)) or _opens_with_participle(run, firsts)
        in_title = start < titled[bisect_right(titled, (start, len(text))) - 1][1]
        for begin, stop, form in runs_in(run, opens, is_lower):
            is_first = opens_sentence(text, start + begin) if begin else opens
            runs = headings if in_title else once if is_first and len(form.words) == 1 else prose
            runs.append((start + begin, start + stop, form))
    return _names_in_prose(prose, once, text), [run for run in headings if not run[2].is_title]


def _begins_name(text: str, run: str, start: int, opens: bool) -> bool:
    """Whether a word that may open a sentence, also behind a quote, is the first one of a name."""
    is_first = opens or text[max(0, start - 2) : start - 1] in _CLOSING_MARKS
    return is_first and begins_name(text, run, start)


def _opens_with_participle(run: str, firsts: Collection[str]) -> bool:
    """Whether a participle opens a run in front of a name: `Watching Duarte`."""
    return not run.isalpha() and is_participle_before_name(run.split(), firsts)


def _is_lower(run: str, forms: Collection[str]) -> bool:
    """Whether the first word of a run stands in lower case elsewhere in the text."""
    first = run.split(None, 1)[0].lower()
    return len(first) > 1 and first[-1].isalpha() and first in forms and first not in table("closed_words")


def _names_in_prose(runs: list[Run], once: list[Run], text: str) -> list[Run]:
    """`runs`, and single words that open sentences (`once`) where they are names, without titles that are no names."""
    inside = {word for _, _, form in runs for word in form.words}
    runs += [run for run in once if run[2].lead or run[2].words[0] in inside or _is_certain(run[2].words[0])]
    lasts = {form.words[-1] for _, _, form in runs if len(form.words) > 1}
    return [
        (start, end, form)
        for start, end, form in sorted(runs)
        if not form.is_title or (form.words[0] in lasts and text[max(0, start - 4) : start].lower() != "the ")
    ]


def _is_certain(word: str) -> bool:
    """Whether a word that stands only where sentences open is a name."""
    low = word.lower()
    return (
        word.isupper()
        or low[:3] in ("al-", "el-")
        or low in table("given_names")
        or low in table("demonyms")
        or low in folded("places")
    )


def _title_case_lines(text: str) -> list[tuple[int, int]]:
    """Spans of lines that capitalise most of their words, after an empty one."""
    spans = [(-1, -1)]
    at = 0
    for line in text.split("\n"):
        is_short = _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE and not line.endswith(".")
        if is_short and 31 * len(_SMALL_WORD.findall(line)) <= len(line):
            words = [word for word in line.split() if len(word) > 3]
            if len(words) > 3 and len([word for word in words if word[0].isupper()]) > 0.84 * len(words):
                spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def _gather(runs: list[Run], text: str, title: str) -> list[Member]:
    """Group runs into members, full forms first; returns all members with a mention."""
    register = Register(text)
    for words in dict.fromkeys([*_in_title(title), *(form.words for _, _, form in runs if len(form.words) > 1)]):
        register.add(words)
    for start, end, form in runs:
        member = register.find(form, start)
        if member:
            member.mentions.append((start, end))
            if form.lead:
                _learn_lead(member, form.lead)
            elif _follows_role(text, start):
                _learn_role_before(member, text, start)
            if text[end : end + 1] == "," and not _PLACED.search(text, max(0, start - 16), start):
                _learn_apposition(member, text, end)
    return register.members()


def _in_title(title: str) -> list[tuple[str, str]]:
    """Full names of people in a headline: a known given name, then a capitalised word."""
    given, closed = table("given_names"), table("closed_words")
    return [
        (first, second)
        for start, end in capitalised(title)
        for first, second in pairwise(title[start:end].split())
        if first.lower() in given and second[:1].isupper() and second.lower() not in closed
    ]


def _learn_lead(member: Member, lead: tuple[str, ...]) -> None:
    """Record the title, role and gender in front of a name: `US President`."""
    titles = table("titles")
    head = next((word for word in reversed(lead) if word in titles), "")
    if not head:
        member.roles.setdefault("", set()).update(lead)
        return
    member.titled = True
    member.gender = member.gender or next((sex for word in lead if (sex := titles.get(word, "-")) != "-"), "")
    _add_role(member, head.rstrip("."), lead)


def _learn_role_before(member: Member, text: str, start: int) -> None:
    """Record the role whose description ends before a name: `the Colombian president, Gustavo Petro`."""
    match = _ROLE_BEFORE.search(text, max(0, start - 60), start)
    before = match.group(1).lower().split() if match else [""]
    if before[-1] in table("roles"):
        _set_role(member, before[-1], tuple(before[:-1]))


def _learn_apposition(member: Member, text: str, end: int) -> None:
    """Record the role behind a name and a comma: `Gustavo Petro, president of Colombia`."""
    is_apposition = _APPOSITION.match(text, end) is not None
    if is_apposition:
        member.roles.setdefault("", set())
    origin = _ORIGIN.match(text, end)
    if origin and origin.group(1).lower() in folded("places"):
        member.roles.setdefault("", set()).add(origin.group(1).lower())
    if match := _ROLE_AFTER.match(text, end, end + 90):
        roles, after = table("roles"), match.group(1).lower().split()
        at = next((at for at in reversed(range(len(after))) if after[at] in roles), None)
        if at is not None and roles[after[at]] != "p":
            behind = _CLAUSE_END.split(text[match.end() : match.end() + 40], 1)[0].lower().split()[:4]
            _set_role(member, after[at], (*after[:at], *behind))
        elif is_apposition and text[match.end()] == "," and match.group(1).split()[-1] in folded("organization_words"):
            member.kind = "organization"  # `Marlow Pictures, a production company,`
            member.roles[after[-1]] = set(after[:-1])


def _follows_role(text: str, start: int) -> bool:
    """Whether the word before `start` is a role: a cheap test before the search for its description."""
    words = text[max(0, start - 24) : start].rsplit(maxsplit=1)
    return bool(words) and words[-1].lstrip('(“"[—–').rstrip(",").lower() in table("roles")


def _set_role(member: Member, role: str, around: tuple[str, ...]) -> None:
    gender = table("roles")[role]
    member.titled = True
    if gender in "mf":
        member.gender = member.gender or gender
    _add_role(member, role, around)


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
    member.kind = _listed_kind(member, low) or _kind_by_words(member, low)


def _listed_kind(member: Member, low: list[str]) -> NameKind | None:
    """Kind of a member whose name as a whole, or its last words, are listed."""
    joined = " ".join(member.words)
    if " ".join(low) in folded("places") or joined in ("US", "U.S.", "UK", "U.K."):
        return "place"
    if joined in entries("institutions"):
        return "organization"
    if len(low) > 2 and low[-1] in folded("place_words"):
        return "place"
    if len(low) > 2 and "of" in low and not folded("organization_words").isdisjoint(low[: low.index("of")]):
        return "organization"  # `Labour Party of Chile`
    # `Ohio Republican` is no name
    return "unknown" if len(low) > 1 and low[-1] in table("roles") and not member.titled else None


def _kind_by_words(member: Member, low: list[str]) -> NameKind:
    bodies, given = folded("organization_words"), table("given_names")
    if member.kind == "organization" and not member.titled:
        return member.kind
    if member.titled or (len(low) > 1 and low[0] in given and low[-1] not in bodies):
        return "person"
    if low[-1].rstrip(".") in bodies:
        return "organization"
    if low[-1] in folded("place_words"):
        return "place"
    if len(low) == 1 < len(member.full) and member.full.isalpha() and member.full.isupper():
        return "organization"
    return "person" if member.roles or low[0] in given or _called_by_last(member) else "unknown"


def _called_by_last(member: Member) -> bool:
    """Whether a name of two or three words is shortened to its last word, as only names of people are."""
    size = len(member.words[-1])
    return 1 < len(member.words) < 4 and any(end - start == size for start, end in member.mentions)
