"""Runs tests in processes that are forked as soon as all tests are collected.

A process with an interpreter of its own would import and collect everything anew. Each takes the next file that no
other has taken, so what a module shares between its tests is made once.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, groupby, pairwise
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any

import pytest
from _pytest.config import create_terminal_writer

Reports = list[dict[str, Any]]
"""Those of one test."""
NUMBER = struct.Struct("I")


class ForkedWorkers:
    """A plugin with which a number of processes run the tests."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._running: dict[Connection, int] = {}
        self._latest: dict[Connection, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run all tests; what the processes report is as if it were found here."""
        if session.testsfailed or session.config.option.collectonly:
            return None
        files = [list(items) for _, items in groupby(session.items, lambda item: item.path)]
        queue, add = os.pipe()
        os.write(add, b"".join(map(NUMBER.pack, range(len(files)))))
        os.close(add)
        session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        workers = range(min(self._number, len(files)))
        self._running = dict(_fork(session, number, files, queue) for number in workers)
        left = len(session.items)
        try:
            while self._running and not (session.shouldfail or session.shouldstop):
                left -= sum(self._hear(session, source) for source in wait([*self._running]))  # type: ignore[arg-type]
        finally:
            os.close(queue)
            for source, process in self._running.items():
                source.close()
                os.kill(process, signal.SIGTERM)
                os.waitpid(process, 0)
        if left and not (session.shouldfail or session.shouldstop):
            session.shouldfail = f"{left} tests were not run"
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
        return True

    def _hear(self, session: pytest.Session, source: Connection) -> bool:
        """Report a test that a process has run; False if it has ended, perhaps before its time."""
        hook, config = session.config.hook, session.config
        try:
            number, reports = source.recv()
        except EOFError:
            source.close()
            if status := os.waitpid(self._running.pop(source), 0)[1]:
                code, latest = os.waitstatus_to_exitcode(status), self._latest.get(source, "the start")
                session.shouldfail = f"a process that ran tests ended with {code} after {latest}"
            return False
        item = session.items[number]
        self._latest[source] = item.nodeid
        hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for data in reports:
            report = hook.pytest_report_from_serializable(config=config, data=data)
            hook.pytest_runtest_logreport(report=report)
        hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True


def _fork(session: pytest.Session, number: int, files: list[list[pytest.Item]], queue: int) -> tuple[Connection, int]:
    """Start a process; what it reports is read here, and its id."""
    source, sink = Pipe(duplex=False)
    sys.stdout.flush()
    sys.stderr.flush()
    if process := os.fork():
        sink.close()
        return source, process
    source.close()
    code = 1
    try:
        _prepare(session.config, number)
        _work(session, chain.from_iterable(files[place] for place in _taken(queue)), sink)
        code = 0
    except KeyboardInterrupt:
        code = 2
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        with suppress(OSError):
            sys.stderr.flush()
        os._exit(code)


def _prepare(config: pytest.Config, number: int) -> None:
    """Give this process its own captured output and folder."""
    if captured := config.pluginmanager.getplugin("capturemanager"):
        captured.stop_global_capturing()
        captured.start_global_capturing()
        captured.suspend_global_capture()
    folders = config._tmp_path_factory  # type: ignore[attr-defined]
    folders._basetemp = folders.getbasetemp() / f"worker{number}"
    folders._basetemp.mkdir()


def _taken(queue: int) -> Iterator[int]:
    """Places of files of tests that this process takes from all those that are left."""
    while place := os.read(queue, NUMBER.size):
        yield NUMBER.unpack(place)[0]


def _work(session: pytest.Session, items: Iterator[pytest.Item], sink: Connection) -> None:
    """Run tests and send what is reported of each."""
    session.config.pluginmanager.unregister(name="terminalreporter")
    sender = _Sender(session.config)
    session.config.pluginmanager.register(sender, "terminalreporter")
    numbers = {item: number for number, item in enumerate(session.items)}
    for item, following in pairwise(chain(items, [None])):
        assert item
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        sink.send((numbers[item], sender.reports))
        sender.reports = []
        if session.shouldfail or session.shouldstop:
            return


class _Sender:
    """Keeps the reports of a test instead of showing them; `_tw` is what pytest describes failures with."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._tw = create_terminal_writer(config)
        self.reports: Reports = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        made = self._config.hook.pytest_report_to_serializable(config=self._config, report=report)
        self.reports.append(made)
