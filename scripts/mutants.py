"""Mutation check: draws seeded faults of the pure core and prints those that no test notices.

    python scripts/mutants.py [--seeds N ...] [--count 100] [--paths text/quotes ...]

Each mutant changes one expression in a copy of the project. Tests run there until one fails: those of its package and
of `tests/quality`, first the files that killed mutants near it, then the folders that `TESTS` adds.

Not drawn is what no test should hold: docstrings, annotations, decorators, `__all__`, f-strings, settings such as
`strict=`, and whole numbers that a module names (limits: 51 is no other behaviour than 50). A comparison with a named
number, or with a fraction, is reversed instead of moved by one.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TESTS: dict[str, list[str]] = {
    **{"text": ["summary", "briefs", "threads"], "threads": ["newsroom"], "summary": ["briefs"]},
    **{"briefs": ["render", "cli"], "newsroom": ["cli"], "sources": ["newsroom", "cli"], "store": ["newsroom", "cli"]},
}
FIRST, SECONDS = 6, "600"
"""Files of tests in the first run, which kills most mutants, and the time limit of a run; longer counts as killed."""
SWAPS: dict[type, Any] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq},
    **{ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And},
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult},
    **{ast.Mod: ast.Add, ast.Break: ast.Continue, ast.Continue: ast.Break},
}
REVERSED = SWAPS | {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt}


def drawn_nodes(tree: ast.AST) -> Iterator[Any]:
    """The nodes of a module that do something."""
    for field, value in ast.iter_fields(tree):
        for node in value if isinstance(value, list) else [value]:
            match node:
                case ast.JoinedStr() | ast.If(test=ast.Name("TYPE_CHECKING")) | ast.keyword("strict" | "repr"):
                    continue
                case ast.Assign(value=ast.Constant(int())) if isinstance(tree, ast.Module):
                    continue
                case ast.AST() if field not in ("annotation", "returns", "decorator_list"):
                    yield node
                    yield from drawn_nodes(node)


def is_changed(node: ast.AST) -> bool:
    """Change a node in its place, if it is of a kind that can be mutated."""
    match node:
        case ast.Compare(ops=[op], comparators=[right]):
            is_limit = re.fullmatch(r"[A-Z_]+|\d+\.\d+", ast.unparse(right))
            node.ops = [(REVERSED if is_limit else SWAPS)[type(op)]()]
        case ast.BoolOp(op) | ast.BinOp(op=op) if type(op) in SWAPS:
            node.op = SWAPS[type(op)]()
        case ast.UnaryOp(ast.Not(), operand):
            node.operand = ast.UnaryOp(ast.Not(), operand)
        case ast.Constant(bool(value) | int(value) | float(value)):
            node.value = not value if isinstance(value, bool) else value + 1
        case ast.If(test=ast.Name() | ast.Attribute() | ast.Call() as test):
            node.test = ast.UnaryOp(ast.Not(), test)
        case ast.Break() | ast.Continue():
            node.__class__ = SWAPS[type(node)]
        case _:
            return False
    return True


def files(folders: Iterable[str]) -> list[str]:
    """The files of tests in some folders, relative to the project."""
    return sorted(str(test.relative_to(ROOT)) for each in folders for test in ROOT.glob(f"tests/{each}/**/test_*.py"))


class Trials:
    """Runs of tests in copies of the project; counts which test files killed mutants of a folder."""

    def __init__(self, folder: Path, copies: int) -> None:
        self._free: Queue[Path] = Queue()
        self._killers: Counter[tuple[Path, str]] = Counter()
        ignored = shutil.ignore_patterns(".venv*", ".git", ".*_cache", "__pycache__", ".hypothesis")
        for number in range(copies):
            self._free.put(Path(shutil.copytree(ROOT, folder / str(number), ignore=ignored)))

    def is_killed(self, mutant: tuple[Path, int]) -> bool:
        """Whether a test fails with a mutant (a module and the number of a node); print the mutant if none does."""
        (path, number), tree = mutant, self._free.get()
        module = ast.parse(source := (tree / path).read_text(encoding="utf-8"))
        old = ast.unparse(node := [*drawn_nodes(module)][number]).splitlines()[0]
        is_changed(node)
        (tree / path).write_text(ast.unparse(module), encoding="utf-8")
        near = files([path.parts[1], "quality"])
        near.sort(key=lambda test: (-self._killers[path.parent, test], path.stem not in test))
        stages = near[:FIRST], near[FIRST:], files(TESTS[path.parts[1]])
        is_noticed = any(self.is_failing(tree, path, tests) for tests in stages)
        (tree / path).write_text(source, encoding="utf-8")
        self._free.put(tree)
        if not is_noticed:
            print(f"{path}:{node.lineno}\n  - {old}\n  + {ast.unparse(node).splitlines()[0]}", flush=True)
        return is_noticed

    def is_failing(self, tree: Path, path: Path, tests: list[str]) -> bool:
        """Whether a test fails in a copy of the project; counts the file of the failed test for the path's folder."""
        command = ["timeout", SECONDS, sys.executable, "-m", "pytest", "-xq", "-n0", "-p", "no:cacheprovider", *tests]
        environment = {**os.environ, "PYTHONPATH": str(tree), "CI": "1"}
        run = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, errors="replace")
        self._killers.update((path.parent, test) for test in re.findall(r"^FAILED (\S+\.py)", run.stdout, re.MULTILINE))
        return run.returncode != 0


def main() -> None:
    """Print the survivors and the share that was killed."""
    head = subprocess.run(["git", "rev-parse", "--short=8", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout
    seeds = [int(head or "0", 16), 1, 2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="*", default=seeds, help="default: the commit's hash, 1 and 2")
    parser.add_argument("--count", type=int, default=100, help="number of mutants")
    parser.add_argument("--paths", nargs="*", default=[*TESTS], help="parts of the package, such as text/quotes")
    options = parser.parse_args()
    mutants = [
        (path.relative_to(ROOT), number)
        for folder in options.paths
        for path in sorted((ROOT / "briefing" / folder).rglob("*.py"))
        for number, node in enumerate([*drawn_nodes(ast.parse(path.read_bytes()))])
        if is_changed(node)
    ]
    if subprocess.run([sys.executable, "-m", "pytest", "-xq"], cwd=ROOT, capture_output=True).returncode:
        parser.error("tests fail on the unchanged project")
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs := len(os.sched_getaffinity(0))) as pool:
        trials = Trials(Path(folder), jobs)
        for seed in options.seeds:
            drawn = random.Random(seed).sample(mutants, min(options.count, len(mutants)))
            killed = sum(pool.map(trials.is_killed, drawn))
            print(f"seed {seed}: {killed} of {len(drawn)} killed", flush=True)


if __name__ == "__main__":
    main()
