"""Copies to the clipboard, pipes to commands, exports to files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.reader_pilot import Start


async def test_y_copies_a_quote_with_its_source(start: Start) -> None:
    async with start() as s:
        await s.press("enter")
        page = s.screen.thread_page
        (first, *_) = [block.key for block in page.blocks if block.key.startswith("quote ")]
        page.go_to_key(first)
        await s.press("y")
        copied = s.app.clipboard
        assert copied.startswith("“")
        assert "” — " in copied
        assert copied.rsplit(" ", 1)[1].startswith("https://")
        assert s.toasts[-1].startswith("Copied: “")


async def test_y_copies_lines_articles_and_titles(start: Start) -> None:
    async with start() as s:
        await s.press("y")
        assert s.app.clipboard == "Colombia–United States: call, tariffs"
        await s.press("enter", "j", "y")
        assert s.app.clipboard.startswith("Both sides agreed to send envoys next week. (")
        await s.press("G", "y")
        assert "https://" in s.app.clipboard
        await s.press("enter", "y")
        title = s.screen.open_thread.article.article.title  # type: ignore[union-attr]
        assert s.app.clipboard.startswith(title)


async def test_a_command_reads_the_thread_or_the_article(start: Start, tmp_path: Path) -> None:
    out = tmp_path / "out"
    async with start() as s:
        await s.press("|", *"cat > ", "enter")  # a command that fails is told
        assert "exit code" in s.toasts[-1]
        await s.press("|")
        s.screen.prompt.query_one("Input").value = f"cat > '{out}'; echo done"  # type: ignore[attr-defined]
        await s.press("enter")
        await s.pilot.pause(0.05)
        assert s.toasts[-1] == "done"
        assert "Both sides agreed" in out.read_text(encoding="utf-8")
        assert s.focused == "threads"
        await s.press("enter", "j", "enter", "|", "enter")  # the command is remembered
        await s.pilot.pause(0.05)
        assert out.read_text(encoding="utf-8").startswith("---\ntitle: ")
        assert s.focused == "article"


async def test_escape_runs_nothing(start: Start, tmp_path: Path) -> None:
    async with start() as s:
        await s.press("|", *"touch ", "x", "escape")
        assert s.focused == "threads"
        assert s.toasts == []
        await s.press("|", "enter")
        assert s.toasts == []


async def test_e_writes_a_file_and_never_over_another(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with start() as s:
        await s.press("e", "enter")
        (made,) = tmp_path.glob("*.md")
        assert made.name == "colombia-united-states-call-tariffs.md"
        assert made.read_text(encoding="utf-8").startswith("# Colombia–United States")
        await s.press("e", "enter")
        assert "exists already" in s.toasts[-1]
        await s.press("e")
        s.screen.prompt.query_one("Input").value = "thread.json"  # type: ignore[attr-defined]
        await s.press("enter")
        assert json.loads((tmp_path / "thread.json").read_text(encoding="utf-8"))["brief"]
        await s.press("e")
        s.screen.prompt.query_one("Input").value = "no/where.txt"  # type: ignore[attr-defined]
        await s.press("enter")
        assert "cannot write" in s.toasts[-1]


async def test_an_empty_store_shares_nothing(start: Start) -> None:
    async with start(query="nothing of this kind") as s:
        await s.press("y", "|", "e")
        assert not s.screen.prompt.display
        assert s.app.clipboard == ""
