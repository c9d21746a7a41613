"""`threads --why`, `thread --why` and `thread --since` as a user types them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.conftest import Program
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A
from tests.newsroom.site import Site


@pytest.fixture
def told(program: Program, site: Site) -> Program:
    """A program that has read reports of a call in two outlets, and of an earthquake in one; it watches the call."""
    program.configure(site.feed("/one.xml", "One News", CALL_A, QUAKE_A), site.feed("/two.xml", "Two News", CALL_B))
    with program.config.open("a", encoding="utf-8") as file:
        file.write('[[watch]]\nname = "Talks"\nquery = "petro"\n[[watch]]\nname = "Idle"\nquery = "maduro"\n')
    program.text("refresh", "--quiet")
    return program


def test_threads_tell_their_rank_in_a_line_each(told: Program) -> None:
    done = told.run("threads", "--why")
    call, why_call, quake, why_quake = done.stdout.decode().splitlines()
    assert "Talks: " in call and "quake" in quake.lower()
    made = r"1 \+ 1.5 × 1 outlet within a day of the last report \+ 0.25 × 1 outlet without a report of its own"
    age = r"halved each day since, [\d.]+ (h|days); new$"
    assert re.search(rf"^\s+pinned by the watch Talks; importance \S+ = \({made}\), {age}", why_call)
    assert re.search(r"^\s+importance \S+ = \(1 \+ 1.5 × 1 outlet within a day of the last report\), halved", why_quake)
    assert done.stderr.decode() == "briefing: watch Idle: no thread matches maduro\n"
    whys = [row["why"] for row in told.json("threads", "--why")["threads"]]
    assert [why.split(" = ")[1].split(",")[0] for why in whys] == [
        "(1 + 1.5 × 1 outlet within a day of the last report + 0.25 × 1 outlet without a report of its own)",
        "(1 + 1.5 × 1 outlet within a day of the last report)",
    ]
    assert [row["why"] for row in told.json("threads")["threads"]] == ["", ""]


def test_a_thread_tells_why_each_article_is_in_it(told: Program) -> None:
    facts, *lines = told.text("thread", "petro", "--why").splitlines()
    assert facts.endswith("2 articles, 2 outlets, 1 independent report, 1 copy") and len(lines) == 2
    assert sum("founds the thread" in line for line in lines) == 1
    (joined,) = [line for line in lines if "founds" not in line]
    assert re.search(r"shares names .*(Petro|Trump).* and terms .*; \d+ h apart; 0\.\d\d; repeats another$", joined)
    whys = {ref["why"] for ref in told.json("thread", "petro")["brief"]["articles"]}
    assert "founds the thread" in whys and len(whys) == 2


def test_a_thread_tells_what_is_new_since_a_time(told: Program) -> None:
    assert "New since" not in told.text("thread", "petro")
    ahead = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert told.json("thread", "petro", "--since", "24h")["brief"]["new"] != []
    assert told.json("thread", "petro", "--since", ahead)["brief"]["new"] == []
    assert "Nothing since" in told.text("thread", "petro", "--since", ahead)
    assert told.json("thread", "petro", "--since", "all")["brief"]["new"] != []
    assert "say last, 24h" in told.error("thread", "petro", "--since", "soon", code=2)
