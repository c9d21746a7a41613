"""When garbage is collected."""

from __future__ import annotations

import gc

from briefing.collector import collect_seldom, collection_paused


def test_an_article_is_analysed_without_a_collection() -> None:
    before = gc.get_threshold()
    try:
        collect_seldom()
        assert gc.get_threshold()[0] >= 10_000
    finally:
        gc.set_threshold(*before)


def test_collection_is_paused_for_a_while() -> None:
    try:
        for enable in (gc.enable, gc.disable):
            enable()
            before = gc.isenabled()
            with collection_paused():
                assert not gc.isenabled()
            assert gc.isenabled() == before
    finally:
        gc.enable()
