"""What is wrong, for people: many feeds that fail alike are told once, and data has each."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC

from briefing.model import Finding
from briefing.render.feed_reports import ALIKE, render_findings
from briefing.render.text_layout import Layout
from tests.render.values import day


def failing(number: int) -> Finding:
    return Finding(
        "feed", f"https://{number}.example/", "no such host", f"try {number}", f"Feed {number}", day(-number)
    )


def test_feeds_that_fail_alike_are_told_once() -> None:
    seed = Finding("seed", "/seed.txt", "no such host", "put it back")
    other = replace(failing(9), problem="HTTP 500")
    silent = replace(failing(10), serious=False)
    found = [other, failing(1), seed, *map(failing, range(2, 8)), silent]
    told = render_findings(found, layout=Layout(zone=UTC)).splitlines()
    assert [line.split(": ")[0] for line in told[::2]] == [
        "Feed 9 https://9.example/",
        "7 feeds",
        "/seed.txt",
        "Feed 10 https://10.example/",
    ]
    assert told[2].endswith(f"no such host (since {day(-7):%Y-%m-%d %H:%M})")
    assert told[3].startswith(
        "    Feed 1, Feed 2, Feed 3, Feed 4, Feed 5 and 2 more; `briefing feeds check` lists each"
    )
    assert len(json.loads(render_findings(found, "json"))["findings"]) == len(found)


def test_few_are_told_one_by_one() -> None:
    told = render_findings([*map(failing, range(1, ALIKE))], layout=Layout(zone=UTC))
    assert told.count("no such host") == ALIKE - 1
