"""Time of every function that reads outside text over hostile strings: the worst kind, seconds a MB, growth a doubling.

Run `python benchmarks/bench_hostile.py` for a sample of 20 kinds of string a function (about two minutes; `--seed`
gives another), and `--all` for every kind (about 20 minutes on two idle cores).
Each function reads each kind at 40 kB. What is so fast there that even quadratic growth would stay below the limit at
1 MB is done with. The others follow at 10 kB, where growth shows also at 20 kB, and the `--worst` slowest and the
`--worst` fastest growing kinds of each function at 1 MB.
Times are processor time. Calls run in a process apart that the kernel ends after a limit, so a hang is a row.
Exits 5 if any call takes more than 2 s a MB, grows more than 2.5 times a doubling, never ends or fails unexpectedly.
"""

from __future__ import annotations

import argparse
import math
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import local
from typing import Any

SECONDS_A_MEGABYTE = 2.0
GROWTH_A_DOUBLING = 2.5
SCREENED, LARGE = 40, 1000
"""Kilobytes at which every kind is read, and at which the worst are."""
HALF = LARGE // 2
"""Kilobytes at which one is read that grew from 40 kB on, as work that sets in behind a size looks like growth."""
NEGLIGIBLE = 0.0015
"""Seconds at 40 kB that even quadratic growth makes less than one at 1 MB."""
STEEP = 5.0
"""Times of 10 kB that 40 kB may take before this is measured again, with 20 kB."""
MEASURABLE = 0.1
"""Seconds from which on growth means something; shorter times are noise."""
LIMITS = {10: 2.0, 20: 2.0, SCREENED: 2.0, HALF: 5.0, LARGE: 10.0}
"""Processor seconds that a call may take, by kilobytes; the kernel ends the process behind it."""
PATIENCE = 20
"""Times the limit that the parent waits by the clock, as other work takes the machine too."""
SAMPLE = 20
"""Kinds of string a function reads by default."""
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
    megabytes: float = 1.0
    """Millions of bytes of UTF-8 that were read at the largest size."""

    @property
    def rate(self) -> float:
        """Seconds a million bytes read, at the largest size."""
        return self.seconds[max(self.seconds)] / self.megabytes

    @property
    def steepness(self) -> float:
        """Times of 10 kB that 40 kB take; 4 for linear work."""
        return self.seconds[SCREENED] / max(self.seconds[10], NEGLIGIBLE / 10)

    @property
    def growth(self) -> float:
        """The largest growth a doubling between two sizes, of which the larger takes measurable time."""
        sizes = sorted(self.seconds)
        growths = [0.0]
        for small, large in pairwise(sizes):
            if (small, large) != (SCREENED, HALF) and self.seconds[large] >= MEASURABLE:
                times = self.seconds[large] / max(self.seconds[small], 0.005)
                growths.append(times ** (1 / math.log2(large / small)))
        return max(growths)

    @property
    def is_bad(self) -> bool:
        # The rate counts at 1 MB only: smaller strings carry what a call costs anyway.
        slow = max(self.seconds) >= LARGE and self.rate > SECONDS_A_MEGABYTE
        return bool(self.problem) or slow or self.growth > GROWTH_A_DOUBLING


