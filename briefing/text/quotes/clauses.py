"""Subjects of the verbs of a line, across insertions, conjunctions and infinitives.

Finds the subject by chunks alone: the phrase in front of the verb; in front of what stands between commas; that of the
verb before where verbs are joined; that of the main verb for participles and infinitives; the phrase behind the verb
where a quote stands in front.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.text.language_packs import Kind, Shape
from briefing.text.quotes.noun_phrases import Chunk
from briefing.text.tokens import Tokens

_SUBJECTS = ("np", "pron", "rel")
_VERBS = ("cue", "verb")
_BEHIND_QUOTES = ("quote", ",", "-")
_JOINTS = ("conj", "to", ",", "quote", "-", "prep", *_VERBS)
"""Chunks that join a verb to the one before it."""
_INSERTING = (Kind.COMMA, Kind.STOP, Kind.DASH)
"""Tokens in front of a participle that opens an insertion."""
_IN_FRAMES = frozenset(("np", "pp", "pron", "quote", "prep", "of", "-"))
"""Chunks between a verb at the end of its clause and what opens the clause."""
_PERSONS = ("role", "people", "body")
"""Sorts of nouns of who may be blamed."""
_REPORTING = ("say", "think")
"""Classes of verbs that take a clause: what stands between them and another verb is that verb's subject."""
_OPENING = ("^", ".", ",", "conj")
"""Chunks in front of the first phrase of a clause."""
_CLAUSE_ENDS = frozenset((".", ",", "sub"))
_LONGEST_INSERTION = 16
"""Chunks between the commas of an insertion."""
_REACH = 30
"""Chunks in front of a verb that are searched for the verb it is joined to."""


def is_passive(tokens: Tokens, chunks: Sequence[Chunk], verb: int) -> bool:
    """Whether a verb has its object for a subject: `was called`, `the talks, described by the ministry as`."""
    first = chunks[verb].first
    if tokens.pack.is_passive(tokens.low, first):
        return True
    form = tokens.verb(first)
    has_agent = verb + 1 < len(chunks) and chunks[verb + 1].preposition in tokens.pack.agents
    if not has_agent or form is None or form.shape not in (Shape.PAST, Shape.PARTICIPLE):
        return False
    while first and tokens.kind[first - 1] is Kind.ADVERB:
        first -= 1
    return first == 0 or tokens.kind[first - 1] in _INSERTING


