"""Time of every function that reads outside text over hostile strings: the worst kind, seconds a MB, growth a doubling.

Run `python benchmarks/bench_hostile.py [--functions PART ...] [--kinds PART ...] [--sizes 10,20,40,1000] [--jobs 2]`.
Each call runs in a process of its own that is killed when it takes too long, so a hang is a row and not a hang.
Exits 5 if any call takes more than 2 s a MB, grows more than 2.5 times a doubling, never ends or fails unexpectedly.
A kind that takes under a millisecond at 40 kB is not run at 1 MB unless `--all` asks for it.
"""

from __future__ import annotations

import argparse
import math
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

SECONDS_A_MEGABYTE = 2.0
GROWTH_A_DOUBLING = 2.5
MEASURABLE = 0.1
"""Seconds from which on growth means something; shorter times are noise."""
LIMITS = {10: 2.0, 20: 2.0, 40: 2.0, 1000: 10.0}
"""Processor seconds that a call may take, by kilobytes; the kernel ends the process behind it."""
PATIENCE = 20
"""Times the limit that the parent waits by the clock, as other work takes the machine too."""
EXIT_TOO_SLOW = 5


@dataclass
class Case:
    """One function over one kind of string."""

    function: str
    kind: str
    seconds: dict[int, float] = field(default_factory=dict)
    """Kilobytes -> processor seconds; infinite where the call was killed."""
    problem: str = ""
    """What was raised, if it is no refusal."""

    @property
    def rate(self) -> float:
        """Seconds a MB at the largest size."""
        size = max(self.seconds)
        return self.seconds[size] / (size / 1000)

    @property
    def growth(self) -> float:
        """The largest growth a doubling between two sizes, of which the larger takes measurable time."""
        sizes = sorted(self.seconds)
        growths = [0.0]
        for small, large in pairwise(sizes):
            if self.seconds[large] >= MEASURABLE:
                times = self.seconds[large] / max(self.seconds[small], 0.005)
                growths.append(times ** (1 / math.log2(large / small)))
        return max(growths)

    @property
    def is_bad(self) -> bool:
        # The rate counts at 1 MB only: smaller strings carry what a call costs anyway.
        slow = max(self.seconds) >= 1000 and self.rate > SECONDS_A_MEGABYTE
        return bool(self.problem) or slow or self.growth > GROWTH_A_DOUBLING


def serve(connection: Connection) -> None:
    """Child: run what the parent names and send the seconds it took, or what it raised."""
    import warnings

    from hostile_functions import FUNCTIONS, REFUSALS

    warnings.simplefilter("ignore")
    kinds = all_kinds()
    while True:
        function, kind, length, times, limit = connection.recv()
        string = kinds[kind](length)
        best, problem = math.inf, ""
        for _ in range(times):
            signal.setitimer(signal.ITIMER_PROF, limit)  # its signal ends the process, in the middle of C code too
            start = time.process_time()
            try:
                FUNCTIONS[function](string)
            except REFUSALS:
                pass
            except Exception as error:
                problem = f"{type(error).__name__}: {error}"[:80]
            best = min(best, time.process_time() - start)
            signal.setitimer(signal.ITIMER_PROF, 0)
        connection.send((best, problem))


def all_kinds() -> dict[str, Any]:
    from hostile_shapes import SHAPES
    from hostile_strings import HOSTILE_STRINGS

    return {**HOSTILE_STRINGS, **SHAPES}


class Child:
    """A process that runs calls one by one and is replaced when one takes too long."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def measure(self, function: str, kind: str, kilobytes: int, times: int = 1) -> tuple[float, str]:
        """Processor seconds of a call, the best of so many, and what it raised; infinite if it was killed."""
        limit = LIMITS.get(kilobytes, kilobytes / 100)
        self._connection.send((function, kind, kilobytes * 1000, times, limit))
        try:
            if self._connection.poll(limit * times * PATIENCE):
                seconds, problem = self._connection.recv()
                return seconds, problem
        except (EOFError, ConnectionError):
            pass  # the kernel has ended it
        self.end()
        self._start()
        return math.inf, ""

    def end(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()


def run_case(child: Child, case: Case, sizes: Sequence[int], everything: bool) -> Case:
    """Measure one case at rising sizes, and again where the result is bad, as other work may have been in the way."""
    for size in sizes:
        before = case.seconds.get(40)
        if size >= 1000 and before is not None and before < 0.001 and not everything:
            continue
        case.seconds[size], case.problem = child.measure(case.function, case.kind, size)
        if case.problem or math.isinf(case.seconds[size]):
            return case
    for _ in range(2):
        if not case.is_bad:
            break
        for size in case.seconds:
            seconds, case.problem = child.measure(case.function, case.kind, size, 1 if size >= 1000 else 3)
            case.seconds[size] = min(seconds, case.seconds[size])
    return case


def run_function(function: str, kinds: Sequence[str], sizes: Sequence[int], everything: bool) -> list[Case]:
    """Measure one function over all kinds."""
    child = Child()
    try:
        return [run_case(child, Case(function, kind), sizes, everything) for kind in kinds]
    finally:
        child.end()


def table(function: str, cases: Sequence[Case], shown: int) -> Iterator[str]:
    """Lines of a function: its slowest kind, its fastest growing kind, and the bad ones."""
    slowest = max(cases, key=lambda case: (math.isinf(case.rate), case.rate if case.seconds else 0))
    growing = max(cases, key=lambda case: case.growth)
    bad = [case for case in cases if case.is_bad]
    verdict = f"{len(bad)} BAD" if bad else "ok"
    yield (
        f"{function:<42} {slowest.rate:7.2f} s/MB  {slowest.kind[:34]:<34} "
        f"{growing.growth:5.2f}x  {growing.kind[:34]:<34} {verdict}"
    )
    for case in sorted(bad, key=lambda case: -case.rate)[:shown]:
        times = "  ".join(f"{size}k {seconds:.3f}" for size, seconds in sorted(case.seconds.items()))
        yield f"    {case.kind:<44} {times}  {case.growth:.2f}x  {case.problem}"


def main() -> int:
    """Measure and print a table; 5 if anything is too slow."""
    from hostile_functions import FUNCTIONS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--functions", nargs="*", default=[""], help="parts of names, for fewer functions")
    parser.add_argument("--kinds", nargs="*", default=[""], help="parts of names, for fewer kinds of string")
    parser.add_argument("--sizes", default="10,20,40,1000", help="kilobytes")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--all", action="store_true", help="run every kind at every size")
    parser.add_argument("--shown", type=int, default=10, help="bad kinds shown of one function")
    options = parser.parse_args()
    functions = [name for name in FUNCTIONS if any(part in name for part in options.functions)]
    kinds = [name for name in all_kinds() if any(part in name for part in options.kinds)]
    sizes = sorted(map(int, options.sizes.split(",")))
    bad = 0
    start = time.monotonic()
    with ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda name: run_function(name, kinds, sizes, options.all), functions)
        for function, cases in zip(functions, results, strict=True):
            bad += sum(case.is_bad for case in cases)
            for line in table(function, cases, options.shown):
                print(line, flush=True)
    took = time.monotonic() - start
    print(
        f"{len(functions)} functions, {len(kinds)} kinds of string, {took:.0f} s: {bad or 'none'} too slow or failing"
    )
    return EXIT_TOO_SLOW if bad else 0


if __name__ == "__main__":
    sys.exit(main())
