"""Mutation check: draws seeded faults of the pure core and lists those that no test notices.

    python scripts/mutants.py [--seed N] [--count 100] [--only text/quotes]

Each mutant changes one expression of one module in a copy of the tree and runs the nearest tests until one
fails. A survivor is an equivalent change, or behaviour that no test describes. Default seed: the commit's hash.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import Queue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("text", "threads", "summary", "briefs", "newsroom", "sources", "store")
NEAREST = {  # package -> tests outside its own folder, nearest first
    "text": ("quality", "summary", "briefs", "test_api.py"),
    "threads": ("quality", "newsroom/test_build_threads.py", "newsroom/test_decisions.py", "store/test_clusters.py"),
    "summary": ("quality", "briefs", "test_api.py"),
    "briefs": ("newsroom/test_thread_views.py", "newsroom/test_build_threads.py"),
    "newsroom": ("cli", "tui"),
    "sources": ("newsroom", "cli/test_filters.py", "cli/test_streams.py", "cli/test_feed_commands.py"),
    "store": ("newsroom", "cli/test_mark_commands.py", "cli/test_search_command.py"),
}
SECONDS = 300
"""A mutant whose tests take longer hangs, and counts as killed."""
SWAPS: dict[type[ast.AST], str] = {
    **{ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "=="},
    **{ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is"},
    **{ast.Add: "-", ast.Sub: "+", ast.Mult: "+", ast.Div: "*", ast.FloorDiv: "*", ast.Mod: "+"},
}


class Mutant(NamedTuple):
    """One change of one file: `text` between the byte offsets `start` and `end`."""

    path: str
    line: int
    start: int
    end: int
    text: str


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its source."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in _changeable(ast.parse(source)):
        if text := _change(node):
            target = node.test if isinstance(node, ast.If) else node
            start = starts[target.lineno - 1] + target.col_offset
            end = starts[(target.end_lineno or 0) - 1] + (target.end_col_offset or 0)
            yield Mutant(str(path.relative_to(ROOT)), target.lineno, start, end, text)


def _changeable(tree: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """All nodes but those of type annotations, which have no effect, and of f-strings, whose places are not known."""
    for name, value in ast.iter_fields(tree):
        for node in value if isinstance(value, list) else [value]:
            if (
                isinstance(node, ast.AST)
                and name not in ("annotation", "returns")
                and not isinstance(node, ast.JoinedStr)
            ):
                if isinstance(node, ast.expr | ast.stmt):
                    yield node
                yield from _changeable(node)


def _change(node: ast.AST) -> str:  # noqa: PLR0911 - one line a kind of node
    """What stands in the place of a node, or of the condition of an `if`, in its mutant; empty for none."""
    match node:
        case ast.Compare(left, [op], [right]):
            return f"(({ast.unparse(left)}) {SWAPS[type(op)]} ({ast.unparse(right)}))"
        case ast.BoolOp(op, values):
            word = " or " if isinstance(op, ast.And) else " and "
            return "(" + word.join(f"({ast.unparse(value)})" for value in values) + ")"
        case ast.UnaryOp(ast.Not(), operand):
            return f"bool({ast.unparse(operand)})"
        case ast.BinOp(left, op, right) if type(op) in SWAPS and not isinstance(left, ast.JoinedStr | ast.List):
            return f"(({ast.unparse(left)}) {SWAPS[type(op)]} ({ast.unparse(right)}))"
        case ast.Constant(bool(value)):
            return repr(not value)
        case ast.Constant(int(value) | float(value)):
            return repr(value + 1)
        case ast.If(ast.Name() | ast.Attribute() | ast.Call() as test):
            return f"(not ({ast.unparse(test)}))"
        case ast.Break() | ast.Continue():
            return "continue" if isinstance(node, ast.Break) else "break"
    return ""


def tests_for(path: str) -> list[str]:
    """The tests to run for a module, the nearest first; only those that are there."""
    package = Path(path).parts[1]
    own = [f"{package}/test_{Path(path).stem}.py", package]
    return [f"tests/{name}" for name in (*own, *NEAREST[package]) if (ROOT / "tests" / name).exists()]


def is_killed(mutant: Mutant, trees: Queue[Path]) -> bool:
    """Whether a test fails, or hangs, on the mutant, in one of some copies of the project."""
    tree = trees.get()
    file = tree / mutant.path
    original = file.read_bytes()
    file.write_bytes(original[: mutant.start] + mutant.text.encode() + original[mutant.end :])
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", "CI": "1"}
    try:
        runs = (
            subprocess.run([*command, tests], cwd=tree, env=environment, capture_output=True, timeout=SECONDS)
            for tests in tests_for(mutant.path)
        )
        return any(done.returncode not in (0, 5) for done in runs)  # 5: no test was collected
    except subprocess.TimeoutExpired:
        return True
    finally:
        file.write_bytes(original)
        trees.put(tree)


def main() -> int:
    """Print the survivors and the share that was killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout[:8] or "0"
    parser.add_argument("--seed", type=int, default=int(head, 16))
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", default="", help="part of the package, such as text/quotes")
    options = parser.parse_args()
    files = [path for name in PACKAGES for path in sorted((ROOT / "briefing" / name).rglob("*.py"))]
    mutants = [m for path in files if options.only in str(path.relative_to(ROOT)) for m in mutants_of(path)]
    chosen = random.Random(options.seed).sample(mutants, min(options.count, len(mutants)))
    trees: Queue[Path] = Queue()
    jobs = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        for number in range(jobs):
            ignored = shutil.ignore_patterns(".venv", ".git", ".*_cache", "__pycache__", ".hypothesis")
            trees.put(Path(shutil.copytree(ROOT, Path(folder) / str(number), ignore=ignored)))
        killed = 0
        for mutant, is_dead in zip(chosen, pool.map(partial(is_killed, trees=trees), chosen), strict=True):
            killed += is_dead
            if not is_dead:
                print(f"{mutant.path}:{mutant.line}: {mutant.text}", flush=True)
    print(f"seed {options.seed}: {killed} of {len(chosen)} killed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
