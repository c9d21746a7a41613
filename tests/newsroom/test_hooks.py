"""Hooks receive new items once, and cannot block a refresh."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing.config import Config, FeedConfig, HookConfig, WatchConfig
from briefing.newsroom import listed_targets, mark, open_store, refresh_with_hooks
from briefing.newsroom.results import RefreshReport
from tests.newsroom.conftest import hours
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A
from tests.newsroom.site import Item, Site


def config(site: Site, *hooks: HookConfig) -> Config:
    from tests.newsroom.content import configure

    feed = FeedConfig(site.url + "/one.xml", "One", full_text="never")
    return replace(configure(feed), hooks=hooks, watch=(WatchConfig("Call", "petro trump"),))


def run(path: Path, settings: Config, hour: float) -> RefreshReport:
    with open_store(path) as store:
        report = refresh_with_hooks(store, settings, now=hours(hour))
    assert (report.failed, report.skipped) == ((), ())
    return report


def taken(path: Path) -> list[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return [json.loads(line) for line in lines]


def test_a_hook_gets_the_threads_that_came_in_once(site: Site, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    settings = config(site, HookConfig("refresh", f"cat >> '{out}'; echo $BRIEFING_EVENT >&2"))
    site.feed("/one.xml", "One", CALL_A, QUAKE_A)
    assert run(path, settings, 0).hooks == ()
    assert {row["articles"] for row in taken(out)} == {1}
    run(path, settings, 1)
    assert taken(out) == []
    site.feed("/one.xml", "One", CALL_A, QUAKE_A, CALL_B)
    run(path, settings, 2)
    (row,) = taken(out)
    assert (row["schema"], row["articles"], row["thread"]["watch"]) == ("briefing/1", 2, "Call")


def test_a_hook_that_has_everything_keeps_none_behind_it_from_its_news(site: Site, path: Path, tmp_path: Path) -> None:
    out, flag = tmp_path / "out", tmp_path / "flag"
    settings = config(site, HookConfig("refresh", "cat"), HookConfig("refresh", f"test -e '{flag}' && cat >> '{out}'"))
    site.feed("/one.xml", "One", CALL_A)
    assert len(run(path, settings, 0).hooks) == 1
    flag.touch()
    assert run(path, settings, 1).hooks == ()
    assert len(taken(out)) == 1


def test_developments_are_those_of_followed_and_watched_threads(site: Site, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    settings = config(site, HookConfig("development", f"cat >> '{out}'"))
    site.feed("/one.xml", "One", CALL_A, QUAKE_A)
    run(path, settings, 0)
    taken(out)
    more = Item("/call-c", CALL_A.title, CALL_A.text + " They will meet in the city of Cartagena in April.")
    other = Item("/quake-b", QUAKE_A.title, QUAKE_A.text + " Two villages have no water.")
    site.feed("/one.xml", "One", CALL_A, QUAKE_A, more, other)
    run(path, settings, 1)
    (brief,) = taken(out)
    assert [line["text"] for line in brief["new"]] == ["They will meet in the city of Cartagena in April."]


def test_developments_are_those_of_a_thread_that_is_followed_by_hand(site: Site, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    settings = replace(config(site, HookConfig("development", f"cat >> '{out}'")), watch=())
    more = Item("/call-c", CALL_A.title, CALL_A.text + " They will meet in the city of Cartagena in April.")
    later = Item("/call-d", CALL_A.title, CALL_A.text + " The two ministers of trade will join them there.")
    for hour, items in enumerate(([CALL_A], [CALL_A, more])):
        site.feed("/one.xml", "One", *items)
        run(path, settings, hour)
    assert taken(out) == []
    with open_store(path) as store:
        mark(store, "follow", listed_targets(store))
    site.feed("/one.xml", "One", CALL_A, more, later)
    run(path, settings, 2)
    (brief,) = taken(out)
    assert [line["text"] for line in brief["new"]] == ["The two ministers of trade will join them there."]


@pytest.mark.parametrize(
    ("command", "seconds", "reason"),
    [
        ("echo first; echo 'no \x1b[31mspace' >&2; exit 3", 20, "ended with exit code 3: no space"),
        ("sleep 60", 0.3, "was killed after 0.3 s"),
        ("nonesuch-program", 20, "exit code 127: "),
    ],
)
def test_what_a_failed_hook_did_not_take_is_told_again(
    site: Site, path: Path, tmp_path: Path, command: str, seconds: float, reason: str
) -> None:
    out = tmp_path / "out"
    gate = tmp_path / "gate"
    line = f"if [ -e '{gate}' ]; then cat >> '{out}'; else {command}; fi"
    settings = config(site, HookConfig("refresh", line, timeout=seconds))
    site.feed("/one.xml", "One", QUAKE_A)
    began = time.monotonic()
    report = run(path, settings, 0)
    assert time.monotonic() - began < 30
    assert [reason in failure.reason for failure in report.hooks] == [True]
    assert report.exit_code == 0
    gate.touch()
    site.feed("/one.xml", "One", QUAKE_A, CALL_A)
    assert run(path, config(site, HookConfig("refresh", line, timeout=20)), 1).hooks == ()
    assert len(taken(out)) == 2


def test_a_hook_need_not_read_what_it_gets(site: Site, path: Path) -> None:
    site.feed("/one.xml", "One", CALL_A, QUAKE_A)
    assert run(path, config(site, HookConfig("refresh", "exec <&-; true")), 0).hooks == ()
