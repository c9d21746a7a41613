"""A Maildir as a source: memory and time of reading it, by the number of messages.

For each number a fresh process stores all messages, and a second one the same Maildir with one message more; threads
are not built, as their memory is that of the news. Beside it the standard library's `mailbox` parses the same messages,
one after another. Messages are invented (`newsstand.py`), with 2,000 characters each.
Run: python benchmarks/bench_mailbox.py [--n 500 5000 20000] (< 2 min)
"""

from __future__ import annotations

import argparse
import json
import mailbox
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

from compiled_modules import compile_modules
from newsstand import NOW, sentence, words

NUMBERS = (500, 5000, 20_000)


def deliver(folder: Path, first: int, last: int) -> None:
    """Write messages with these numbers into a Maildir."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number in range(first, last):
        chance = random.Random(number)
        own = words(chance, 30)
        text = "\r\n\r\n".join(" ".join(sentence(chance, own, own[:2], 15) for _ in range(4)) for _ in range(6))
        head = {
            "From": f"Letter {number % 20} <a@letters.example>",
            "Subject": sentence(chance, own, own[:2], 8),
            "Date": format_datetime(NOW - timedelta(minutes=number)),
            "Message-ID": f"<{number}@letters.example>",
            "Content-Type": "text/plain; charset=utf-8",
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        (folder / "new" / f"{1_770_000_000 + number}.{number}.host").write_text(f"{lines}\r\n{text}\r\n")


def measure(folder: Path, store_path: Path) -> dict[str, float]:
    """Read what is new of a Maildir in this process: seconds, megabytes above those before it, files opened."""
    from briefing.config import Config, FetchConfig, SeedConfig
    from briefing.newsroom import open_store
    from briefing.newsroom.ingest import mail_sources
    from briefing.newsroom.ingest.context import RefreshContext
    from briefing.newsroom.ingest.fetch_sources import fetch_sources
    from briefing.newsroom.ingest.update_plan import configured_sources
    from briefing.newsroom.processes.pool import Workers
    from briefing.sources import mailboxes
    from briefing.store import sources
    from briefing.web import Fetcher

    opened = 0
    message_bytes = mailboxes.message_bytes

    def counted(file: Path) -> bytes | None:
        nonlocal opened
        opened += 1
        return message_bytes(file)

    mailboxes.message_bytes = counted
    config = Config(seeds=(SeedConfig(folder),))
    selected = configured_sources(config)
    with open_store(store_path) as store, Fetcher(FetchConfig()) as client, Workers() as workers:
        sources.configure(store, selected)
        context = RefreshContext(client, workers, NOW, lambda _: None, seeds=config.seeds)
        mail_sources.BATCH_BYTES  # noqa: B018  loads the module
        before, begin = peak(), time.perf_counter()
        outcome = fetch_sources(store, selected, context)
        return {
            "new": outcome.brought,
            "opened": opened,
            "seconds": time.perf_counter() - begin,
            "megabytes": peak() - before,
        }


def peak() -> float:
    """Largest memory of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def parse_all(folder: Path) -> float:
    """Seconds in which the standard library parses all messages."""
    begin = time.perf_counter()
    for message in mailbox.Maildir(folder, create=False):
        message.get_payload()
    return time.perf_counter() - begin


def run(folder: Path, store_path: Path) -> dict[str, float]:
    """`measure` in a fresh process."""
    command = [sys.executable, __file__, "--folder", str(folder), "--store", str(store_path)]
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return result


def main() -> None:
    """Print a line a number of messages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, nargs="+", default=NUMBERS)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--store", type=Path)
    arguments = parser.parse_args()
    if arguments.folder:
        print(json.dumps(measure(arguments.folder, arguments.store)))
        return
    compile_modules()
    print("messages    first refresh                       with one more                        mailbox.Maildir")
    for number in arguments.n:
        with tempfile.TemporaryDirectory() as home:
            folder, store_path = Path(home, "Maildir"), Path(home, "briefing.db")
            deliver(folder, 0, number)
            baseline = parse_all(folder)
            first = run(folder, store_path)
            deliver(folder, number, number + 1)
            second = run(folder, store_path)
            ratio = first["seconds"] / baseline
            print(
                f"{number:8,}  {describe(first)}  {describe(second)}  {baseline:6.2f} s ({ratio:.1f} times)", flush=True
            )


def describe(measured: dict[str, float]) -> str:
    """What was measured of a refresh."""
    new, opened, seconds, megabytes = (measured[name] for name in ("new", "opened", "seconds", "megabytes"))
    return f"{new:6,.0f} new {opened:6,.0f} opened {seconds:6.2f} s {megabytes:4.0f} MB"


if __name__ == "__main__":
    main()
