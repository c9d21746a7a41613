"""Articles that talk of many stories: round-ups, live blogs, briefings, and opinion.

They may join a thread, but a thread is not made of them: what they have in common with two stories does not make those
one. They are known by their headlines alone.
"""

from __future__ import annotations

import re
from functools import cache

from briefing import wordlists
from briefing.model import Article

LONGEST = 300
"""Characters of a headline that are looked at."""


def is_loose(article: Article) -> bool:
    """Tell whether the headline is that of a round-up, live blog, briefing or opinion piece."""
    return bool(article.title) and _cues().search(" ".join(article.title[:LONGEST].casefold().split())) is not None


@cache
def _cues() -> re.Pattern[str]:
    """Compile the list: a cue that ends in a colon stands at the start of a headline, any other anywhere in it."""
    listed = wordlists.entries("threads", "loose_cues")
    starts = [re.escape(cue[:-1]) for cue in listed if cue.endswith(":")]
    anywhere = [re.escape(cue) for cue in listed if not cue.endswith(":")]
    return re.compile(rf"^(?:{'|'.join(starts)})\s*[:|–—-]|\b(?:{'|'.join(anywhere)})\b")