class Clauses:
    """The verbs of a line with their subjects."""

    def __init__(self, tokens: Tokens, chunks: Sequence[Chunk], kinds: Sequence[str]) -> None:
        """Find the subject of each verb, in order, so that each may take that of the one before."""
        self._tokens, self._chunks, self._kinds = tokens, chunks, kinds
        self._commas = _previous(kinds, ",")
        self._verbs = _previous(kinds, *_VERBS)
        self._cues = _previous(kinds, "cue")
        self.subject: dict[int, int] = {}
        """Chunk of the subject by the chunk of the verb; -1 where there is none."""
        for at, kind in enumerate(kinds):
            if kind in _VERBS:
                self.subject[at] = -1 if self._is_phrase(at) else self._subject(at)
        self.verb = {subject: verb for verb, subject in reversed(self.subject.items()) if subject >= 0}
        """The first verb by its subject."""

    def _kind(self, at: int) -> str:
        return self._kinds[at] if 0 <= at < len(self._kinds) else "^" if at < 0 else "$"

    def _word(self, at: int) -> str:
        return self._tokens.low[self._chunks[at].first]

    def _is_phrase(self, verb: int) -> bool:
        """Whether a phrase stands for a verb of saying: `a su juicio`."""
        return self._kinds[verb] == "cue" and self._tokens.verb(self._chunks[verb].first) is None

    def _subject(self, verb: int) -> int:
        at = verb - 1
        while self._kind(at) == "aux":
            at -= 1
        kind = self._kind(at)
        if kind == "acc":
            return verb + 1 if self._kind(verb + 1) in ("np", "pron") else -1  # `según dijo la alcaldesa`
        subject = self._in_frame(verb) if self._tokens.pack.is_verb_second else -1
        if subject >= 0 or (subject := self._of_object(verb, at)) >= 0:
            return subject
        if kind in _SUBJECTS:
            is_caused = self._kind(at - 1) in _VERBS and self._word(at - 1) in self._tokens.pack.causatives
            return at if is_caused else self._outside_relative(at)
        if kind == "pp" or (kind == "prep" and self._is_finite(verb)):  # `for two years`
            return self._before_complements(at)
        if kind == "sub":
            return self._behind_subordinator(verb, at)
        return self._across_joint(verb, at) if kind in _JOINTS else -1

    def _across_joint(self, verb: int, joint: int) -> int:
        """The subject of a verb behind a quote, or of one that is joined to the verb before it."""
        kind = self._kind(joint)
        if kind == "quote" and (subject := self._behind_relative(joint)) >= 0:
            return subject
        if kind in _BEHIND_QUOTES and (subject := self._inverted(verb, joint)) >= 0:
            return subject
        if kind == "," and self._is_finite(verb):
            return self._around_insertion(joint)
        return self._of_verb_before(self._parallel(verb, joint))

    def _of_object(self, verb: int, at: int) -> int:
        """The subject of a participle that is the object of the verb before, or that of its passive; else -1.

        `quoted Weber as saying`, `Weber was quoted as saying`, `accused her of having told nurses`, `asked Weber to
        apologise for calling nurses`.
        """
        words, before = self._tokens.pack, self._verbs[max(at, 0)]
        is_participle = at < verb - 1 or not self._is_finite(verb)
        if before < 0 or not is_participle:
            return -1
        low = self._word(at)
        if low in words.comparing and words.has_contractions:
            return before + 1 if self._kinds[before + 1 : at] in (["np"], ["pron"]) else self.subject[before]
        if low not in words.blaming:
            return -1
        if self._kinds[before + 1 : at] in (["np"], ["pron"]):
            return before + 1 if self._is_somebody(before + 1) else -1
        is_asked = self._kinds[before - 1 : at] == ["to", self._kinds[before]] and self._kind(before - 3) in _VERBS
        return before - 2 if is_asked and self._kind(before - 2) in ("np", "pron") else -1

    def _is_somebody(self, at: int) -> bool:
        """Whether a phrase is a person or body: it has a name, a role or a pronoun."""
        chunk, noun = self._chunks[at], self._tokens.noun(self._chunks[at].head)
        return chunk.kind == "pron" or chunk.has_name or (noun is not None and noun.sort in _PERSONS)

    def _behind_subordinator(self, verb: int, at: int) -> int:
        """The noun in front of a relative `que`; behind another conjunction the subject of the verb before.

        In `«...», como sostiene Weber` the phrase behind the verb.
        """
        words = self._tokens.pack
        is_compared = self._word(at) in words.comparing and not words.has_contractions
        if is_compared and self._kind(verb + 1) in ("np", "pron"):
            return verb + 1
        if not words.drops_subjects:
            return -1
        front = at - 1 - (self._kind(at - 1) == ",")
        is_relative = self._word(at) == "que" and self._kind(front) in ("np", "pp")
        return front if is_relative else self._of_verb_before(at)

    def _in_frame(self, verb: int) -> int:
        """The subject of a verb that ends its clause, or that stands in front of it; -1 if the clause is another.

        `hat er Clara Busch gesagt`, `wie Bremer der Zeitung sagte`, `Am Montag sagte Bremer: „...“`.
        """
        at = verb - 1
        while self._kind(at) in _IN_FRAMES and verb - at <= _LONGEST_INSERTION:
            at -= 1
        opening = self._kind(at)
        if opening == "aux":
            return next((each for each in (at - 1, at + 1) if self._kind(each) in _SUBJECTS), -1)
        if opening in ("sub", "rel"):
            first = at + (opening == "sub" or self._word(at) in self._tokens.pack.oblique)
            return next((each for each in range(first, verb) if self._kind(each) in _SUBJECTS), -1)
        is_first = opening in ("^", ".") and all(self._kind(each) == "pp" for each in range(at + 1, verb))
        return verb + 1 if is_first and self._kind(verb + 1) in ("np", "pron") else -1

    def _is_finite(self, verb: int) -> bool:
        form = self._tokens.verb(self._chunks[verb].first)
        return form is None or form.shape is not Shape.GERUND

    def _inverted(self, verb: int, at: int) -> int:
        """The phrase behind a verb that follows a quote: `“...,” said the mayor`."""
        behind = verb + 1
        is_inserted = self._kind(at) == "quote" or self._kind(at - 1) == "quote" or self._kind(behind + 1) == ","
        is_inserted = is_inserted or (self._tokens.pack.is_verb_second and self._kind(at) == ",")
        return behind if is_inserted and self._kind(behind) in ("np", "pron") else -1

    def _outside_relative(self, at: int) -> int:
        """The phrase at a chunk; the one in front if it is the object of a relative clause: `the man who met Weber`."""
        verb, relative = self._relative_clause(at)
        if relative < 0 or self._kind(at) == "rel":
            return at
        form = self._tokens.verb(self._chunks[verb].first)
        is_reporting = form is not None and form.cue in _REPORTING and self._kind(verb - 1) != "to"
        return at if is_reporting else self._before_relative(relative)

    def _behind_relative(self, quote: int) -> int:
        """The noun of a relative clause that ends with a quote: `Weber, who made “Rivers,” said`; -1 without."""
        _, relative = self._relative_clause(quote)
        return self._before_relative(relative) if relative >= 0 else -1

    def _relative_clause(self, at: int) -> tuple[int, int]:
        """The verb and the relative pronoun of the clause that a chunk is in; -1 as the pronoun without."""
        verb = self._verbs[at]
        is_in_clause = verb >= 0 and _CLAUSE_ENDS.isdisjoint(self._kinds[verb:at])
        return verb, self._relative(self.subject[verb]) if is_in_clause else -1

    def _before_relative(self, at: int) -> int:
        """The noun in front of a relative pronoun."""
        return self._before_complements(at - 1 - (self._kind(at - 1) == ","))

    def _relative(self, subject: int) -> int:
        """The relative pronoun that is the subject of a verb, or that stands in front of it; -1 without.

        `the man who met Weber`, `the man whom Weber met`; `the man that Weber met` only where it opens a clause.
        """
        if self._kind(subject) == "rel":
            return subject
        front = subject - 1
        is_object = self._kind(front) == "rel" and self._kind(front - 1) in ("np", "pp", ",")
        is_that = self._kind(front) == "sub" and self._word(front) in self._tokens.pack.complementizers
        is_object = is_object or (is_that and self._kind(front - 1) == "np" and self._kind(front - 2) in _OPENING)
        return front if subject >= 0 and is_object else -1

    def _around_insertion(self, comma: int) -> int:
        """The phrase in front of what stands between two commas; else the subject of the verb before."""
        opening = self._commas[comma]
        if opening >= 0 and comma - opening <= _LONGEST_INSERTION and "." not in self._kinds[opening:comma]:
            subject = self._before_complements(opening - 1)
            if subject >= 0:
                return subject
        subject = self._of_verb_before(comma)
        if self._kind(subject) == "rel":  # the comma in front of it is part of an apposition
            subject = self._before_complements(subject - 1)
        return subject

    def _before_complements(self, at: int) -> int:
        """The phrase at a chunk, or in front of the phrases with a preposition there."""
        start = at
        while self._kind(at) in ("pp", "prep") and start - at < _LONGEST_INSERTION:
            at -= 1
        if self._kind(at) in _SUBJECTS:
            return self._outside_relative(at)
        if self._kind(at) not in _VERBS:
            return -1
        subject = self.subject[at]
        if self._kind(subject) == "rel":
            return self._before_complements(subject - 1)
        return subject if at < start and subject == at - 1 and self._may_be_participle(at) else -1

    def _may_be_participle(self, verb: int) -> bool:
        """Whether a verb before another one may describe a noun: `the study published in May says`."""
        form = self._tokens.verb(self._chunks[verb].first)
        return form is not None and form.shape in (Shape.PAST, Shape.PARTICIPLE)

    def _parallel(self, verb: int, at: int) -> int:
        """The chunk itself, or the verb of saying in front that another is joined to: `dijo que A va y añadió`."""
        if not self._tokens.pack.drops_subjects or self._kinds[verb] != "cue" or not self._is_finite(verb):
            return at
        before = self._cues[verb]
        return before if before >= 0 and "." not in self._kinds[before:at] else at

    def _of_verb_before(self, at: int) -> int:
        """The subject of the nearest verb in front in the sentence."""
        verb = at if self._kind(at) in _VERBS else self._verbs[at]
        is_near = verb >= 0 and at - verb <= _REACH and "." not in self._kinds[verb:at]
        return self.subject[verb] if is_near else -1


def _previous(kinds: Sequence[str], *counted: str) -> list[int]:
    """For each chunk the last one in front that is of some kinds; -1 if there is none."""
    last, columns = -1, []
    for at, kind in enumerate(kinds):
        columns.append(last)
        if kind in counted:
            last = at
    return columns
