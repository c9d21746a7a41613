"""Share of English articles that have each stem, for `briefing/threads/data/background.txt`.

Run: python scripts/english_frequencies.py frequency_dictionary_en_82_765.txt > briefing/threads/data/background.txt
The dictionary is SymSpell's (MIT), a word and its count on a line. To be run again after a change of the stemmer.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from pathlib import Path

from briefing.text.terms import is_stop_word, stem

MOST_WORDS = 30_000
"""Number of the most frequent words that are used; rarer ones are mostly misspellings."""
ARTICLE_WORDS, ARTICLES = 300, 10_000
LEAST = 20
"""Minimum number of articles, of `ARTICLES`, that have a stem."""


def main() -> None:
    """Print a stem and its number of articles on a line."""
    rows = [line.split() for line in Path(sys.argv[1]).read_text(encoding="utf-8-sig").splitlines()]
    counts = Counter({word: int(count) for word, count in rows})
    stems: Counter[str] = Counter()
    for word, count in counts.most_common(MOST_WORDS):
        if len(word) > 1 and not is_stop_word(word):
            stems[stem(word)] += count
    for root in sorted(stems):
        expected = ARTICLES * (1 - math.exp(-ARTICLE_WORDS * stems[root] / counts.total()))
        if expected >= LEAST:
            print(root, round(expected))


if __name__ == "__main__":
    main()
