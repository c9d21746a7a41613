"""What every test may use: the soak switch and the shared evaluation data, where it is present."""

from __future__ import annotations

import gc
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefing.newsroom.processes import pool
from tests import forkserver

# Where a failure keeps others from working, the same examples are tried every time; at a desk, new ones.
# No deadline, and no complaint of slow examples: the first one that needs a library pays for loading it, and a machine
# that is busy with other things proves nothing.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", UNHURRIED, max_examples=15, derandomize=True)
settings.register_profile("desk", UNHURRIED, max_examples=15)
# `make soak` tries more.
SOAK_EXAMPLES = 200
settings.register_profile("soak", settings.get_profile("desk"), max_examples=SOAK_EXAMPLES)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
# What is compiled is kept even where the environment says otherwise: each worker, and each interpreter that a test
# starts, would compile every module anew, which takes a fifth of the time of a run.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Nothing here multiplies matrices that are worth a pool of threads, which doubles the time to load numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Stores are made and flushed by the thousand, so where there is room in memory, the files of tests are there.
IN_MEMORY = Path("/dev/shm")
if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free >= 4 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))
# Nearly all that is made here goes by reference counts, and looking for cycles takes a tenth of the time of a run; all
# that is loaded before the first test stays.
gc.disable()
gc.set_threshold(100_000, 50, 50)

LONGEST_NAME = 200
"""Characters of a parameter in the name of a test."""

SHARED_EVAL = Path(__file__).resolve().parents[2] / "shared" / "eval"
SEED = Path(__file__).resolve().parents[1] / "seeds" / "trump-petro-call.txt"


def examples(number: int, soak: int = 0) -> settings:
    """This number of examples of a property that takes long to check; in `make soak`, `soak` or eight times as many."""
    is_soak = settings().max_examples == SOAK_EXAMPLES
    return settings(max_examples=(soak or number * 8) if is_soak else number)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long forms of crash, load and random-key tests")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are processors: the readers and servers under test are idle for much of their time."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Try more examples in the long forms, let interrupts be heard, and start a server that forks for all workers."""
    if config.getoption("--soak"):
        settings.load_profile("soak")
    _hear_interrupts()
    if not hasattr(config, "workerinput"):
        stack = ExitStack()
        os.environ[forkserver.ADDRESS] = stack.enter_context(forkserver.started())
        config.add_cleanup(stack.close)


def _hear_interrupts() -> None:
    """Hear interrupts, and let children hear them, even where a shell's background job was told to ignore them."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the collector pass over what was loaded by now."""
    gc.freeze()
    gc.enable()


def pytest_sessionfinish() -> None:
    """Collect once here; pytest collects five times more, with little to look at."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--soak"):
        return
    skip = pytest.mark.skip(reason="long form; run with `make soak`")
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(skip)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a long text by its beginning, since workers send the names of tests with each report."""
    if not isinstance(val, (str, bytes)) or len(val) <= LONGEST_NAME:
        return None
    beginning = val[:LONGEST_NAME]
    return beginning if isinstance(beginning, str) else beginning.decode("ascii", "backslashreplace")


@pytest.fixture(scope="session", autouse=True)
def _work_in_this_process() -> None:
    """Let refreshes start no worker processes, which costs half a second each; `worker_processes` lets them again."""
    pool.PROCESSES = 0


@pytest.fixture(scope="session")
def fork_server() -> str:
    """The socket of a server that runs the program, and functions of the tests, in forks."""
    return os.environ[forkserver.ADDRESS]


@pytest.fixture
def worker_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let refreshes start worker processes, as they do for users."""
    monkeypatch.setattr(pool, "PROCESSES", None)


@pytest.fixture
def seed_text() -> str:
    """Text of the bundled seed, without its front matter."""
    return SEED.read_text(encoding="utf-8").partition("\n---\n")[2].lstrip()


@pytest.fixture
def local_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Make a place's zone the system's own, until the test is over."""

    def be_in(place: str) -> None:
        monkeypatch.setenv("TZ", place)
        time.tzset()

    yield be_in
    monkeypatch.undo()
    time.tzset()


FileLimit = Callable[[int], AbstractContextManager[None]]


@pytest.fixture
def file_limit() -> FileLimit:
    """Lets no file of this process grow beyond so many bytes while a block runs, as on a full disk."""

    @contextmanager
    def limited(size: int) -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return limited
