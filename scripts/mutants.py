"""Mutation check: draws seeded faults of the pure core and prints those that no test notices.

    python scripts/mutants.py [--seed N] [--count 100] [--paths text/quotes ...] [--jobs N]

Each mutant (`faults.py`) changes a copy of the tree, in which tests are run until one fails: those that call its
function, then those that call any function of its module. A first run of all tests records these calls
(`recorded_calls.py`; kept in `.pytest_cache` for the commit). A survivor is an equivalent change, or behaviour that no
test describes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import Queue

from faults import Mutant, difference, mutants_of

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("text", "threads", "summary", "briefs", "newsroom", "sources", "store")
SLOW = ("tests/tui", "tests/web", "tests/test_docs.py", "tests/test_patterns.py")
"""Tests that are not run: they describe other packages."""
TEST_SHARE = 0.1
"""Share of the recorded time of all tests that a mutant is given, once for its function and once for its module."""
LEAST_SECONDS = 60.0
"""Time limit of a mutant's run, besides three times the recorded time of its tests; one that takes longer is killed."""


class Calls:
    """Which tests call a function or any function of a module, by the recorded calls of each test."""

    def __init__(self, tree: Path, jobs: int) -> None:
        """Read the record of this commit, or make it in a copy of the project."""
        self._tests: dict[str, list[tuple[float, str]]] = defaultdict(list)
        kept = ROOT / ".pytest_cache" / f"calls-{_commit()}.json"
        if not kept.exists():
            print("recording which tests call which functions ...", file=sys.stderr)
            kept.parent.mkdir(exist_ok=True)
            _run(tree, ["-p", "recorded_calls", "-n", str(jobs), *(f"--ignore={path}" for path in SLOW)], 7200)
            records = [json.loads(path.read_text()) for path in tree.glob("calls-*.json")]
            kept.write_text(json.dumps({test: record for each in records for test, record in each.items()}))
        recorded = json.loads(kept.read_text())
        self._limit = TEST_SHARE * sum(seconds for seconds, _ in recorded.values())
        for test, (seconds, functions) in recorded.items():
            for name in {*functions, *(name.partition(":")[0] for name in functions)}:
                self._tests[name].append((seconds, test))

    def tests_for(self, mutant: Mutant) -> tuple[list[str], float]:
        """The tests to run for a mutant, those of its package and quick ones first, and the time that they take."""
        own, chosen = f"tests/{Path(mutant.path).parts[1]}/", dict[str, float]()

        def rank(each: tuple[float, str]) -> tuple[float, str]:
            return each[0] * (1 if each[1].startswith(own) else 3), each[1]

        for name in (f"{mutant.path}:{mutant.function}", mutant.path):
            left = self._limit
            for seconds, test in sorted(self._tests[name], key=rank):
                if test not in chosen and (left := left - seconds) > 0:
                    chosen[test] = seconds
        return [*chosen] or [own], sum(chosen.values())


def _commit() -> str:
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout
    return head[:8] or "0"


def _run(tree: Path, arguments: list[str], limit: float) -> tuple[int, bytes]:
    """Run pytest in a copy of the project; exit code 1 if it takes longer than the limit."""
    paths = os.pathsep.join((str(tree), str(tree / "scripts")))
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": paths, "CI": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=limit)
        return process.returncode, output
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return 1, b""


def is_killed(mutant: Mutant, tests: list[str], seconds: float, trees: Queue[Path]) -> bool:
    """Whether a test fails, or hangs, on the mutant, in one of some copies of the project."""
    tree = trees.get()
    file, listed = tree / mutant.path, tree / "mutant-tests.txt"
    original = file.read_bytes()
    try:
        file.write_bytes(original[: mutant.start] + mutant.text.encode() + original[mutant.end :])
        listed.write_text("\n".join(tests))
        code, output = _run(tree, ["-x", "-n", "0", f"@{listed}"], LEAST_SECONDS + 3 * seconds)
        return code not in (0, 5) and b"ERROR: not found" not in output
    finally:
        file.write_bytes(original)
        trees.put(tree)


def main() -> int:
    """Print the survivors and the share that was killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=int(_commit(), 16), help="default: the commit's hash")
    parser.add_argument("--count", type=int, default=100, help="number of mutants")
    parser.add_argument("--paths", nargs="*", default=PACKAGES, help="parts of the package, such as text/quotes")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="number of copies of the tree")
    options = parser.parse_args()
    files = [path for name in PACKAGES for path in sorted((ROOT / "briefing" / name).rglob("*.py"))]
    wanted = tuple(f"{ROOT}/briefing/{path}" for path in options.paths)
    mutants = [mutant for path in files if str(path).startswith(wanted) for mutant in mutants_of(ROOT, path)]
    drawn = random.Random(options.seed).sample(mutants, min(options.count, len(mutants)))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        trees: Queue[Path] = Queue()
        ignored = shutil.ignore_patterns(".venv*", ".git", ".*_cache", "__pycache__", ".hypothesis")
        for number in range(options.jobs):
            trees.put(Path(shutil.copytree(ROOT, Path(folder) / str(number), ignore=ignored)))
        calls = Calls(trees.queue[0], options.jobs)
        runs = {
            pool.submit(is_killed, mutant, *calls.tests_for(mutant), trees): difference(ROOT, mutant)
            for mutant in drawn
        }
        survivors = 0
        for run in as_completed(runs):
            if not run.result():
                survivors += 1
                print(runs[run], flush=True)
    print(f"seed {options.seed}: {len(drawn) - survivors} of {len(drawn)} killed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
