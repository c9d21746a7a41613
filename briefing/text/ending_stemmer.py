"""Stems beyond Snowball's: endings cut off by a list, and consonants as in the base form (light stemming, Savoy 2006).

`endings/CODE.txt` has the endings of nouns, adjectives and verbs of a language that Snowball does not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.text.lexicon import entries

if TYPE_CHECKING:
    from Stemmer import Stemmer

_SHORTEST_ROOT = 4
"""Letters that are left of a word."""
BASES = {
    "pl": {"dz": "d", "rz": "r", "c": "k"},
    "uk": {"бл": "б", "вл": "в", "мл": "м", "пл": "п", "фл": "ф", "ц": "к", "ч": "к"},
}
"""Ends of roots that change before an ending, with those of the base form: `fabryce`, `fabryka`; `затоплений`,
`затопити`."""


class EndingStemmer:
    """Stems words of a language in `BASES`, with the interface of `Stemmer.Stemmer`."""

    def __init__(self, language: str, snowball: Stemmer | None) -> None:
        """Use the Snowball stemmer of the language or, if there is none, its list of endings."""
        self._snowball, self._bases = snowball, BASES[language]
        self._endings = frozenset[str]() if snowball else entries(f"endings/{language}")
        self._longest = max(map(len, self._endings), default=0)

    def stemWord(self, word: str) -> str:  # noqa: N802
        """Stem of a lower-cased word."""
        return self._base(self._snowball.stemWord(word) if self._snowball else self._without_ending(word))

    def stemWords(self, words: Sequence[str]) -> list[str]:  # noqa: N802
        """Stems of lower-cased words."""
        return [*map(self.stemWord, words)]

    def _without_ending(self, word: str) -> str:
        first = max(len(word) - self._longest, _SHORTEST_ROOT)
        return next((word[:at] for at in range(first, len(word)) if word[at:] in self._endings), word)

    def _base(self, root: str) -> str:
        if len(root) < _SHORTEST_ROOT:
            return root
        end = next((end for end in self._bases if root.endswith(end)), "")
        return root.removesuffix(end) + self._bases.get(end, "")
