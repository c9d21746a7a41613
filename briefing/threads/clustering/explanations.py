"""Why an article belongs to a thread, in one line a reader understands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.model import AnnotatedArticle
from briefing.text import stem, words
from briefing.threads.clustering.similarity import DAY
from briefing.threads.clustering.vocabulary import NAME

FOUNDS = "founds the thread"
"""The line of an article that is like no earlier one."""
ROUND_UP = "like several stories that have nothing to do with each other"
"""The reason of an article that stands alone."""
TOLD = 3
"""Names, and words, that are told at most."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
HEAD = 600
"""Characters of a text in which a stem's word is looked for."""


def tell(item: AnnotatedArticle, shared: Sequence[str], silence: float | None, alike: float) -> str:
    """Return the line for terms that are shared, most important first, in the words of an article that has them.

    Args:
        item: whose spelling is taken.
        shared: terms as vectors have them.
        silence: seconds between the two that share them; None if a time is unknown.
        alike: their likeness.
    """
    names = [_as_written(item, term[len(NAME) :]) for term in shared if term.startswith(NAME)][:TOLD]
    spoken = {stem(word) for name in item.analysis.names for word in words(name.full)}
    said = [term for term in shared if not term.startswith(NAME) and term not in spoken][:TOLD]
    parts = [part for part in (_listed("name", names), _listed("term", _forms(item, said))) if part]
    line = f"shares {' and '.join(parts)}" if parts else "shares nothing"
    if silence is not None:
        line += f"; {_span(silence)} apart"
    return f"{line}; {alike:.2f}"


def tell_founder(item: AnnotatedArticle, thing: str | None) -> str:
    """Return the line of an article that founds a thread.

    Args:
        item: the article.
        thing: a term that makes it like others with which it shares nothing else; None if there is none.
    """
    if thing is None:
        return FOUNDS
    written = _as_written(item, thing.removeprefix(NAME))
    if written == thing:
        (written,) = _forms(item, [thing])
    return f"{FOUNDS}; shares little but {written} with others"


def _as_written(item: AnnotatedArticle, folded: str) -> str:
    """Return a name with its capitals: a person's last name, any other in full."""
    for name in item.analysis.names:
        if name.full.lower() == folded:
            return name.full
        if name.full.lower().rsplit(None, 1)[-1:] == [folded]:
            return name.full.split()[-1]
    return folded


def _forms(item: AnnotatedArticle, stems: Sequence[str]) -> list[str]:
    """Return stems as the article's headline and start write them first."""
    article = item.article
    head = f"{article.title}\n{article.text[:HEAD]}".lower()
    return [_form(head, root) for root in stems]


def _form(text: str, root: str) -> str:
    """Return the first word of a text that has a stem; a stem begins as its word does, but for its last letter."""
    beginning = root[:-1] or root
    place = text.find(beginning)
    while place >= 0:
        if (
            (found := _WORD.match(text, place))
            and (found[0] == root or stem(found[0]) == root)
            and not text[max(place - 1, 0) : place].isalnum()
        ):
            return found[0]
        place = text.find(beginning, place + 1)
    return root


def _listed(what: str, found: Sequence[str]) -> str:
    return f"{what}{'s' if len(found) > 1 else ''} {', '.join(found)}" if found else ""


def _span(seconds: float) -> str:
    hours = seconds / 3600.0
    return f"{hours:.0f} h" if seconds < 2 * DAY else f"{hours / 24:.0f} days"
