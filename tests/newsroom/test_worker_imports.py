"""Worker processes of a refresh load what their jobs need, and nothing else: each library costs memory per process."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from briefing.config import Config
from briefing.newsroom import list_threads, make_demo, open_store
from tests.newsroom.conftest import NOON
from tests.table import table

TEXTS = (
    "The minister resigned on Monday and said that “talks would go on”.",
    "Die Ministerin trat am Montag zurück.",
    "Zorbak kelpor vindet marlan osterin falbek turna mendok.",
    "Министр ушёл в отставку в понедельник утром.",
)
JOBS = """
import json, sys
from datetime import datetime
from briefing.config import Config
from briefing.model import Article
from briefing.newsroom.processes import child
from briefing.newsroom.processes.jobs import perform
kind, texts, store, ids, now = json.loads(sys.argv[1])
if kind == "feeds":
    from briefing.newsroom.ingest.parse_jobs import FeedJob
    FeedJob.warm_up()
else:
    from briefing.newsroom.stories.thread_jobs import TextJob, ThreadJob
    TextJob.warm_up()
    answers = list(perform(TextJob(tuple(map(Article.from_text, texts)))))
    if kind == "threads":
        answers += perform(ThreadJob(store, tuple(ids), Config(), datetime.fromisoformat(now)))
    assert all("done" in each for each in answers), answers
print("\\n".join(sys.modules))
"""
NEVER = {"textual", "rich", "click", "urllib3", "feedparser", "trafilatura", "chardet", "tld", "yaml", "sumy", "nltk"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    path, _ = make_demo(tmp_path_factory.mktemp("demo"), Config(), NOON)
    with open_store(path) as store:
        return str(path), [row.thread.id for row in list_threads(store, now=NOON)]


@table(
    ("kind", "others"),
    [
        ("feeds", {"numpy", "Stemmer", "gcld3", "briefing.summary", "briefing.threads"}),
        ("texts", {"numpy", "lxml", "briefing.sources", "briefing.clean", "briefing.web"}),
        ("threads", {"lxml", "briefing.sources", "briefing.clean", "briefing.threads.clustering.clusterer"}),
    ],
)
def test_a_worker_loads_what_its_jobs_need(store: tuple[str, list[str]], kind: str, others: set[str]) -> None:
    command = [sys.executable, "-c", JOBS, json.dumps((kind, TEXTS, *store, NOON.isoformat()))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & (NEVER | others) == set()
