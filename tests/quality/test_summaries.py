"""Floor of article summaries: the main event is told, and the furniture of pages is not."""

from __future__ import annotations

from pathlib import Path

from briefing import summarize_article
from briefing.model import Article
from tests.table import table

FILE = Path(__file__).parent / "summaries.txt"
BLOCKS = [block.splitlines() for block in FILE.read_text(encoding="utf-8").strip().split("\n\n")[1:]]


@table("lines", BLOCKS)
def test_summary_tells_the_main_event_and_no_furniture(lines: list[str]) -> None:
    title, *sentences = lines
    article = Article.from_text("\n\n".join(s.lstrip("+- ") for s in sentences), title=title)
    told = [line.text for line in summarize_article(article, sentences=2)]
    assert any(s[2:] in told for s in sentences if s.startswith("+ ")), told
    assert not any(s[2:] in told for s in sentences if s.startswith("- ")), told
