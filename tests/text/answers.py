"""The answers to all invented texts, one quote a line, as kept in `answers.txt`.

python -m tests.text.answers        # keep the answers of today, after a look at what changed
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing.text.languages import language_by_words
from briefing.text.lexicon import LANGUAGES
from briefing.text.names.entities import find_names
from briefing.text.quotes import extract_quotes
from briefing.text.sentence_splitter import split_sentences
from tests.quality.quotes import TRAINING, load
from tests.text.quote_patterns import PATTERNS
from tests.text.test_foreign_quotes import CASES

FILE = Path(__file__).with_name("answers.txt")
TEXTS = (
    *(pattern.text for pattern in PATTERNS),
    *(text for text, _ in CASES),
    *(each.text for each in (*load("quotes_en"), *load("quotes_es"), *load("quote_training", TRAINING, without="en"))),
    *(text.strip() for text in Path(__file__).with_name("longer_texts.txt").read_text(encoding="utf-8").split("=====")),
)

_HEADLINE = "HEADLINE: "
"""What opens a text whose first line is its title, too."""


def blocks(step: int = 1) -> Iterator[str]:
    """For each text, or one of `step`, its beginning, names, ends of sentences, and quotes with all that is said of
    them."""
    for text in TEXTS[::step]:
        title = text.partition("\n")[0].removeprefix(_HEADLINE) if text.startswith(_HEADLINE) else ""
        quotes = extract_quotes(text, title, doubtful=True, turns=True, inner=True)
        starts = [quote.start for quote in quotes]
        lines = [f"# {' '.join(text.split())[:80]}"]
        names = [f"{name.full} {name.kind} {len(name.mentions)}" for name in find_names(text, title)]
        language = language_by_words(text, LANGUAGES) or "en"
        ends = [f"{sentence.end}{sentence.kind[0]}" for sentence in split_sentences(text, language)]
        lines += [f"names: {', '.join(names)}", f"sentences: {language} {' '.join(ends)}"]
        for quote in quotes:
            words = " ".join(text[quote.start : quote.end].split())
            around = [str(starts.index(at)) if at is not None else "-" for at in (quote.continues, quote.within)]
            who = f"{quote.speaker} ({quote.speaker_as_written}; {quote.speaks_for})"
            rest = (quote.cue, quote.kind, f"{quote.confidence:.2f}", quote.evidence, *around)
            lines.append(" | ".join((words if len(words) < 40 else f"{words[:20]}…{words[-15:]}", who, *rest)))
        yield "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text("\n".join(blocks()), encoding="utf-8")
