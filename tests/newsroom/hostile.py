"""Faults put into worker processes: texts that hang, crash or exhaust whatever works on them.

A worker process calls `infect` before it serves (`BOOT`), which wraps the functions that its jobs call. A text does
harm by the word in it: `HANGS`, `SPINS` (in C, with the interpreter's lock held), `CRASHES`, `EXITS`, `EXHAUSTS` or
`RAISES`.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefing.model import Source
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


def harmful(work: Callable[..., Any], text_of: Callable[..., str]) -> Callable[..., Any]:
    """A function that suffers from the text of its arguments before it works."""

    def suffer(*arguments: Any, **named: Any) -> Any:
        harm(text_of(*arguments, **named))
        return work(*arguments, **named)

    return suffer


def infect() -> None:
    """Load the modules of jobs, and make their functions suffer from harmful bytes and texts."""
    warm_up()
    import briefing.briefs.composition
    import briefing.clean
    import briefing.sources
    import briefing.text.analysis

    sources, text, clean, briefs = briefing.sources, briefing.text.analysis, briefing.clean, briefing.briefs.composition
    in_bytes = lambda body, *_, **__: body.decode("latin-1") if "FEED" in body.decode("latin-1") else ""  # noqa: E731
    sources.parse_feed = harmful(sources.parse_feed, in_bytes)
    sources.article_from_seed = harmful(
        sources.article_from_seed, lambda _, body: body.decode("latin-1") if "SEED" in body.decode("latin-1") else ""
    )
    clean.clean_page = harmful(clean.clean_page, lambda page, *_, **__: str(page))
    text.analyse = harmful(text.analyse, lambda article: article.text if "THREAD" not in article.text else "")
    briefs.make_brief = harmful(
        briefs.make_brief,
        lambda _, members, *rest: next((m.article.text for m in members if "THREAD" in m.article.text), ""),
    )


def warm_up() -> None:
    """Load and run everything that is slow at first, so that limits can be short."""
    from briefing import brief, read_articles

    brief(read_articles(Path(__file__).parents[2] / "seeds" / "trump-petro-call.txt"))
    parse_feed(b"<rss><channel><title>x</title></channel></rss>", Source("x", "feed", "x"), url="")


BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); import briefing.newsroom.processes.child as w;"
    "from tests.newsroom.hostile import infect; infect(); w.main()"
)
