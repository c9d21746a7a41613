"""Tokens of one line of an article, as columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.text.language_packs import Kind, LanguagePack, Noun, Verb

_BEFORE_INVERSION = (Kind.QUOTE, Kind.COMMA)
"""Kinds of tokens in front of a verb whose subject stands behind it."""


@dataclass(slots=True)
class Tokens:
    """Tokens as columns of equal length."""

    pack: LanguagePack
    """Language of the line."""
    start: list[int] = field(default_factory=list)
    """First code points, in the whole text."""
    end: list[int] = field(default_factory=list)
    """One past the last code points."""
    low: list[str] = field(default_factory=list)
    """Words in lower case; the mark of punctuation; empty for quotes and asides."""
    kind: list[Kind] = field(default_factory=list)
    """Parts of speech of the tokens."""
    is_name: list[bool] = field(default_factory=list)
    """Whether a token has a capital that it would have anywhere in a sentence."""
    stretch: dict[int, int] = field(default_factory=dict)
    """Indices of the stretches, by the tokens of quotes."""

    def add(self, start: int, end: int, low: str, kind: Kind, *, is_name: bool = False, stretch: int = -1) -> None:
        """Append a token, joined with those before it where they are one phrase of the language."""
        for words, phrase_kind in self.pack.phrases.get(low, ()):
            first = len(self.low) + 1 - len(words)
            if first >= 0 and tuple(self.low[first:]) == words[:-1]:
                start, low, kind, is_name = self.start[first], " ".join(words), phrase_kind, False
                for column in (self.start, self.end, self.low, self.kind, self.is_name):
                    del column[first:]
                break
        if stretch >= 0:
            self.stretch[len(self.kind)] = stretch
        self.append(start, end, low, kind, is_name)

    def append(self, start: int, end: int, low: str, kind: Kind, is_name: bool = False) -> None:
        """Append a token that ends no phrase."""
        self.start.append(start)
        self.end.append(end)
        self.low.append(low)
        self.kind.append(kind)
        self.is_name.append(is_name)

    def extend(self, start: int, words: list[str], kinds: list[Kind]) -> int:
        """Append words that single spaces separate and that end no phrases; returns where the next may begin."""
        for word in words:
            self.start.append(start)
            self.end.append(start := start + len(word))
            start += 1
        self.low += words
        self.kind += kinds
        self.is_name += [False] * len(words)
        return start

    def insert(self, at: int, start: int, kind: Kind) -> None:
        """Insert a token that has no text in front of another one behind all stretches."""
        self.start.insert(at, start)
        self.end.insert(at, start)
        self.low.insert(at, "")
        self.kind.insert(at, kind)
        self.is_name.insert(at, False)

    def __len__(self) -> int:
        return len(self.kind)

    def kind_at(self, at: int) -> Kind:
        """Kind of a token; that of a full stop beyond either end."""
        return self.kind[at] if 0 <= at < len(self.kind) else Kind.STOP

    @property
    def ends_with_given_name(self) -> bool:
        """Whether the next word is a surname if it has a capital, whatever else it means: `Nadège Boulanger`.

        Particles may stand between (`Ursula von der Heyde`), also where the surname alone is a subject in German.
        """
        last = at = len(self.low) - 1
        while self.pack.is_verb_second and at > 0 and self.low[at] in self.pack.particles:
            at -= 1
        if at < 0 or self.pack.has_capital_roles or (at < last and self.low[at + 1] in self.pack.oblique):
            return False
        is_subject = at < last and self.kind[at] is Kind.CUE and self.kind_at(at - 1) in _BEFORE_INVERSION
        return is_subject or (self.is_name[at] and self.pack.sex(self.low[at]) is not None)

    def noun(self, at: int) -> Noun | None:
        """The listed noun at a token; None beyond either end."""
        return self.pack.noun(self.low[at]) if 0 <= at < len(self.low) else None

    def verb(self, at: int) -> Verb | None:
        """The listed verb at a token."""
        return self.pack.verbs.get(self.low[at])
