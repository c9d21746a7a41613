"""Where the text of an article begins: behind its own headline."""

from __future__ import annotations

from briefing.model import AnnotatedArticle
from briefing.text.terms import words

REPEATED = 0.6
"""Share of the headline's words from which a line of the text is the headline; the rest is the outlet's name."""
LEAST_WORDS = 4
"""A shorter line is no headline."""


def body_start(item: AnnotatedArticle) -> int:
    """Offset behind the headline in the upper half of the text; 0 if the headline is not there.

    The text above it belongs to other articles of the page.
    """
    title, text, sentences = words(item.article.title), item.article.text, item.analysis.sentences
    for sentence in sentences if len(title) >= LEAST_WORDS else ():
        if sentence.end > len(text) / 2:
            break
        heading = words(text[sentence.start : sentence.end]) if sentence.kind == "heading" else []
        if len(heading) >= max(LEAST_WORDS, REPEATED * len(title)) and heading == title[: len(heading)]:
            follows = any(each.kind == "prose" for each in sentences[sentence.index + 1 :])
            return sentence.end if follows else 0
    return 0
