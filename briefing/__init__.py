"""briefing: a terminal news briefing in which every line can be traced to its source.

The public functions (`api`) and values (`model`) are imported on first use, so that `import briefing` is cheap.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from briefing.version import __version__

if TYPE_CHECKING:
    from briefing.api import (
        brief,
        clean_page,
        extract_quotes,
        group_articles,
        read_articles,
        split_sentences,
        summarize_article,
        summarize_thread,
    )
    from briefing.model import Analysis, Article, Brief, Briefing, Entry, Line, Quote, Sentence, Source, Thread

__all__ = [
    "Analysis",
    "Article",
    "Brief",
    "Briefing",
    "Entry",
    "Line",
    "Quote",
    "Sentence",
    "Source",
    "Thread",
    "__version__",
    "brief",
    "clean_page",
    "extract_quotes",
    "group_articles",
    "read_articles",
    "split_sentences",
    "summarize_article",
    "summarize_thread",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'briefing' has no attribute {name!r}")
    value: object = getattr(importlib.import_module("briefing.model" if name[0].isupper() else "briefing.api"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
