"""Modules and functions stay small enough to be read at one go."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

MODULE_LINES = 300
FUNCTION_LINES = 30
PRODUCT = ("assessment/*.py", "scoring/*.py", "questionnaires/*.py", "wsgi.py")
BESIDE = ("bench/*.py", "docs/make/*.py", "migrations/env.py")

Tracked = Callable[..., list[Path]]


def functions(source: str) -> Iterator[tuple[str, int, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, (node.end_lineno or 0) - node.lineno + 1


def test_modules_are_at_most_300_lines(root: Path, tracked: Tracked):
    sizes = {
        path: len((root / path).read_text("utf-8").splitlines())
        for path in tracked(*PRODUCT, *BESIDE)
    }
    too_long = [f"{p}: {n}" for p, n in sizes.items() if n > MODULE_LINES]

    assert sizes, "no module was found: the patterns are wrong"
    assert not too_long, "\n".join(too_long)


def test_functions_are_at_most_30_lines(root: Path, tracked: Tracked):
    too_long = [
        f"{path}:{line} {name}: {size}"
        for path in tracked(*PRODUCT, *BESIDE)
        for name, line, size in functions((root / path).read_text("utf-8"))
        if size > FUNCTION_LINES
    ]

    assert not too_long, "\n".join(too_long)


def test_the_measure_counts_a_function_from_its_def_to_its_last_line():
    source = "def one():\n    return 1\n\n\nasync def two():\n    x = 2\n    return x\n"

    assert list(functions(source)) == [("one", 1, 2), ("two", 5, 3)]
