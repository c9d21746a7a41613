"""Reading imports no heavy module, as analyses and summaries are stored by the refresh."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from briefing.store import Store

HEAVY = (
    *("numpy", "sumy", "nltk", "trafilatura", "lxml", "urllib3", "feedparser", "nupunkt", "textual"),
    *("briefing.text", "briefing.threads", "briefing.summary", "briefing.clean", "briefing.web", "briefing.sources"),
)
READ = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from briefing import newsroom
now = datetime.now(UTC)
with newsroom.open_store(Path(sys.argv[1])) as store:
    newsroom.overview(store), newsroom.list_threads(store), list(newsroom.each_quote(store))
    newsroom.search_articles(store, "a title:b")
    since = newsroom.parse_since(store, "7d", now)
    newsroom.commit_briefing(store, newsroom.build_briefing(store, now=now, since=since))
    newsroom.mark_read(store, ["x"])
print("\\n".join(sys.modules))
"""


def test_reading_loads_no_heavy_module(path: Path) -> None:
    Store.open(path).close()
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(HEAVY) == set()
