"""Detection of articles about many stories, and of those that tell none: they neither found nor link threads.

They may join a thread, but resemble unrelated stories. Some are recognised by their form (`article_kinds`), all others
by their similarity to several unrelated stories (`clustering.candidate_threads.is_round_up`).
"""

from __future__ import annotations

import re

from briefing.model import Article
from briefing.threads.article_kinds import LONGEST, SINGLE_SUBJECT, article_kind

_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}"
_LIST = re.compile(rf"(?<![\w.])(?:{_NAME}, ){{1,8}}{_NAME},? (?:and|&) {_NAME}")


def is_loose(article: Article) -> bool:
    """Whether the form of an article shows that it is not about one subject."""
    return article_kind(article) not in SINGLE_SUBJECT


def lists_names(title: str) -> bool:
    """Whether a headline lists three names or more: `Talks on Iran, Ukraine and Gaza`."""
    return _LIST.search(title[:LONGEST]) is not None
