"""When garbage is collected."""

from __future__ import annotations

import gc

from briefing.collector import collect_seldom


def test_an_article_is_analysed_without_a_collection() -> None:
    before = gc.get_threshold()
    try:
        collect_seldom()
        assert gc.get_threshold()[0] >= 10_000
    finally:
        gc.set_threshold(*before)
