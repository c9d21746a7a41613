"""Mutants of a module: each changes one expression of its source.

Left out is what only declares: docstrings, `__all__`, annotations, decorators, `zip(strict=)`; and f-strings, as their
places are not known.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SWAPS: dict[type[ast.AST], str] = {
    **{ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "=="},
    **{ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is"},
    **{ast.Add: "-", ast.Sub: "+", ast.Mult: "+", ast.Div: "*", ast.FloorDiv: "*", ast.Mod: "+"},
}


class Mutant(NamedTuple):
    """One change of one file: `text` between the byte offsets `start` and `end`, in a function (empty for none)."""

    path: str
    function: str
    start: int
    end: int
    text: str


def mutants_of(root: Path, path: Path) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its source."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, function in _nodes(ast.parse(source)):
        if text := _change(node):
            target = node.test if isinstance(node, ast.If) else node
            start = starts[target.lineno - 1] + target.col_offset
            end = starts[(target.end_lineno or 0) - 1] + (target.end_col_offset or 0)
            yield Mutant(str(path.relative_to(root)), function, start, end, text)


def _nodes(tree: ast.AST, function: str = "", scope: str = "") -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """All nodes that do something, each with the outermost function around it."""
    for field, value in ast.iter_fields(tree):
        for node in value if isinstance(value, list) else [value]:
            idle = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.keyword) and node.arg == "strict")
            idle = idle or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
            if not isinstance(node, ast.AST) or idle or field in ("annotation", "returns", "decorator_list"):
                continue
            named = scope + node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else ""
            if isinstance(node, ast.expr | ast.stmt):
                yield node, function or named
            inner = f"{scope}{node.name}." if isinstance(node, ast.ClassDef) else scope
            yield from _nodes(node, function or named, inner)


def _change(node: ast.AST) -> str:  # noqa: PLR0911 - one line a kind of node
    """What stands in the place of a node, or of the condition of an `if`, in its mutant; empty for none."""
    match node:
        case ast.Compare(left, [op], [right]) | ast.BinOp(left, op, right) if type(op) in SWAPS and not isinstance(
            left, ast.JoinedStr | ast.List
        ):
            return f"(({ast.unparse(left)}) {SWAPS[type(op)]} ({ast.unparse(right)}))"
        case ast.BoolOp(op, values):
            word = " or " if isinstance(op, ast.And) else " and "
            return "(" + word.join(f"({ast.unparse(value)})" for value in values) + ")"
        case ast.UnaryOp(ast.Not(), operand):
            return f"bool({ast.unparse(operand)})"
        case ast.Constant(bool(value)):
            return repr(not value)
        case ast.Constant(int(value) | float(value)):
            return repr(value + 1)
        case ast.If(ast.Name() | ast.Attribute() | ast.Call() as test):
            return f"(not ({ast.unparse(test)}))"
        case ast.Break() | ast.Continue():
            return "continue" if isinstance(node, ast.Break) else "break"
    return ""


def difference(root: Path, mutant: Mutant) -> str:
    """The place of a mutant, and its line before and after."""
    source = (root / mutant.path).read_bytes()
    begin = source.rfind(b"\n", 0, mutant.start) + 1
    before, after = source[begin : mutant.start].decode(), source[mutant.end :].decode().partition("\n")[0]
    old = source[mutant.start : mutant.end].decode()
    line = source.count(b"\n", 0, mutant.start) + 1
    return f"{mutant.path}:{line}\n  -{before}{old}{after}\n  +{before}{mutant.text}{after}"
