"""Time of every function that reads outside text, over hostile strings: worst kind, seconds per MB, and growth.

Run `python benchmarks/bench_hostile.py` for a sample of 20 kinds of string for each function (about two minutes;
`--seed` selects another sample), and `--all` for every kind (about 20 minutes on two idle cores).
Each function reads each kind at 40 kB. If even quadratic growth would stay below the limit at 1 MB, nothing else is
measured. Otherwise 10 kB follow, 20 kB to confirm growth, and 1 MB for the `--worst` slowest and the `--worst` fastest
growing kinds of each function.
Times are processor time. Calls run in a separate process that the kernel ends after a limit, so a hang is one row.
Exits with 5 if a call takes more than 2 s per MB, grows more than 2.5 times per doubling, never ends or fails.
"""

from __future__ import annotations

import argparse
import gc
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
"""Sizes in kilobytes: for every kind, and for the worst ones."""
HALF = LARGE // 2
"""Size in kilobytes that confirms growth: work that starts at a certain size looks like growth."""
NEGLIGIBLE = 0.0015
"""Seconds at 40 kB from which even quadratic growth stays below one second at 1 MB."""
STEEP = 5.0
"""Ratio of 40 kB to 10 kB above which 20 kB is measured too."""
MEASURABLE = 0.1
"""Shortest time in seconds for which growth is evaluated; shorter ones are noise."""
FLOOR = 0.02
"""Seconds that a small string counts as at least where the large one has 500 kB or more."""
LIMITS = {10: 2.0, 20: 2.0, SCREENED: 2.0, HALF: 5.0, LARGE: 10.0}
"""Limit of a call in processor seconds, by kilobytes; the kernel then ends the process."""
PATIENCE = 20
"""Elapsed time that the parent waits, as a multiple of the limit."""
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
    """Unexpected exception, empty if there was none."""
    megabytes: float = 1.0
    """Megabytes of UTF-8 read at the largest size."""

    @property
    def rate(self) -> float:
        """Seconds per million bytes at the largest size."""
        return self.seconds[max(self.seconds)] / self.megabytes

    @property
    def steepness(self) -> float:
        """Ratio of the times of 40 kB and 10 kB; 4 for linear work."""
        return self.seconds[SCREENED] / max(self.seconds[10], NEGLIGIBLE / 10)

    @property
    def growth(self) -> float:
        """Largest growth per doubling between two sizes, if the larger one takes measurable time."""
        sizes = sorted(self.seconds)
        growths = [0.0]
        for small, large in pairwise(sizes):
            if (small, large) != (SCREENED, HALF) and self.seconds[large] >= MEASURABLE:
                times = self.seconds[large] / max(self.seconds[small], 0.005 if large < HALF else FLOOR)
                growths.append(times ** (1 / math.log2(large / small)))
        return max(growths)

    @property
    def is_bad(self) -> bool:
        # The rate is evaluated at 1 MB only: the constant cost of a call distorts that of smaller strings.
        slow = max(self.seconds) >= LARGE and self.rate > SECONDS_A_MEGABYTE
        return bool(self.problem) or slow or self.growth > GROWTH_A_DOUBLING


def serve(connection: Connection) -> None:
    """Child process: run the calls that the parent names; sends the seconds of each, or its exception."""
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
            string = kinds[kind](length - repeat)  # a new string each time, since some functions cache the last one
            for cached in _caches():
                cached.cache_clear()  # a small string that is known from the call before looks like growth
            gc.collect()
            gc.freeze()  # else a call that makes more objects pays for those of the calls before
            signal.setitimer(signal.ITIMER_PROF, limit)  # its signal ends the process, also within C code
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


def _caches() -> Iterator[Any]:
    """Caches of the package that forget: what they know depends on the calls before."""
    for name, module in list(sys.modules.items()):
        for value in list(vars(module).values()) if name.startswith("briefing") else ():
            if hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"]:
                yield value


def all_kinds() -> dict[str, Any]:
    from hostile_shapes import SHAPES
    from hostile_strings import HOSTILE_STRINGS

    return {**HOSTILE_STRINGS, **SHAPES}


class Child:
    """A process that runs calls one by one and is replaced when one exceeds the limit."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def measure(self, function: str, kind: str, kilobytes: int, times: int = 1) -> tuple[float, str, float]:
        """Shortest processor time of a call (infinite if it was killed), its exception, and megabytes read."""
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
"""Child process of each thread."""


def child() -> Child:
    """Child process of this thread, started on first use."""
    if not hasattr(_own, "child"):
        _own.child = Child()
    return _own.child  # type: ignore[no-any-return]


def measure(case: Case, size: int, times: int = 1) -> bool:
    """Measure a case at a size and keep the shortest time; False if it was killed or failed."""
    seconds, case.problem, megabytes = child().measure(case.function, case.kind, size, times)
    if size >= max(case.seconds, default=0):
        case.megabytes = megabytes
    case.seconds[size] = min(seconds, case.seconds.get(size, math.inf))
    return not case.problem and not math.isinf(case.seconds[size])


def screen(case: Case) -> None:
    """Measure a case at 40 kB, at 10 kB if that takes measurable time, and at all sizes if it is steep or slow."""
    if not measure(case, SCREENED) or case.seconds[SCREENED] < NEGLIGIBLE or not measure(case, 10):
        return
    if case.steepness > STEEP or case.rate > SECONDS_A_MEGABYTE:
        _ = all(measure(case, size, 3) for size in (10, 20, SCREENED))


def run_function(function: str, kinds: Sequence[str], worst: int) -> list[Case]:
    """Measure one function over kinds of string, the worst also at 1 MB; failures are measured three times."""
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
    """Output lines of a function: slowest kind, fastest growing kind, and failures."""
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
    """Measure and print a table; 5 if a call is too slow."""
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
