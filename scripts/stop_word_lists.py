"""Stop words of languages other than English, for `briefing/text/data/stop_words/`.

Run: python scripts/stop_word_lists.py CODE... (with stopwordsiso, stop-words and wordfreq installed)
A word is kept if stopwordsiso or stop-words lists it and a language's text has it often: both packages list forms that
nobody writes (ancient Greek, mojibake, letters between quotation marks, phrases), and wordfreq has counted words of
subtitles, news, encyclopedias and posts. To be run again after a change of `briefing.text.terms.words`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import stopwordsiso  # type: ignore[import-not-found,unused-ignore]
from stop_words import StopWordError, get_stop_words  # type: ignore[import-not-found,import-untyped,unused-ignore]
from wordfreq import get_frequency_dict  # type: ignore[import-not-found,unused-ignore]

from briefing.text.terms import words

LEAST_SHARE = 1e-9 * 10**4.5
"""Minimum frequency of a word: three in 100,000. Rarer ones hardly occur in an article."""
OWN_CODES = {"nb": "no"}
"""Codes by which stopwordsiso knows a language."""
COUNTED = {"hr": "sh"}
"""Codes by which wordfreq knows a language."""
NOT_FROM_ISO = frozenset(("ms", "ru"))
"""Languages whose list in stopwordsiso has the common nouns of the news."""
CHANGES = frozenset(Path(__file__).with_name("stop_word_changes.txt").read_text(encoding="utf-8").splitlines())
"""Function words that no package lists (`+el και`), and listed words that tell what a text is about (`-de gott`)."""
COMMAS_BELOW = str.maketrans("şţ", "șț")
"""Letters of Romanian, which is written with either form; `ş` is a letter of Turkish too."""
DATA = Path(__file__).parents[1] / "briefing/text/data/stop_words"


def main(languages: list[str]) -> None:
    """Write the list of each language."""
    for language in languages:
        shares = get_frequency_dict(COUNTED.get(language, language))
        kept = [
            word
            for word in sorted(candidates(language))
            if (shares.get(counted_form(word, language), 0) >= LEAST_SHARE or f"+{language} {word}" in CHANGES)
            and not any(map(str.isdecimal, word))
            and words(word) == [word]
            and f"-{language} {word}" not in CHANGES
        ]
        (DATA / f"{language}.txt").write_text("".join(f"{word}\n" for word in kept), encoding="utf-8")
        print(language, len(kept))


def candidates(language: str) -> set[str]:
    """Lower-cased stop words of both packages."""
    try:
        listed = {*get_stop_words(language)}
    except StopWordError:
        listed = set()
    if language not in NOT_FROM_ISO:
        listed |= stopwordsiso.stopwords(OWN_CODES.get(language, language))
    listed |= {line[len(language) + 2 :] for line in CHANGES if line.startswith(f"+{language} ")}
    lowered = {word.strip().lower() for word in listed}
    return lowered | {word.translate(COMMAS_BELOW) for word in lowered} if language == "ro" else lowered


def counted_form(word: str, language: str) -> str:
    """Spelling of a word in wordfreq."""
    return word.casefold().translate(COMMAS_BELOW) if language == "ro" else word.casefold()


if __name__ == "__main__":
    main(sys.argv[1:])