def serve(connection: Connection) -> None:
    """Child: run what the parent names and send the seconds it took, or what it raised."""
    import warnings

    from hostile_functions import FUNCTIONS, REFUSALS, bytes_read

    warnings.simplefilter("ignore")
    kinds = all_kinds()
    while True:
        try:
            function, kind, length, times, limit = connection.recv()
        except EOFError:
            return
        best, problem, read = math.inf, "", 0
        for repeat in range(times):
            string = kinds[kind](length - repeat)  # another one each time, as some functions remember the last
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
            read = bytes_read(function, string)
        connection.send((best, problem, read / 1e6))


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

    def measure(self, function: str, kind: str, kilobytes: int, times: int = 1) -> tuple[float, str, float]:
        """Least processor seconds of a call, infinite if it was killed; what it raised; megabytes read."""
        limit = LIMITS.get(kilobytes, kilobytes / 100)
        self._connection.send((function, kind, kilobytes * 1000, times, limit))
        try:
            if self._connection.poll(limit * times * PATIENCE):
                seconds, problem, megabytes = self._connection.recv()
                return seconds, problem, megabytes
        except (EOFError, ConnectionError):
            pass  # the kernel has ended it
        self.end()
        self._start()
        return math.inf, "", kilobytes / 1000

    def end(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()


_own = local()
"""The child of each thread."""


def child() -> Child:
    """The child process of this thread, started when it is first asked for."""
    if not hasattr(_own, "child"):
        _own.child = Child()
    return _own.child  # type: ignore[no-any-return]


def measure(case: Case, size: int, times: int = 1) -> bool:
    """Measure a case at a size and keep the least time; False if it was killed or failed."""
    seconds, case.problem, megabytes = child().measure(case.function, case.kind, size, times)
    if size >= max(case.seconds, default=0):
        case.megabytes = megabytes
    case.seconds[size] = min(seconds, case.seconds.get(size, math.inf))
    return not case.problem and not math.isinf(case.seconds[size])


def screen(case: Case) -> None:
    """Measure a case at 40 kB, at 10 kB if it takes time there, and at all sizes if it looks steep or slow."""
    if not measure(case, SCREENED) or case.seconds[SCREENED] < NEGLIGIBLE or not measure(case, 10):
        return
    if case.steepness > STEEP or case.rate > SECONDS_A_MEGABYTE:
        _ = all(measure(case, size, 3) for size in (10, 20, SCREENED))


def run_function(function: str, kinds: Sequence[str], worst: int) -> list[Case]:
    """Measure one function over kinds of string, the worst at 1 MB too; what is bad twice more, to be sure."""
    cases = [Case(function, kind) for kind in kinds]
    for case in cases:
        screen(case)
    candidates = [case for case in cases if len(case.seconds) > 1 and not case.is_bad]
    slowest = sorted(candidates, key=lambda case: -case.rate)[:worst]
    steepest = sorted(candidates, key=lambda case: -case.steepness)[:worst]
    for case in {case.kind: case for case in slowest + steepest}.values():
        measure(case, LARGE)
        if case.growth > GROWTH_A_DOUBLING and not math.isinf(case.rate):
            measure(case, HALF)
        for _ in range(2):
            if case.is_bad and not math.isinf(case.rate):
                measure(case, LARGE)
    return cases


def table(function: str, cases: Sequence[Case], shown: int) -> Iterator[str]:
    """Lines of a function: its slowest kind, its fastest growing kind, and the bad ones."""
    large = [case for case in cases if max(case.seconds) == LARGE or math.isinf(case.rate)]
    slowest = max(large or cases, key=lambda case: case.rate)
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
    parser.add_argument("--all", action="store_true", help=f"read every kind of string, not {SAMPLE} a function")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--worst", type=int, default=3, help="kinds of each function that are read at 1 MB, twice")
    parser.add_argument("--jobs", type=int, default=2, help="processes at once")
    parser.add_argument("--shown", type=int, default=10, help="bad kinds shown of one function")
    options = parser.parse_args()
    functions = [name for name in FUNCTIONS if any(part in name for part in options.functions)]
    kinds = [name for name in all_kinds() if any(part in name for part in options.kinds)]
    chance = random.Random(options.seed)
    count = len(kinds) if options.all else min(SAMPLE, len(kinds))
    samples = [chance.sample(kinds, count) for _ in functions]
    bad = 0
    start = time.monotonic()
    with ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(run_function, functions, samples, [options.worst] * len(functions))
        for function, cases in zip(functions, results, strict=True):
            bad += sum(case.is_bad for case in cases)
            for line in table(function, cases, options.shown):
                print(line, flush=True)
    took = time.monotonic() - start
    print(
        f"{len(functions)} functions, {count} of {len(kinds)} kinds of string each, {took:.0f} s: {bad or 'none'} bad"
    )
    return EXIT_TOO_SLOW if bad else 0


if __name__ == "__main__":
    sys.exit(main())
