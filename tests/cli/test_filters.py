"""`summarize` and `extract` as a user pipes them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.conftest import SEED
from tests.newsroom.site import Item, Site

TOLD = "The ministers of Ruritania and Graustark met on Monday in the town of Strelsau to speak about the railway line."
PAGE = f"""<html><head><title>Ministers meet</title></head><body><article><h1>Ministers meet</h1>
<p>{TOLD}</p>
<p>They agreed that the work on the bridge across the border river begins in May and ends in two years at most.</p>
<p>The opposition in both countries called the plan a waste of money, and announced that it would vote against it.</p>
</article></body></html>""".encode()
MAIL = (
    b"From: North Post <news@north.example>\r\nSubject: Fwd: Ministers meet\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n" + PAGE
)


def record(number: int) -> bytes:
    return json.dumps(
        {"id": f"n{number}", "title": f"Story {number}", "text": f"{TOLD} It is story {number}."}
    ).encode()


def test_summary_of_a_file_is_verbatim_and_names_its_source(program: Program, seed_text: str) -> None:
    title, source, empty, *lines = program.text("summarize", str(SEED), "--words", "80").splitlines()
    assert (source, empty) == (f"8 Jan 2026 · {SEED}", "")
    assert title
    assert lines and all(line in seed_text for line in lines)
    assert sum(len(line.split()) for line in lines) <= 80
    assert not program.store.exists()


def test_standard_input_by_dash_or_by_nothing(program: Program) -> None:
    body = SEED.read_bytes()
    assert program.text("summarize", "-", stdin=body) == program.text("summarize", stdin=body) != ""


def test_page_is_cleaned(program: Program) -> None:
    told = program.text("summarize", "-", stdin=PAGE)
    assert "Strelsau" in told
    assert "<p>" not in told


def test_places_are_those_of_the_extracted_text(program: Program, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "mail.eml").write_bytes(MAIL)
    inputs = (str(SEED), str(tmp_path / "page.html"), str(tmp_path / "mail.eml"))
    texts = {each["id"]: each["text"] for each in program.json("extract", *inputs)["documents"]}
    summed = program.json("summarize", *inputs, "--quotes")
    assert summed["schema"] == "briefing/1"
    assert [each["articles"][0]["location"] for each in summed["documents"]] == list(inputs)
    told = [part for each in summed["documents"] for part in (*each["lines"], *each["quotes"])]
    assert len(told) > 6
    assert all(texts[part["article_id"]][part["start"] : part["end"]] == part["text"] for part in told)
    assert summed["lines"] == [line for each in summed["documents"] for line in each["lines"]]


def test_statement_that_its_cue_divides_is_a_key_quote_by_its_first_part(program: Program, tmp_path: Path) -> None:
    said = "“A hundred years of luck,” said the historian Lena Ott, “and one night without it.”"
    page = tmp_path / "page.html"
    page.write_bytes(PAGE.replace(b"<p>They agreed", f"<p>{said}</p><p>They agreed".encode()))
    quotes = program.json("summarize", str(page), "--quotes")["documents"][0]
    assert [each["text"] for each in quotes["quotes"]] == ["A hundred years of luck"]
    assert [each["text"] for each in quotes["other_quotes"]] == ["and one night without it"]
    for format in ("text", "markdown"):
        shown = program.text("summarize", str(page), "--quotes", "--format", format).replace("*", "")
        assert "“A hundred years of luck” — Lena Ott" in shown
        assert "“and one night without it” —" not in shown
    record = json.loads(program.text("summarize", str(page), "--quotes", "--format", "jsonl"))
    assert [each["text"] for each in record["quotes"]] == ["A hundred years of luck"]


@pytest.mark.parametrize("format", ["text", "markdown", "json", "jsonl"])
def test_what_extract_prints_is_read_again(program: Program, tmp_path: Path, format: str) -> None:
    (tmp_path / "mail.eml").write_bytes(MAIL)
    inputs = [str(tmp_path / "mail.eml")] if format == "markdown" else [str(tmp_path / "mail.eml"), str(SEED)]
    direct = program.json("summarize", *inputs)["lines"]
    extracted = program.text("extract", *inputs, "--format", format).encode()
    again = json.loads(program.text("summarize", "-", "--json", stdin=extracted))["lines"]
    told = [(line["text"], line["start"], line["source"]["title"], line["source"]["published"]) for line in direct]
    assert [
        (line["text"], line["start"], line["source"]["title"], line["source"]["published"]) for line in again
    ] == told


def test_our_own_lines_are_read_again(seeded: Program) -> None:
    for command in (["daily", "--dry-run"], ["quotes"], ["thread", "petro"]):
        lines = seeded.text(*command, "--format", "jsonl").encode()
        assert "Petro" in seeded.text("summarize", stdin=lines)


def test_documents_are_told_as_they_come(program: Program) -> None:
    command = program.command("summarize", "-", "--format", "jsonl")
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=program.environment(), bufsize=0
    ) as running:
        assert running.stdin and running.stdout
        for number in range(3):
            running.stdin.write(record(number) + b"\n")
            assert json.loads(running.stdout.readline())["id"] == f"n{number}"
        running.stdin.close()


def test_memory_does_not_grow_with_the_stream(program: Program) -> None:
    watch = "import resource,subprocess,sys;c=subprocess.run(sys.argv[1:]).returncode;" + (
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,file=sys.stderr);sys.exit(c)"
    )

    def peak(count: int) -> int:
        body = b"".join(
            record(number).replace(b"}", b', "junk": "' + b"x" * 300_000 + b'"}\n') for number in range(count)
        )
        command = [sys.executable, "-c", watch, *program.command("summarize", "-", "--format", "jsonl")]
        done = subprocess.run(command, input=body, capture_output=True, check=True, env=program.environment())
        assert done.stdout.count(b"\n") == count
        return int(done.stderr) // 1024

    assert peak(90) < peak(10) + 15  # the stream is 27 MB


def test_one_bad_input_does_not_stop_the_others(program: Program, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    done = program.run("summarize", "nothing.txt", str(tmp_path / "page.html"), "ftp://x.example/y")
    assert done.returncode == 3
    assert TOLD in done.stdout.decode()
    assert done.stderr.decode().splitlines() == [
        "briefing: nothing.txt: there is no such file",
        "briefing: ftp://x.example/y: only http and https addresses are fetched; a file is named by its path",
    ]


def test_bad_line_names_its_number(program: Program) -> None:
    body = record(1) + b'\n{"broken\n\n[7]\n' + record(2)
    done = program.run("summarize", "--format", "jsonl", stdin=body)
    assert done.returncode == 3
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["n1", "n2"]
    first, second = done.stderr.decode().splitlines()
    assert first.startswith("briefing: standard input: line 2: this is not JSON")
    assert second.startswith("briefing: standard input: line 4: not an object")


def test_many_failures_are_counted(program: Program) -> None:
    done = program.run("extract", stdin=record(1) + b"\n" + b"{]\n" * 1000)
    assert done.returncode == 3
    assert done.stderr.decode().splitlines()[50:] == ["briefing: and 950 more failed"]


def test_what_cannot_be_summed_up(program: Program) -> None:
    assert "there is no such file" in program.error("summarize", "nothing.txt", code=4)
    assert "no text" in program.error("summarize", "-", code=4)
    assert "lexrnk" in program.error("summarize", str(SEED), "--method", "lexrnk", code=2)
    assert "twice" in program.error("summarize", "-", "-", code=2)
    assert "not both" in program.error("summarize", "--words", "9", "-n", "1", str(SEED), code=2)


def test_terminal_without_a_name_is_told_what_to_do(program: Program) -> None:
    leader, follower = os.openpty()
    try:
        done = subprocess.run(
            program.command("summarize"), stdin=follower, capture_output=True, env=program.environment(), check=False
        )
    finally:
        os.close(leader)
        os.close(follower)
    assert done.returncode == 2
    assert b"pipe in a document" in done.stderr


def test_addresses_are_fetched(program: Program, site: Site) -> None:
    site.page("/story", TOLD, "They agreed that the work on the bridge begins in May and ends in two years at most.")
    feed = site.feed("/feed", "North Post", Item("/story", "Ministers meet", TOLD), Item("/b", "Snow", "Snow fell."))
    assert TOLD in program.text("summarize", site.url + "/story")
    told = program.json("summarize", feed, site.url + "/missing", code=3)["documents"]
    assert [each["title"] for each in told] == ["Ministers meet", "Snow"]
    assert told[0]["articles"][0]["outlet"] == "North Post"


def test_threads_group_the_documents(program: Program, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL)
    other = PAGE.replace(b"</article>", b"<p>The king was there, and gave a short speech to the crowd.</p></article>")
    (tmp_path / "b.html").write_bytes(other)
    first, second = program.json("summarize", "--threads", str(SEED), str(tmp_path))["documents"]
    assert {each["location"] for each in first["articles"]} == {str(tmp_path / "a.eml"), str(tmp_path / "b.html")}
    assert "Petro" in second["title"]
    assert "Sources" in program.text("summarize", "--threads", str(tmp_path))


@pytest.mark.parametrize("command", ["summarize", "extract"])
def test_head_ends_it_quietly(program: Program, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = program.run(command, str(SEED), stdout=gone)
    assert (done.returncode, done.stderr) == (141, b"")


def test_kinds_of_the_option_are_those_of_the_sources() -> None:
    from briefing.cli.inputs import KINDS
    from briefing.sources import KINDS as KNOWN

    assert KINDS == KNOWN


def test_what_is_known_is_not_told_again(program: Program, tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    quake = "A strong earthquake struck the coast of Norland near the town of Arvik early on Monday."
    aid = "The government promised ten million crowns of aid to families who lost their homes."
    old.write_text(f"{quake}\n", encoding="utf-8")
    new.write_text(f"{quake} {aid}\n", encoding="utf-8")
    told = [line["text"] for line in program.json("summarize", "--known", str(old), str(new))["lines"]]
    assert told == [aid]
    assert program.json("summarize", "--threads", "--known", str(old), str(old))["lines"] == []
    assert "Nothing new." in program.text("summarize", "--known", str(old), str(old))
    assert "only once" in program.error("summarize", "--known", "-", code=2)
    assert "no such file" in program.run("summarize", "--known", "gone", str(new)).stderr.decode()
