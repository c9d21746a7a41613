"""A plugin of pytest that records which functions each test calls, by itself or in a fixture that it shares.

Written to `calls-PID.json` by each process: test -> its time in seconds and its functions, such as
`briefing/text/terms.py:stem`; of nested functions the outermost. Calls in child processes are not seen.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

_calls: set[CodeType] = set()
_by_fixture: dict[str, set[CodeType]] = defaultdict(set)
_by_test: dict[str, set[CodeType]] = {}
_seconds: dict[str, float] = {}


def _note(frame: FrameType, event: str, argument: object) -> None:
    _calls.add(frame.f_code)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Record the calls of a test."""
    _calls.clear()
    threading.settrace(_note)
    sys.settrace(_note)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        shared = [_by_fixture[name] for name in getattr(item, "fixturenames", ()) if name in _by_fixture]
        _by_test[item.nodeid] = _calls.union(*shared)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
    """Record the calls of a fixture that several tests share."""
    before = set(_calls)
    _calls.clear()
    try:
        return (yield)
    finally:
        if fixturedef.scope != "function":
            _by_fixture[fixturedef.argname] |= _calls
        _calls.update(before)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Record the time of a test that passes."""
    if report.when == "call" and report.passed:
        _seconds[report.nodeid] = report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the record of this process."""
    package = session.config.rootpath / "briefing"
    names: dict[CodeType, str] = {}
    for code in set().union(*_by_test.values()):
        if code.co_filename.startswith(f"{package}{os.sep}"):
            path = Path(code.co_filename).relative_to(package.parent)
            names[code] = f"{path}:{code.co_qualname.partition('.<locals>')[0]}"
    calls = {test: sorted({names[code] for code in codes if code in names}) for test, codes in _by_test.items()}
    record = {test: (_seconds[test], functions) for test, functions in calls.items() if test in _seconds}
    (session.config.rootpath / f"calls-{os.getpid()}.json").write_text(json.dumps(record))
