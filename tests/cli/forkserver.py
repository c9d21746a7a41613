"""Many short runs of the program without the price of its imports.

A server loads the program once and forks for each run; the run has the arguments, environment, directory and streams
of whoever asks. `ask` below is the command that asks: to a test it is the program's own process. What a test wants
to know of imports, signals or the interpreter's own start must run the real command instead.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path

LOADED = (
    "briefing.cli.app",
    "briefing.cli.daily",
    "briefing.cli.extract",
    "briefing.cli.summarize",
    "briefing.newsroom.daily",
    "briefing.newsroom.refreshing",
    "briefing.newsroom.weaving",
    "feedparser",
    "nltk.stem.porter",
    "numpy",
    "sumy.utils",
    "trafilatura",
    "urllib3",
)
"""What most runs need; a run may load more."""


def serve(path: str) -> None:
    """Fork for everyone who asks at the socket `path`, until standard input ends; tell each how its run ended."""
    from briefing import newsroom  # not known to who only asks

    for name in LOADED:
        importlib.import_module(name)
    for name in newsroom.__all__:
        getattr(newsroom, name)
    gc.collect()
    gc.freeze()
    waiting: dict[int, socket.socket] = {}
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        print("ready", flush=True)
        while sys.stdin not in (ready := select.select([listening, sys.stdin, woken], [], [])[0]):
            if listening in ready:
                asked, _ = listening.accept()
                message, streams, *_ = socket.recv_fds(asked, 1 << 20, 3)
                if (child := os.fork()) == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    for other in (listening, asked, *waiting.values()):
                        other.close()
                    _run(message, streams)
                for stream in streams:
                    os.close(stream)
                waiting[child] = asked
            if woken in ready:
                os.read(woken, 1024)
            _tell_ends(waiting)


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
    arguments, environment, folder = json.loads(message)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    sys.argv[1:] = arguments
    from briefing.__main__ import main

    main()


def ask(path: str, arguments: list[str]) -> int:
    """Have the server at `path` run the program with these arguments; return the exit code."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(path)
        message = json.dumps([arguments, dict(os.environ), str(Path.cwd())]).encode()
        socket.send_fds(asking, [message], [0, 1, 2])
        return int(asking.recv(16) or b"-9")


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    else:
        code = ask(sys.argv[2], sys.argv[3:])
        if code < 0:
            os.kill(os.getpid(), -code)
        sys.exit(code)
