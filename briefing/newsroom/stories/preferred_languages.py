"""Changes of the languages that the user reads, applied to stored threads."""

from __future__ import annotations

import json

from briefing.config import Config
from briefing.store import Store, key_values, unfinished_threads

LANGUAGES = "languages"
"""Name in `key_values` of the languages that were applied to the stored threads."""


def apply_languages(store: Store, config: Config) -> None:
    """Have the threads with articles in several languages told again, if the configured languages have changed."""
    current = json.dumps(config.output.languages)
    if (key_values.get_text(store, LANGUAGES) or "[]") == current:
        return
    with store.transaction():
        unfinished_threads.mark_mixed(store)
        key_values.put_text(store, LANGUAGES, current)
