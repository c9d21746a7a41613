"""Many short runs of the program, and of functions of the tests, without the price of their imports.

A server loads the program once, when it is first asked, and forks for each run; the run has the arguments, environment,
directory and streams of whoever asks. One server works for all workers of pytest. What a test wants to know of imports,
signals or the interpreter's own start must run the real command instead.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, Literal, NoReturn

from briefing.render.text_layout import Layout

Session = Literal["", "new", "terminal"]

ADDRESS = "BRIEFING_TESTS_FORKSERVER"
"""Environment variable with the socket of the server of this run of pytest."""

KILL = signal.SIGALRM
"""Ends a process as SIGKILL does, since nobody handles it, and can be ordered before."""

READING = (
    "briefing.cli.daily",
    "briefing.cli.thread_lists",
    "briefing.cli.search_command",
    "briefing.newsroom.library.daily_briefing",
    "briefing.render.commonmark",
    "briefing.render.plain",
)
"""What commands need that only read; it is loaded soon."""

LOADED = (
    "feedparser",
    "Stemmer",
    "numpy",
    "sumy.utils",
    "trafilatura",
    "urllib3",
)
"""What most of the others need of other packages; a run may load more."""


@contextlib.contextmanager
def started(*within: str, light: bool = False, **environment: str) -> Iterator[str]:
    """Run a server by a command that runs others, with more in its environment; its socket, of a short name.

    Args:
        within: the command.
        light: for few runs: what only some of them need, these load for themselves.
        environment: added.
    """
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        path = f"{folder}/socket"
        command = [*within, sys.executable, "-m", "tests.forkserver", path, *["light"] * light]
        fixed = {"PATH": os.environ["PATH"], "TZ": "UTC", **environment}
        with subprocess.Popen(
            command, env=fixed, cwd=Path(__file__).parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as running:
            assert running.stdout and running.stdout.readline() == b"ready\n"
            yield path
            running.communicate()


def serve(path: str, *, light: bool) -> None:
    """Fork for everyone who asks at the socket `path`, until standard input ends; tell each how its run ended."""
    is_loaded = False
    waiting: dict[int, socket.socket] = {}
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        print("ready", flush=True)
        while sys.stdin not in (heard := select.select([listening, sys.stdin, woken], [], [])[0]):
            if listening in heard:
                asked, _ = listening.accept()
                message, streams, *_ = socket.recv_fds(asked, 1 << 20, 3)
                if not is_loaded:
                    _load(light)
                    is_loaded = True
                if module := json.loads(message)[0].partition(":")[0]:
                    importlib.import_module(module)
                if (child := os.fork()) == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    for other in (listening, asked, *waiting.values()):
                        other.close()
                    _run(message, streams)
                for stream in streams:
                    os.close(stream)
                waiting[child] = asked
            if woken in heard:
                os.read(woken, 1024)
            _tell_ends(waiting)


def _load(light: bool) -> None:
    """Load what runs need; all that only some of them need takes a second."""
    for name in READING:
        importlib.import_module(name)
    if not light:
        _warm_up()
    gc.collect()
    gc.freeze()


def _warm_up() -> None:
    """Load what runs need, and do once what is kept from then on: read word lists and models, print all formats.

    Only pure functions are called, so that no run finds anything of another one.
    """
    import briefing
    from briefing import newsroom
    from briefing.newsroom.processes import pool
    from briefing.render import BRIEFING_FORMATS, render_briefing
    from briefing.render.json_schema import schema

    own = (each.name for each in pkgutil.walk_packages(briefing.__path__, "briefing."))
    for name in (*LOADED, *(name for name in own if name != "briefing.__main__")):
        importlib.import_module(name)
    pool.PROCESSES = 0  # a worker process would load all that again
    for name in (name for home in newsroom._HOMES.values() for name in home):
        getattr(newsroom, name)
    seed = Path(__file__).parents[1] / "seeds" / "trump-petro-call.txt"
    page = "".join(f"<p>{line}</p>" for line in seed.read_text(encoding="utf-8").splitlines())
    articles = [
        *briefing.read_articles(seed),
        briefing.clean_page(f"<html><body><article>{page}</article></body></html>"),
    ]
    made = briefing.brief(articles)
    for form in BRIEFING_FORMATS:
        render_briefing(made, form, Layout(to="a@example.org"))
    schema()


def _tell_ends(waiting: dict[int, socket.socket]) -> None:
    """Tell those whose runs have ended."""
    while waiting:
        child, status = os.waitpid(-1, os.WNOHANG)
        if not child:
            return
        with waiting.pop(child) as asked, contextlib.suppress(OSError):  # who asked may have given up
            asked.sendall(str(os.waitstatus_to_exitcode(status)).encode())


def _run(message: bytes, streams: list[int]) -> None:
    """Become the run that is asked for."""
    function, arguments, environment, folder, session, mask, seconds = json.loads(message)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    if session:
        os.setsid()
    if mask is not None:
        os.umask(mask)
    if session == "terminal":
        fcntl.ioctl(1, termios.TIOCSCTTY, 0)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    if seconds is not None:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.000_001))
    if function:
        _call(function, arguments)
    sys.argv[1:] = arguments
    from briefing.__main__ import main

    code = 1
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else bool(ended.code)
    except BaseException:
        traceback.print_exc()
    atexit._run_exitfuncs()
    try:  # what the end of an interpreter does, but for tidying up the memory that it shares with the server
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = 120
    finally:
        os._exit(code)


def _call(function: str, arguments: list[str]) -> NoReturn:
    """Call a function, given as "module:name", and end without what the end of an interpreter does."""
    module, _, name = function.partition(":")
    try:
        getattr(sys.modules[module], name)(*arguments)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def call(function: Callable[..., None], *arguments: object, kill_after: float | None = None) -> int:
    """Call a function in a process of its own; the exit code, negative for a signal.

    Args:
        function: one of a module of the tests, which the server keeps loaded.
        arguments: given to it as strings.
        kill_after: seconds until `KILL` ends the process; None to let it end.
    """
    name, texts = f"{function.__module__}:{function.__name__}", [str(each) for each in arguments]
    with ask(os.environ[ADDRESS], texts, (0, 1, 2), os.environ, function=name, kill_after=kill_after) as asked:
        return int(asked.recv(16))


def ask(
    path: str,
    arguments: list[str],
    streams: tuple[int, int, int],
    environment: Mapping[str, str],
    folder: Path | None = None,
    *,
    session: Session = "",
    mask: int | None = None,
    function: str = "",
    kill_after: float | None = None,
) -> socket.socket:
    """Have the server at `path` run the program; who is answered at the socket returned closes it.

    The answer is the exit code, negative for a signal, or nothing if the server is gone. A run may have a new
    session, without a terminal or with the one that is its standard output, and its own mask of file modes. With a
    function, see `call`, it is no run of the program.
    """
    asking = socket.socket(socket.AF_UNIX)
    asking.connect(path)
    place = str(folder or Path.cwd())
    message = json.dumps([function, arguments, dict(environment), place, session, mask, kill_after]).encode()
    socket.send_fds(asking, [message], streams)
    return asking


def run(
    path: str,
    arguments: list[str],
    stdin: bytes,
    environment: Mapping[str, str],
    *,
    stdout: int | IO[Any] = subprocess.PIPE,
    stderr: int | IO[Any] = subprocess.PIPE,
    cwd: Path | None = None,
    start_new_session: bool = False,
    mask: int | None = None,
    timeout: float = 60,
) -> subprocess.CompletedProcess[bytes]:
    """As `subprocess.run` with pipes does, for a run by the server at `path`."""
    ours, theirs = [], [0, 0, 0]
    theirs[0], feeding = os.pipe()
    for number, wanted in ((1, stdout), (2, stderr)):
        if wanted == subprocess.PIPE:
            reading, theirs[number] = os.pipe()
            ours.append(reading)
        else:
            theirs[number] = os.dup(wanted if isinstance(wanted, int) else wanted.fileno())
            ours.append(-1)
    session: Session = "new" if start_new_session else ""
    asked = ask(path, arguments, (theirs[0], theirs[1], theirs[2]), environment, cwd, session=session, mask=mask)
    for stream in theirs:
        os.close(stream)
    with asked, ThreadPoolExecutor(3) as pool:
        asked.settimeout(timeout)
        pool.submit(_feed, feeding, stdin)
        told = [pool.submit(_drain, reading) for reading in ours]
        code = int(asked.recv(16) or b"-9")
        return subprocess.CompletedProcess(arguments, code, told[0].result(timeout), told[1].result(timeout))


def _feed(stream: int, data: bytes) -> None:
    """Write all to a pipe and close it."""
    with contextlib.suppress(BrokenPipeError), open(stream, "wb") as pipe:
        pipe.write(data)


def _drain(stream: int) -> bytes | None:
    """All that a pipe brings; None where there is none."""
    if stream < 0:
        return None
    with open(stream, "rb") as pipe:
        return pipe.read()


if __name__ == "__main__":
    serve(sys.argv[1], light="light" in sys.argv[2:])
