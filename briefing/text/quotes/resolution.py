"""Resolution of the mention next to a quote to a full name: pronouns, parts of names, roles, bodies.

Mentions are looked up in the `Cast` of the text, with the closed classes and nouns of its language. Where two people
fit equally, or nobody, there is no name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from briefing.text.language_packs import Kind
from briefing.text.names.coreference import Member
from briefing.text.names.entities import Cast
from briefing.text.quotes.antecedents import IN_HEADLINE, Antecedents, may_be_anybody
from briefing.text.quotes.bodies import Bodies
from briefing.text.quotes.mentions import Mention, Role, goes_on, is_foreign, is_head, parse_mention, role_end
from briefing.text.tokens import Tokens

_MOST_KNOWN = 50
"""Maximum number of people with one role that are examined, those named most first."""
_NEAR = 24
"""Code points beside a pronoun in which its verb is read."""
_LONGEST = 10
"""Maximum number of words of a speaker without a name; longer ones are no noun phrase."""
_OTHERS = ("person", "spokesperson")
"""Groups of roles that somebody else than whom a text is about may have: `the daughter`."""
_SOON, _FAR = 400, 1500
"""Code points behind a mention in which its person may be named, and before a role in which somebody may have it."""
_SHARE = re.compile(r"\d[\d.,]* ?(?:%|per ?cent|por ciento|por cento|pour cent|Prozent)", re.IGNORECASE)
_CLOSED = re.compile(r"[,.:)\n]| who|\Z")
"""What stands behind a name that explains a role."""
_TITLE = re.compile('\\s*[“„«"][^“”„«»"\n]{1,80}[”“»"]')
"""A title in marks behind a role."""
_APPOSITION = 60
"""Code points behind a role in which its name begins."""
_LOOSE = frozenset((Kind.ADVERB, Kind.PREPOSITION, Kind.OF, Kind.TO, Kind.CONJUNCTION, Kind.AUXILIARY, Kind.DETERMINER))


@dataclass(slots=True)
class Resolver:
    """Resolves mentions in order of the text and remembers who spoke."""

    text: str
    """Text of the article."""
    cast: Cast
    """The people named in it."""
    before: Antecedents
    """Search for the antecedents of mentions."""
    speaker: str | None = None
    """Who says the words that are read, where they are a quote: whom `I` refers to."""
    _bodies: Bodies = field(init=False)
    """Search for bodies, which are resolved by the same rules."""
    _phrases: dict[str, str] = field(init=False, default_factory=dict)
    """The latest phrase of several words for a speaker without a name, by its noun."""

    def __post_init__(self) -> None:
        """Share the rules with the search for bodies."""
        self._bodies = Bodies(self.text, self.before, self._whom)

    def resolve(self, start: int, end: int) -> str | None:
        """Full name for the mention `text[start:end]` of a speaker; None if unknown."""
        who = self._whom(start, end)
        if isinstance(who, Member):
            self.before.spoken.append((start, who))
        return who.full if isinstance(who, Member) else who

    def name(self, start: int, end: int) -> str | None:
        """Full name for a mention of somebody who does not speak here."""
        who = self._whom(start, end)
        return who.full if isinstance(who, Member) else who

    def _whom(self, start: int, end: int) -> Member | str | None:
        people = self.cast.within(start, end)
        if len(people) == 1 and people[0][0] <= start and end <= people[0][1]:
            return self.before.namesake(*people[0])
        word, words = self.text[start:end].lower(), self.before.words
        if word in words.collective | words.plural:
            return self._bodies.of_pronoun(start, is_plural=word in words.plural)
        latter = words.latter.get(word.replace(" ", "_"))
        if word in words.first_person or latter is not None:
            return self.speaker if latter is None else self.before.latest(start, latter)
        if words.closed.get(word) in (Kind.PRONOUN, Kind.POSSESSIVE):
            gender = words.gender.get(word, "") if not self._is_of_several(start, end) else ""
            return self._bodies.of_gender(start, gender) or self._of_pronoun(start, gender) if gender else None
        tokens, places, mention = parse_mention(self.text, start, end, words.language)
        if len(people) > 1 and (joined := self._joined(tokens, places, people)):
            return joined
        return self._of_phrase(mention) if mention else None

    def _is_of_several(self, start: int, end: int) -> bool:
        """Whether a verb beside a pronoun is in the plural."""
        verbs, endings = self.before.words.verbs, tuple(self.before.words.plural_endings)
        beside = (*self.text[max(0, start - _NEAR) : start].split()[-1:], *self.text[end : end + _NEAR].split()[:1])
        return any(each in verbs and each.endswith(endings) for each in beside)

    def _of_phrase(self, mention: Mention) -> Member | str | None:
        """Whom a noun phrase refers to."""
        rules = (self._of_group, self._named, self._of_role, self._named_behind, self._described)
        answers = (answer for rule in rules if (answer := rule(mention)) is not None)
        return next(answers, None) or None

    def _joined(self, tokens: Tokens, mention: range, people: list[tuple[int, int, Member]]) -> str | None:
        """Names of several who speak together: `Ana Duarte, Tom Ebert and Paul Weber`; None if others stand between."""
        joining = ""
        for at in mention:
            start = tokens.start[at]
            if any(begin <= start < stop for begin, stop, _ in people):
                continue
            if tokens.low[at] in tokens.pack.joining and people[0][1] <= start < people[-1][0]:
                joining = self.text[start : tokens.end[at]]
            elif tokens.kind[at] is not (Kind.NOUN if start < people[0][0] else Kind.COMMA) and not tokens.is_name[at]:
                return None
        return f" {joining} ".join(dict.fromkeys(member.full for _, _, member in people)) if joining else None

    def _of_group(self, mention: Mention) -> str | None:
        """Names of `the two leaders` or `the couple`: the people of the nearest sentence that names that number."""
        tokens, words = mention.tokens, mention.tokens.pack
        low = [word for word in tokens.low[mention.phrase.first : mention.stop] if word not in words.definite]
        size = int(words.sizes.get(low[0], 0)) if low and len(low) < 4 else 0
        noun = words.nouns.get(low[-1]) if low else None
        if not size or noun is None or noun.sort != "people":
            return None
        role = low[-1].removesuffix("s") if low[-1].endswith("s") else ""

        def fits(member: Member) -> bool:
            is_called = not role or not member.roles or role in words.loose or role in member.roles
            return member.kind == "person" and is_called

        group = self.before.group(mention.start, size, fits)
        return f" {words.joining[0]} ".join(member.full for member in group) or None

    def _named(self, mention: Mention) -> Member | None:
        """Whoever a phrase names, unless the name only says to whom what it is about belongs."""
        tokens, phrase = mention.tokens, mention.phrase
        first, stop = phrase.name
        if not phrase.has_name and phrase.owners:  # `former Secretary of State Ana Duarte`
            first, stop = phrase.owners[-1]
            is_behind_role = tokens.is_name[first - 1] or first == role_end(tokens, phrase.head)
            if stop != phrase.stop or not is_behind_role:
                return None
        elif not phrase.first <= first < stop <= mention.stop and self.text[tokens.start[phrase.head]].isupper():
            first, stop = phrase.head, phrase.head + 1
        is_inside = phrase.first <= first < stop <= mention.stop
        if not is_inside or not is_head(tokens, phrase, first, stop) or goes_on(tokens, stop, mention.stop):
            return None
        end = tokens.end[stop - 1]
        return next((who for _, close, who in self.cast.within(tokens.start[first], end) if close >= end), None)

    def _of_role(self, mention: Mention) -> Member | str | None:
        """The person or body that a definite phrase refers to: `the Colombian president`, `la organización`.

        Empty if it may be several.
        """
        tokens, phrase = mention.tokens, mention.phrase
        role = mention.role
        if role and mention.is_definite and Kind.ADVERB in tokens.kind[phrase.first : phrase.head]:
            return self._topic(mention.start, role.noun.gender) or ""  # `el también senador`
        if not mention.is_definite or phrase.stop < mention.stop:
            return None
        fitting = self._in_role(mention, role) if role else []
        if fitting:
            return fitting[0] if len(fitting) == 1 else ""
        is_bare = len(mention.words(phrase.first, phrase.stop)) == 1
        known = self._of_bare(mention) if is_bare else self._of_company(mention)
        return known or (self._about(mention, role) if role else None)

    def _of_company(self, mention: Mention) -> Member | None:
        """The company that a noun with others before it refers to, none of whom tells that it is another one."""
        noun, phrase, lists = mention.noun, mention.phrase, self.before.words
        words = mention.words(phrase.first, phrase.stop)
        is_owned = not mention.is_relation or Kind.OF in mention.tokens.kind[phrase.first : phrase.stop]
        is_other = is_owned or not (words.isdisjoint(lists.apart) and words.isdisjoint(lists.demonyms))
        if is_other or noun is None or (noun.sort, noun.group) != ("body", "any"):
            return None
        return self._bodies.called(mention, noun, is_new=self._stands_before(mention))

    def _of_bare(self, mention: Mention) -> Member | str | None:
        """Whom an article and a noun refer to that is no known role: `the sources`, `the board`, `el argentino`."""
        low, noun = mention.tokens.low[mention.phrase.head], mention.noun
        if known := self._phrases.get(low):
            return known
        if noun is not None and noun.sort == "body":
            return self._bodies.called(mention, noun, is_new=self._stands_before(mention))
        return self._of_origin(mention) if mention.tokens.pack.demonyms.get(low) else None

    def _in_role(self, mention: Mention, role: Role) -> list[Member]:
        """People with a role whose origin does not differ; only the last one mentioned where that tells."""
        score, fitting = self._best_in_role(mention.start, role)
        if role.is_owned and score < len(role.modifiers) and not (role.noun.group == "person" and mention.is_relation):
            return []
        if len(fitting) > 1 and (score > 0 or not role.modifiers):
            speaker = next((who for _, who in self.before.spoken[-1:] if who in fitting), None)
            last = speaker or self.before.person(mention.start, fitting.__contains__)
            return [last] if last else fitting
        return fitting

    def _best_in_role(self, start: int, role: Role) -> tuple[int, list[Member]]:
        """The most modifiers that people with a role share with it, and who does; by its word, else its group."""
        for name in filter(None, (role.word, role.noun.group)):
            scored = [
                (score, member)
                for member in self.cast.people.get(name, ())[:_MOST_KNOWN]
                if member.mentions[0][0] <= start
                and member.agrees(role.noun.gender)
                and (score := self._fit(role.modifiers, member.roles.get(name, set()) | member.roles.get("", set())))
                >= 0
            ]
            if scored:
                best = max(score for score, _ in scored)
                return best, [member for score, member in scored if score == best]
        return 0, []

    def _fit(self, modifiers: frozenset[str], around: set[str]) -> int:
        """Number of modifiers that stand beside a person's role, too; -1 if one of them contradicts it."""
        words = self.before.words
        fields = modifiers & words.fields, around & words.fields
        is_other_field = all(fields) and fields[0].isdisjoint(fields[1])  # a defence minister, the prime minister
        if (
            modifiers & words.ranks != around & words.ranks
            or is_other_field
            or is_foreign(modifiers, around, words.demonyms)
        ):
            return -1
        return sum(word in around or words.demonyms.get(word) in around for word in modifiers)

    def _of_origin(self, mention: Mention) -> Member | None:
        """The person whose role an adjective of origin stood beside: `el argentino`."""
        low = mention.tokens.low[mention.phrase.head]
        origins = {low, mention.tokens.pack.demonyms[low]}

        def fits(member: Member) -> bool:
            return member.kind == "person" and any(not origins.isdisjoint(around) for around in member.roles.values())

        return self.before.person(mention.start, fits)

    def _about(self, mention: Mention, role: Role) -> Member | None:
        """Whom the text is about, for a role that nobody was called by and that contradicts no other."""
        words, noun = self.before.words, role.noun
        if noun.group in _OTHERS or self._is_of_person(mention, role) or self._stands_before(mention):
            return None
        if role.is_owned:  # `l’élue de la Creuse`
            return self._only_person(mention.start, noun.gender, role.is_of)
        is_office = not words.offices.isdisjoint((role.word, noun.group)) and role.word not in words.loose

        def fits(member: Member) -> bool:
            has_office = is_office and not words.offices.isdisjoint(member.roles)
            origins = set().union(*member.roles.values())
            return not has_office and not is_foreign(role.modifiers, origins, words.demonyms)

        topic = self._topic(mention.start, noun.gender, fits)
        if topic is None and role.is_loose(words):
            topic = self._only_person(mention.start, noun.gender, fits, is_last=role.is_of_last(words))
        if topic is None or self._has_rival(topic, role, mention.start):
            return None
        self._phrases[mention.tokens.low[mention.phrase.head]] = topic.full
        return topic

    def _is_of_person(self, mention: Mention, role: Role) -> bool:
        """Whether a person or a family is named beside a role: `the Weber adviser`."""
        kinds = ("person",) if role.is_owned else ("person", "unknown")
        named = self.cast.within(mention.start, mention.tokens.end[mention.phrase.stop - 1])
        low = mention.tokens.low[mention.phrase.first : mention.stop]
        return not self.cast.shared.isdisjoint(low) or any(who.kind in kinds for *_, who in named)

    def _only_person(
        self, start: int, gender: str, fits: Callable[[Member], bool], *, is_last: bool = False
    ) -> Member | None:
        """The only person named so far, or the only one of the last sentence that names somebody, if fitting."""
        named = [who for who in self.before.persons(start) if who.mentions != [IN_HEADLINE] and who.agrees(gender)]
        people = [who for who in named if who.kind == "person" or may_be_anybody(who)]
        people = self.before.group(start, 1, people.__contains__) if is_last and len(people) > 1 else people
        return people[0] if len(people) == 1 and fits(people[0]) else None

    def _has_rival(self, topic: Member, role: Role, start: int) -> bool:
        """Whether a role has an origin that nobody is known to have, and others may have it as well as a person.

        `Keir Starmer met Emmanuel Macron. The French president said`
        """
        demonyms = self.before.words.demonyms
        origins = {place for word in role.modifiers if (place := demonyms.get(word))}
        if topic.mentions == [IN_HEADLINE] and (
            origins or any(map(self.cast.people.get, (role.word, role.noun.group)))
        ):
            return True  # nothing tells that it is whom only the headline names
        if not origins or not origins.isdisjoint(set().union(*topic.roles.values())):
            return False
        others = [who for who in self.before.persons(start) if who is not topic and who.agrees(role.noun.gender)]
        return any(2 * len(who.mentions) > len(topic.mentions) for who in others)

    def _topic(self, start: int, gender: str, fits: Callable[[Member], bool] = bool) -> Member | None:
        """Who spoke last, or stands first in one of the sentences before, if nobody else is named as often."""

        def may_be(member: Member) -> bool:
            is_person = member.kind == "person" or may_be_anybody(member)
            return is_person and member.agrees(gender) and fits(member)

        subjects = sorted(self.before.subjects(start, may_be), key=lambda each: -len(each.mentions))
        is_clear = subjects and all(len(each.mentions) * 2 <= len(subjects[0].mentions) for each in subjects[1:])
        return subjects[0] if is_clear else None

    def _stands_before(self, mention: Mention) -> bool:
        """Whether the words of a mention stand before it, where they may have introduced somebody: `a senator`."""
        first, definite = mention.phrase.first, self.before.words.definite
        first += mention.tokens.low[first] in definite
        if first > mention.phrase.head:  # the text ends with `said Mr`
            return True
        words = self.text[mention.tokens.start[first] : mention.tokens.end[mention.phrase.head]]
        before = self.text[max(0, mention.start - _FAR) : mention.start].split(words)[:-1]
        is_body = mention.noun is not None and mention.noun.sort == "body"  # `the company` is no new one
        return any(not is_body or definite.isdisjoint(each[-_NEAR:].lower().split()[-2:]) for each in before)

    def _of_pronoun(self, start: int, gender: str) -> Member | None:
        """The person a pronoun refers to: the subject of this or one of the sentences before it."""

        def fits(member: Member) -> bool:
            is_fitting = member.gender == gender if member.gender else member.kind == "person"
            return is_fitting and member.full != self.speaker

        person = self.before.person(start, fits, gender)
        return person or (None if self.before.first >= 0 else self._named_later(start, gender))

    def _named_later(self, start: int, gender: str) -> Member | None:
        """The person named soon behind a pronoun with nobody in front: `“Look,” she said. Sara Brandt has ...`"""
        at, words = self.cast.before(start), self.before.words
        before = self.text[max(0, start - _SOON) : start].lower().split()
        if any(member.kind == "person" for _, _, member in self.cast.spans[:at][-_MOST_KNOWN:]) or any(
            (noun := words.noun(word)) and noun.sort == "role" for word in before
        ):
            return None
        behind = self.cast.within(start, min(start + _SOON, self.before.second_end(start)))
        persons = [*dict.fromkeys(member for _, _, member in behind if member.kind == "person")]
        if len(persons) != 1:
            return None
        known = persons[0].gender or words.given_names.get(persons[0].words[0].lower(), "")
        return persons[0] if known in (gender, "", "-") else None

    def _named_behind(self, mention: Mention) -> Member | None:
        """The person named between commas behind a role and a title: `said the author of “Late Summer”, Ana Duarte`."""
        comma = mention.tokens.end[mention.stop - 1]
        comma = title.end() if (title := _TITLE.match(self.text, comma)) else comma
        behind = self.cast.within(comma + 1, comma + _APPOSITION) if mention.role else []
        if len(behind) > 1 and behind[0][2].kind == "place" and behind[0][1] + 1 == behind[1][0]:
            return behind[1][2]  # `ambassador to Peru Carl Moss`
        if not behind or self.text[comma : comma + 1] != ",":
            return None
        begin, stop, member = behind[0]
        titles = self.text[comma + 1 : begin].lower().split()
        is_next = member.kind == "person" and all(self.before.is_title(word.strip(".")) for word in titles)
        return member if is_next and _CLOSED.match(self.text, stop) else None

    def _described(self, mention: Mention) -> str | None:
        """A speaker in the words of the text, with last names made full: `spokesman for Donald Trump`."""
        tokens, words, first, stop = mention.tokens, mention.tokens.pack, mention.phrase.first, mention.stop
        while stop - first > 1 and tokens.kind[stop - 1] in _LOOSE:
            stop -= 1
        while stop - first > 1 and tokens.low[first] in words.dropped:
            first += 1
        shown = self._with_full_names(tokens.start[first], tokens.end[stop - 1])
        if tokens.kind[first] is Kind.POSSESSIVE:  # `his office`, `su partido` say nothing without the owner
            owner = self._owner(tokens, first)
            shown = f"{owner}’s {shown.partition(' ')[2]}" if owner else ""
        is_one_of_family = stop - first == 1 and tokens.low[first] in self.cast.shared
        size = len(shown.split())
        if is_one_of_family or mention.is_vague or _SHARE.match(shown) or not 0 < size <= _LONGEST:
            return None
        if len(mention.words(first, stop)) > 1 and mention.noun is not None:
            self._phrases[tokens.low[mention.phrase.head]] = shown
        return shown

    def _owner(self, tokens: Tokens, possessive: int) -> str | None:
        """The person that an English `his` or `her` refers to, or that speaks of his own."""
        low = tokens.low[possessive]
        gender = tokens.pack.gender.get(low, "") if tokens.pack.has_contractions else ""
        owner = self._of_pronoun(tokens.start[possessive], gender) if gender else None
        return owner.full if owner else self.speaker if low in tokens.pack.first_person else None

    def _with_full_names(self, start: int, end: int) -> str:
        """A stretch of the text with the full names of the persons in it, white space folded."""
        shown = self.text[start:end]
        for begin, stop, member in reversed(self.cast.within(start, end)):
            is_family = self.text[begin:stop].lower() in self.cast.shared  # `los hermanos Ruiz`
            if member.kind == "person" and start <= begin and stop <= end and not is_family:
                shown = shown[: begin - start] + member.full + shown[stop - start :]
        return " ".join(shown.split())
