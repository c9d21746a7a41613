"""Runs of the program in the process of the tests, which cost a third of a forked one.

A run has its own environment, time zone, standard streams (also for the commands that it starts) and log. What a test
wants to know of the start or the end of a process, of signals, pipes or terminals needs a process of its own.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import IO
from unittest import mock

from briefing.cli import entry_point, logbook

PIPE_BYTES = 4096
"""What a pipe holds at least."""


def run(arguments: list[str], stdin: bytes, environment: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run the program; standard output and error are captured."""
    with ExitStack() as stack:
        files = [stack.enter_context(file) for file in (_input(stdin), _memory_file(), _memory_file())]
        stack.enter_context(_streams(files))
        stack.enter_context(_environment(environment))
        stack.enter_context(mock.patch.object(logbook, "_command", ""))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        code = entry_point.run(arguments)
        sys.stdout.flush()
        shown = [_content(file) for file in files[1:]]
    return subprocess.CompletedProcess(arguments, code, *shown)


def _input(content: bytes) -> IO[bytes]:
    """A pipe with this content, or a file if it is longer than what a pipe holds."""
    if len(content) > PIPE_BYTES:
        file = _memory_file()
        file.write(content)
        file.flush()
        file.seek(0)
        return file
    reader, writer = os.pipe()
    os.write(writer, content)
    os.close(writer)
    return os.fdopen(reader, "rb")


def _memory_file() -> IO[bytes]:
    return os.fdopen(os.memfd_create("stream"), "r+b") if hasattr(os, "memfd_create") else tempfile.TemporaryFile()


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


@contextmanager
def _streams(files: list[IO[bytes]]) -> Iterator[None]:
    """Let these files be the standard streams, as descriptors and in Python."""
    kept = [os.dup(number) for number in range(3)]
    python = sys.stdin, sys.stdout, sys.stderr
    for number, file in enumerate(files):
        os.dup2(file.fileno(), number)
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(os.fdopen(number, mode, closefd=False), encoding="utf-8", write_through=True)
        for number, mode in enumerate(("rb", "wb", "wb"))
    )
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = python
        for number, descriptor in enumerate(kept):
            os.dup2(descriptor, number)
            os.close(descriptor)


@contextmanager
def _environment(environment: Mapping[str, str]) -> Iterator[None]:
    with mock.patch.dict(os.environ, environment, clear=True):
        time.tzset()
        yield
    time.tzset()
