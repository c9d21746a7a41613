"""Many short runs of the program without the price of its imports.

A server loads the program once and forks for each run; the run has the arguments, environment, directory and streams
of whoever asks. `ask` below is the command that asks: to a test it is the program's own process. What a test wants
to know of imports, signals or the interpreter's own start must run the real command instead.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
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
    "briefing.newsroom.refresh",
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
    """Fork for everyone who asks at the socket `path`, until standard input ends."""
    for name in LOADED:
        importlib.import_module(name)
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        print("ready", flush=True)
        while listening in select.select([listening, sys.stdin], [], [])[0]:
            asked, _ = listening.accept()
            with asked:
                if os.fork() == 0:
                    listening.close()
                    _watch(asked)
            while _reaped():
                pass


def _reaped() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] > 0
    except ChildProcessError:
        return False


def _watch(asked: socket.socket) -> None:
    """Run what is asked for in a child of its own, tell how it ended, and leave."""
    message, streams, *_ = socket.recv_fds(asked, 1 << 20, 3)
    arguments, environment, folder = json.loads(message)
    child = os.fork()
    if child == 0:
        asked.close()
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
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    asked.sendall(str(code).encode())
    os._exit(0)


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
