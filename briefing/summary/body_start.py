"""Where the text of an article begins: behind its own headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import AnnotatedArticle
from briefing.text.terms import words

if TYPE_CHECKING:
    pass

REPEATED = 0.6
"""Share of the headline's words from which a line of the text is the headline: what is left is the outlet's name."""


LEAST_WORDS = 4
"""A shorter line is none."""


def matter_start(item: AnnotatedArticle) -> int:
    """Return where the text goes on behind its own headline, 0 if it is not in the upper half of the text.

    Above it a page has what belongs to other articles.
    """
    title, text, sentences = words(item.article.title), item.article.text, item.analysis.sentences
    for sentence in sentences if len(title) >= LEAST_WORDS else ():
        if sentence.end > len(text) / 2:
            break
        said = words(text[sentence.start : sentence.end]) if sentence.kind == "heading" else []
        if len(said) >= max(LEAST_WORDS, REPEATED * len(title)) and said == title[: len(said)]:
            follows = any(each.kind == "prose" for each in sentences[sentence.index + 1 :])
            return sentence.end if follows else 0
    return 0
