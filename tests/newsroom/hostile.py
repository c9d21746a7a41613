"""Faults put into worker processes: texts that hang, crash or exhaust whatever works on them.

A worker process calls `infect` before it serves (`BOOT`), which wraps the functions that its jobs call. A text does
harm by the word in it: `HANGS`, `SPINS` (in C, with the interpreter's lock held), `CRASHES`, `EXITS`, `EXHAUSTS` or
`RAISES`. `StandIn` is a process that is none: harm ends it as it ends a process, at once.
"""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.codec import from_data
from briefing.model import Source
from briefing.newsroom.processes import child
from briefing.newsroom.processes.jobs import Answer, Job, perform
from briefing.sources import parse_feed


def harm(text: str) -> None:
    """Do the harm that a word of the text names."""
    if "HANGS" in text:
        time.sleep(600)
    elif "SPINS" in text:
        re.fullmatch(r"(a+)+b", "a" * 64)
    elif "CRASHES" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    elif "EXITS" in text:
        os._exit(7)
    elif "EXHAUSTS" in text:
        bytearray(1 << 42)
    elif "RAISES" in text:
        raise ValueError("a case nobody has seen")


class EndError(BaseException):
    """A stand-in has ended with this exit code."""


ENDS = {"HANGS": -signal.SIGALRM, "SPINS": -signal.SIGPROF, "CRASHES": -signal.SIGSEGV, "EXITS": 7}
"""Exit codes of processes that a word ends."""


def end(text: str) -> None:
    """Do the harm that a word of the text names to a stand-in."""
    for word, code in ENDS.items():
        if word in text:
            raise EndError(code)
    if "EXHAUSTS" in text:
        raise MemoryError
    harm(text)


class StandIn:
    """A worker process that executes its jobs in this process."""

    def __init__(self, job_class: type[Job[Any]]) -> None:
        self.is_late = False
        self._code = -signal.SIGKILL

    def is_up(self, patience: float) -> bool:
        return True

    def do(self, header: dict[str, Any], body: bytes, parts: int, patience: float) -> list[Answer]:
        answers: list[Answer] = []
        job = from_data(child._class_of(header["class"]), json.loads(json.dumps(header["job"])))
        with pytest.MonkeyPatch.context() as patch:
            infect(end, patch.setattr)
            try:
                for answer in perform(job, body):
                    answers.append(json.loads(json.dumps(answer)))
            except EndError as ended:
                (self._code,) = ended.args
        return answers

    def end_if_late(self) -> None:
        pass

    def kill(self) -> None:
        pass

    def reap(self, patience: float = 0.0) -> int:
        return self._code


def infect(harm: Callable[[str], None] = harm, put: Callable[[Any, str, Any], None] = setattr) -> None:
    """Make the functions of jobs suffer from harmful bytes and texts.

    Args:
        harm: what a text does before a function works on it.
        put: sets an attribute of a module.
    """

    def harmful(work: Callable[..., Any], text_of: Callable[..., str]) -> Callable[..., Any]:
        def suffer(*arguments: Any, **named: Any) -> Any:
            harm(text_of(*arguments, **named))
            return work(*arguments, **named)

        return suffer

    import briefing.briefs.composition
    import briefing.clean
    import briefing.sources
    import briefing.text.analysis

    sources, text, clean, briefs = briefing.sources, briefing.text.analysis, briefing.clean, briefing.briefs.composition
    in_bytes = lambda body, *_, **__: body.decode("latin-1") if "FEED" in body.decode("latin-1") else ""  # noqa: E731
    put(sources, "parse_feed", harmful(sources.parse_feed, in_bytes))
    put(
        sources,
        "article_from_seed",
        harmful(
            sources.article_from_seed,
            lambda _, body: body.decode("latin-1") if "SEED" in body.decode("latin-1") else "",
        ),
    )
    put(clean, "clean_page", harmful(clean.clean_page, lambda page, *_, **__: str(page)))
    put(text, "analyse", harmful(text.analyse, lambda article: article.text if "THREAD" not in article.text else ""))
    put(
        briefs,
        "make_brief",
        harmful(
            briefs.make_brief,
            lambda _, members, *rest: next((m.article.text for m in members if "THREAD" in m.article.text), ""),
        ),
    )


def warm_up() -> None:
    """Load and run everything that is slow at first, so that limits can be short."""
    from briefing import brief, read_articles

    brief(read_articles(Path(__file__).parents[2] / "seeds" / "trump-petro-call.txt"))
    parse_feed(b"<rss><channel><title>x</title></channel></rss>", Source("x", "feed", "x"), url="")


BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); import briefing.newsroom.processes.child as w;"
    "from tests.newsroom.hostile import infect, warm_up; warm_up(); infect(); w.main()"
)
