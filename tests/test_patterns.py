"""Every regular expression of the package takes linear time on every string."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import pytest

import briefing
from briefing.text.lexicon import LANGUAGES
from tests.regex_backtracking import slow_string

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")
_OF_STRINGS = ("split",)
"""What strings have, too, so that it shows no use of a pattern whose name is not known."""
_ANCHORED = frozenset(("match", "fullmatch"))

CAPPED: dict[str, int] = {
    "briefing.summary.standalone:_CUT_OFF": 8,
    "briefing.text.boundaries:_TOKEN": 32,
    "briefing.text.line_spans:_LAST_DATE": 40,
    "briefing.text.boilerplate:_ADDRESS_LAST": 240,
    "briefing.text.boilerplate:_AUTHOR": 240,
    "briefing.text.boilerplate:_CREDIT_END": 160,
    "briefing.text.boilerplate:_ISSUED": 240,
    "briefing.text.names.entities:_ROLE_BEFORE": 60,
    "briefing.threads.labels.headline_cleaner:_KICKER": 200,
    "briefing.threads.labels.headline_cleaner:_TAIL": 200,
    "briefing.threads.roundups:_LIST": 300,
}
"""Patterns that are given no longer texts, with the length of the longest."""


@dataclass(frozen=True, slots=True)
class UsedPattern:
    """A pattern and how it is called."""

    pattern: re.Pattern[str]
    methods: frozenset[str]


def _modules() -> list[ModuleType]:
    names = [each.name for each in pkgutil.walk_packages(briefing.__path__, "briefing.")]
    return [importlib.import_module(name) for name in names if not name.endswith("__main__")]


def _held(value: Any, name: str, depth: int = 0) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns in a value of a module: itself, one that is compiled late, or those in a container or class."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield name, value
    elif hasattr(value, "__wrapped__") and hasattr(value, "cache_clear"):
        returns = str(getattr(value.__wrapped__, "__annotations__", {}).get("return", ""))
        if not inspect.signature(value.__wrapped__).parameters and (
            "Pattern" in returns or "late.<locals>" in value.__wrapped__.__qualname__
        ):
            yield from _held(value(), name, depth + 1)
        elif list(inspect.signature(value.__wrapped__).parameters) == ["language"] and "Pattern" in returns:
            yield from _held({language: value(language) for language in LANGUAGES}, name, depth + 1)
    elif depth < 4 and isinstance(value, dict):
        for key, each in [*value.items(), *((each, each) for each in value)]:
            yield from _held(each, f"{name}[{key!r:.20}]", depth + 1)
    elif depth < 4 and isinstance(value, (list, tuple, set, frozenset)):
        for at, each in enumerate(value):
            yield from _held(each, f"{name}[{at}]", depth + 1)
    elif depth < 2 and isinstance(value, type) and value.__module__.startswith("briefing"):
        for key, each in vars(value).items():
            yield from _held(each, f"{name}.{key}", depth + 1)


def _spelled(module: ModuleType, nodes: list[ast.Attribute | ast.Call]) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """The patterns that are given to functions of `re` as strings, with the function; those of names known only inside
    a function are left out."""
    for node in nodes:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if (
            isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in (*_METHODS, "compile")
        ):
            try:
                spelled = eval(compile(ast.Expression(node.args[0]), "", "eval"), vars(module))
            except NameError:
                continue
            flags = [each.attr for each in node.args[1:] if isinstance(each, ast.Attribute) and each.attr.isupper()]
            if isinstance(spelled, str):
                pattern = re.compile(spelled, sum(getattr(re, flag) for flag in flags))
                yield f"line {node.lineno}", pattern, node.func.attr


@cache
def _patterns() -> dict[str, UsedPattern]:
    """Every pattern of the package by module and name."""
    patterns: dict[str, UsedPattern] = {}
    seen: set[tuple[str, int, frozenset[str]]] = set()
    nodes_of = {module: _attributes_and_calls(module) for module in _modules()}
    calls = {module: _methods(nodes) for module, nodes in nodes_of.items()}

    def add(name: str, pattern: re.Pattern[str], used: frozenset[str]) -> None:
        key = (pattern.pattern, pattern.flags, used)
        if key not in seen:
            seen.add(key)
            patterns[name] = UsedPattern(pattern, used)

    for module, nodes in nodes_of.items():
        held = [(name, place, each) for name, value in list(vars(module).items()) for place, each in _held(value, name)]
        named = {place for _, place, _ in held}
        unnamed = frozenset(
            method
            for owner, used in calls[module].items()
            if owner not in named | {"re"}
            for method in used
            if method not in _OF_STRINGS
        )
        for name, place, pattern in held:
            known = calls[module].get(place, set())
            if not name.startswith("_"):
                known = {method for used in calls.values() for method in used.get(name, ())}
            add(f"{module.__name__}:{place}", pattern, frozenset(known) or unnamed)
        for place, pattern, method in _spelled(module, nodes):
            if method != "compile":
                add(f"{module.__name__}:{place}", pattern, frozenset((method,)))
    return patterns


def _attributes_and_calls(module: ModuleType) -> list[ast.Attribute | ast.Call]:
    source = inspect.getsource(module)
    if not any(f".{name}" in source for name in (*_METHODS, "compile")):
        return []
    tree = ast.parse(source)
    return [node for node in ast.walk(tree) if isinstance(node, (ast.Attribute, ast.Call))]


def _methods(nodes: list[ast.Attribute | ast.Call]) -> dict[str, set[str]]:
    """The methods of patterns that a module calls, by the name of what they are called on."""
    methods: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in _METHODS:
            owner = ast.unparse(node.value).replace("()", "").removeprefix("self.")
            methods.setdefault(owner, set()).add(node.attr)
    return methods


def _problem(name: str, used: UsedPattern) -> str:
    """Message about the time that a pattern takes; empty if it is linear in one of two tries on a busy machine."""
    use = "match" if used.methods and used.methods <= _ANCHORED else "search"
    call, cap = getattr(used.pattern, use), CAPPED.get(name, 0)
    slow = slow_string(used.pattern, call, cap) and slow_string(used.pattern, call, cap)
    return f"{name}: {use} takes {slow.seconds} s on {slow.text[:80]!r} and so on" if slow else ""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="a match cannot be given up here")
def test_every_pattern_of_the_package_is_linear() -> None:
    problems = [_problem(name, used) for name, used in _patterns().items()]
    assert not list(filter(None, problems))


def test_patterns_are_gathered_from_everywhere() -> None:
    names = set(_patterns())
    assert "briefing.text.boilerplate:_TITLE_CASE" in names  # compiled late
    assert "briefing.text.agencies:_patterns[2]" in names  # one of several that a function compiles
    assert "briefing.text.tagged_tokens:_pattern['fr']" in names  # compiled for a language
    assert any(name.startswith("briefing.sanitizer:line ") for name in names)  # a string that is given to `re.sub`
    assert any(name.startswith("briefing.briefs.name_variants:_SOUNDS[1]") for name in names)  # in a tuple
    assert set(CAPPED) <= names


@pytest.mark.parametrize(
    "slow",
    [
        r"(a+)+b",  # nested
        r"(?:a|aa)+$",
        r"(?:[\W_]*(?:[A-Z\d][\w.'’&+-]*|an?|and)(?![^\W_])){6,}[\W_]*\Z",
        r"\n-- \n(?:[^\n]{0,200}\n?){0,12}\Z",  # nested and bounded
        r"\s+$",  # a search from each character of a run
        r"\s*,?\s*\s*x",  # adjacent
        r"<!--.*?-->",  # many openings
    ],
)
def test_slow_patterns_are_reported(slow: str) -> None:
    pattern = re.compile(slow, re.DOTALL)
    assert slow_string(pattern, pattern.search)


@pytest.mark.parametrize(
    "linear", [r"\S+", r"(?<!\s)\s+$", r"(?<!a)(?>a+)+b", r"\A(?:[\W_]*+[A-Z]\w*+)++\Z", r"\w{1,60}\Z", r"a|b"]
)
def test_linear_patterns_are_not_reported(linear: str) -> None:
    pattern = re.compile(linear)
    assert slow_string(pattern, pattern.search) is None
