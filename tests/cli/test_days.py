"""Dates without a time are that day in every zone: in lists, texts, data and queries."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Program

ZONES = ["UTC", "America/Bogota", "Pacific/Auckland", "Pacific/Kiritimati"]
BODY = (
    "The city council of Norville voted on Tuesday to rebuild the old harbour bridge, which was closed in May. "
    "Mayor Ann Example said the work would take three years."
)
OTHER = (
    "Heavy snow closed the airport of Graustark for two days. Pilots had to land in Ruritania. "
    "The minister of transport promised better ploughs."
)
RSS = (
    "<rss version='2.0'><channel><title>N</title><item><title>Bridge to be rebuilt</title><link>https://n.example/1</link>"
    f"<pubDate>{{}}</pubDate><description>{BODY}</description></item></channel></rss>"
)
PAGE = (
    "<html><head><title>Bridge</title><meta property='article:published_time' content='{}'></head><body><article>"
    f"<h1>Bridge</h1><p>{BODY}</p><p>{OTHER}</p></article></body></html>"
)
TEXT = f"---\ntitle: Bridge\ndate: {{}}\n---\n{BODY}\n"
TOML = f"+++\ntitle = 'Bridge'\ndate = {{}}\n+++\n{BODY}\n"


@pytest.mark.parametrize(
    ("name", "document", "date"),
    [
        ("a.md", TEXT, "2024-11-25"),
        ("a.md", TEXT, "25 Nov 2024"),
        ("a.md", TEXT, "2024-11-25 00:00"),
        ("a.md", TOML, "2024-11-25"),
        ("a.html", PAGE, "2024-11-25"),
        ("a.html", PAGE, "2024/11/25"),
        ("a.xml", RSS, "2024-11-25"),
        ("a.xml", RSS, "25 Nov 2024"),
        ("a.xml", RSS, "Mon, 25 Nov 2024"),
        ("a.jsonl", '{{"title": "Bridge", "text": "' + BODY + '", "published": "{}"}}', "2024-11-25"),
    ],
)
@pytest.mark.parametrize("zone", ZONES[1:3])
def test_day_is_the_same_in_every_zone(
    program: Program, tmp_path: Path, name: str, document: str, date: str, zone: str
) -> None:
    file = tmp_path / name
    file.write_text(document.replace("{}", date).replace("{{", "{").replace("}}", "}"))
    program.env["TZ"] = zone
    assert dates(program.text("summarize", str(file))) == {"25 Nov 2024"}
    record = json.loads(program.text("extract", str(file), "--format", "jsonl"))
    assert (record["published"], record["day_only"]) == ("2024-11-25T00:00:00Z", True)


@pytest.mark.parametrize(
    ("name", "document", "date"),
    [
        ("a.md", TEXT, "2024-11-25T00:00:00Z"),
        ("a.html", PAGE, "2024-11-25T00:00:00+00:00"),
        ("a.xml", RSS, "Mon, 25 Nov 2024 00:00:00 GMT"),
        ("a.xml", RSS, "Mon, 25 Nov 2024 00:00 +0000"),
    ],
)
def test_midnight_of_a_zone_is_an_instant(
    program: Program, tmp_path: Path, name: str, document: str, date: str
) -> None:
    file = tmp_path / name
    file.write_text(document.replace("{}", date).replace("{{", "{").replace("}}", "}"))
    program.env["TZ"] = "America/Bogota"
    assert dates(program.text("summarize", str(file))) == {"24 Nov 2024"}
    record = json.loads(program.text("extract", str(file), "--format", "jsonl"))
    assert (record["published"], record["day_only"]) == ("2024-11-25T00:00:00Z", False)


def test_what_is_extracted_is_read_again_as_that_day(program: Program, tmp_path: Path) -> None:
    program.env["TZ"] = "America/Bogota"
    (tmp_path / "a.md").write_text(TEXT.format("2024-11-25"))
    for format in ("jsonl", "markdown"):
        again = program.text("extract", str(tmp_path / "a.md"), "--format", format)
        assert dates(program.text("summarize", "-", stdin=again.encode())) == {"25 Nov 2024"}


@pytest.mark.parametrize("zone", ZONES[1:])
def test_day_is_the_same_in_the_store(program: Program, tmp_path: Path, zone: str) -> None:
    (tmp_path / "a.md").write_text(TEXT.format("2024-11-25"))
    (tmp_path / "b.md").write_text(f"---\ntitle: Snow closes the airport\ndate: 2024-11-24\n---\n{OTHER}\n")
    program.configure(seeds=(tmp_path / "a.md", tmp_path / "b.md"))
    program.env["TZ"] = zone
    program.text("refresh", "--quiet")
    lines = program.text("threads").splitlines()
    assert sorted(date for line in lines for date in dates(line)) == ["24 Nov 2024", "25 Nov 2024"]
    threads = {
        row["thread"]["title"]: row["thread"]
        for row in map(json.loads, program.text("threads", "--format", "jsonl").splitlines())
    }
    assert threads["Bridge"]["last"] == "2024-11-25T00:00:00Z"
    told = program.text("daily", "--no-refresh")
    assert dates(told) >= {"24 Nov 2024", "25 Nov 2024"} and not {"23 Nov 2024", "26 Nov 2024"} & dates(told)
    for query, titles in [
        ("since:2024-11-25", {"Bridge"}),
        ("before:2024-11-25", {"Snow closes the airport"}),
        ("since:2024-11-24 before:2024-11-25", {"Snow closes the airport"}),
        ("since:2024-11-26", set()),
        ("before:2024-11-24", set()),
        ("since:2024-11-25T00:00", {"Bridge"}),
    ]:
        rows = map(json.loads, program.text("threads", "--format", "jsonl", query).splitlines())
        assert {row["thread"]["title"] for row in rows} == titles, query
        hits = map(json.loads, program.text("search", "--format", "jsonl", query).splitlines())
        assert {hit["article"]["title"] for hit in hits} == titles, query


def dates(text: str) -> set[str]:
    return set(re.findall(r"\b\d{1,2} [A-Z][a-z]{2} \d{4}\b", text))
