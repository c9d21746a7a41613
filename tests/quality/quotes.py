"""The annotated quotes of this folder, and how well the program finds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.model import Quote

ARTICLES = frozenset(
    ("the", "a", "an", "el", "la", "los", "las", "un", "una", "o", "um", "uma", "le", "une", "der", "die")
)
FOLDER = Path(__file__).parent
TRAINING = FOLDER.parents[1] / "scripts"
"""Folder of the sentences from which weights are fitted."""
EDGE = ' .,;:!?\n“”"«»'


@dataclass(frozen=True)
class Expected:
    """A quote of an example."""

    text: str
    speakers: tuple[str, ...]
    """Every right name; empty where the text names nobody."""


@dataclass(frozen=True)
class Example:
    """A short text and the quotes in it."""

    text: str
    quotes: tuple[Expected, ...]
    is_open: bool = False
    """Whether the program gets it wrong today."""

    def is_right(self, answers: Sequence[Quote]) -> bool:
        """Whether these are its quotes and speakers, and no others."""
        result = score([self], lambda _: answers)
        return result.right == result.quotes == result.answers


@dataclass
class Score:
    """Counts over examples."""

    quotes: int = 0
    """Quotes in the examples."""
    answers: int = 0
    """Quotes that the program finds."""
    found: int = 0
    """Those of them that are quotes."""
    right: int = 0
    """Those of them with the right speaker."""
    wrong: int = 0
    """Those of them with somebody else as speaker."""

    @property
    def joint(self) -> float:
        """F1 of quotes found with the right speaker, in percent."""
        return 200 * self.right / (self.quotes + self.answers)

    @property
    def detection(self) -> float:
        """F1 of quotes found, in percent."""
        return 200 * self.found / (self.quotes + self.answers)


def load(name: str, folder: Path = FOLDER, *, without: str = "") -> list[Example]:
    """The examples of a file, but for those below the heading of one language."""
    examples = []
    language = ""
    for block in re.split(r"\n\s*\n", (folder / f"{name}.txt").read_text(encoding="utf-8")):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines and lines[0].startswith("["):
            language = lines.pop(0)[1:3]
        if lines and (not without or language != without):
            text = "\n".join(part.strip() for part in lines[0].removeprefix("✗").split("¶"))
            expected = [_expected(line[2:]) for line in lines[1:] if line != "= no quote"]
            examples.append(Example(text, tuple(expected), lines[0].startswith("✗")))
    return examples


def _expected(line: str) -> Expected:
    text, _, names = line.rpartition(" → ")
    return Expected(text, tuple(name.strip() for name in names.split("|") if name.strip() != "nobody"))


def score(examples: Iterable[Example], extract: Callable[[str], Sequence[Quote]]) -> Score:
    """Compare what is extracted from each example with what it has."""
    total = Score()
    for example in examples:
        answers = list(extract(example.text))
        total.quotes += len(example.quotes)
        total.answers += len(answers)
        for expected in example.quotes:
            answer = next((a for a in answers if _bare(example.text[a.start : a.end]) == _bare(expected.text)), None)
            if answer is None:
                continue
            answers.remove(answer)
            total.found += 1
            is_right = _is_right(answer.speaker or "", expected.speakers)
            total.right += is_right
            total.wrong += bool(answer.speaker) and not is_right
    return total


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(EDGE).casefold()


def _is_right(speaker: str, names: tuple[str, ...]) -> bool:
    """Whether a speaker is one of the right names: the same, or its last word with nothing but words of the name."""
    if not names:  # a role or an institution may be shown as written
        return not speaker or speaker.split()[0].casefold() in ARTICLES
    words = set(speaker.casefold().split())
    return any(words and words <= set(n.casefold().split()) and n.casefold().split()[-1] in words for n in names)
