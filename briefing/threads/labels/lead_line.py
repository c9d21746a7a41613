"""The title that the first sentence of a report makes."""

from __future__ import annotations

import re

from briefing.model import AnnotatedArticle
from briefing.text.language_packs import Kind, pack
from briefing.text.lexicon import LANGUAGES
from briefing.text.previews import is_announcement
from briefing.threads.labels.clauses import LONGEST, has_verb, is_closed, shorten
from briefing.threads.labels.headline_forms import is_teaser

WHOLE = 110
"""Maximum characters of a sentence that has no clause to end with."""

_DASHES = re.compile(r" [–—-] [^–—]{1,300} [–—-] ")
"""A parenthesis between dashes."""


def lead_line(item: AnnotatedArticle) -> str:
    """The first sentence of a report, or its first clauses if it is long; empty if it tells no event in one line.

    Args:
        item: an article; the language of its text must have a pack.
    """
    language = item.analysis.terms.language
    sentence = first_sentence(item).rstrip(".")
    if language not in LANGUAGES or not is_closed(sentence) or is_teaser(sentence, language):
        return ""
    line = sentence if _DASHES.search(sentence) else shorten(sentence, language)
    opening = sentence.split(" ", 1)[0].casefold()
    if (
        pack(language).closed.get(opening) is Kind.PRONOUN
        or is_announcement(f"{line}.", language)
        or not has_verb(line, language)
    ):
        return ""
    return line if len(line) <= (LONGEST if line != sentence else WHOLE) else ""


def first_sentence(item: AnnotatedArticle) -> str:
    """The first sentence of prose of an article, in one line; empty without any."""
    first = next((sentence for sentence in item.analysis.sentences if sentence.kind == "prose"), None)
    return "" if first is None else " ".join(item.article.text[first.start : first.end].split())
