"""The engine is plain functions over plain values: no file, clock, chance or network.

import-linter holds its imports against a list of what is forbidden; here they are held
against a list of what is allowed, and its calls against those that need no import.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Tracked = Callable[..., list[Path]]

ALLOWED = {
    "__future__", "collections", "collections.abc", "dataclasses", "enum", "fractions",
    "functools", "graphlib", "hashlib", "itertools", "json", "math", "operator",
    "statistics", "typing", "questionnaires.conditions", "questionnaires.model",
}  # fmt: skip
NUMPY = {"scoring/bootstrap.py", "scoring/outliers.py"}
REFUSED_CALLS = {
    "__import__", "breakpoint", "compile", "eval", "exec", "globals", "input", "open",
    "print",
}  # fmt: skip
REFUSED_METHODS = {
    "fromfile", "genfromtxt", "load", "loadtxt", "now", "open", "read_bytes",
    "read_text", "save", "savetxt", "today", "tofile", "utcnow", "write_bytes",
    "write_text",
}  # fmt: skip
"""Methods of files, clocks and numpy's storage, whatever they are called on."""
FOREIGN = (
    "flask", "jinja2", "numpy", "questionnaires.loader", "sqlalchemy", "weasyprint",
    "yaml",
)  # fmt: skip


def impurities(source: str, path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        for name in _imported(node):
            ours = name == "scoring" or name.startswith("scoring.")
            numpy = name == "numpy" and path in NUMPY
            if not (ours or numpy or name in ALLOWED):
                yield f"{path}:{node.lineno} imports {name}"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            drawn = re.fullmatch(r"\w+\.random\.(\w+)", called)
            seeded = drawn and drawn[1] == "default_rng" and node.args
            chance = drawn and not seeded
            if called in REFUSED_CALLS or method in REFUSED_METHODS or chance:
                yield f"{path}:{node.lineno} calls {called}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["." * node.level + (node.module or "")]
    return []


def test_the_engine_touches_nothing_but_values(root: Path, tracked: Tracked):
    modules = tracked("scoring/*.py")
    found = [
        each
        for path in modules
        for each in impurities((root / path).read_text("utf-8"), path.as_posix())
    ]

    assert len(modules) > 30, "the modules were not found: the pattern is wrong"
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "import flask",
        "from sqlalchemy.orm import Session",
        "from questionnaires.loader import load",
        "from questionnaires import loader",
        "from pathlib import Path",
        "def late():\n    import random",
        "from time import monotonic",
        "import numpy as np",
        "from . import engine",
        "open('answers.json')",
        "path.read_text('utf-8')",
        "datetime.now()",
        "np.random.default_rng()",
        "np.random.rand(3)",
        "json.load(stream)",
        "print('scored')",
    ],
)
def test_an_impurity_is_found(source: str):
    assert list(impurities(source, "scoring/engine.py"))


@pytest.mark.parametrize(
    "source",
    [
        "import hashlib\nimport json\njson.dumps(1)",
        "from scoring.levels import above",
        "from questionnaires.model import Question",
    ],
)
def test_plain_values_are_allowed(source: str):
    assert not list(impurities(source, "scoring/engine.py"))


def test_numpy_is_allowed_where_a_seed_is_passed_in():
    source = "import numpy as np\nnp.random.default_rng(seed).integers(0, 5)"

    assert not list(impurities(source, "scoring/bootstrap.py"))


def test_importing_the_whole_engine_loads_nothing_foreign(root: Path, tracked: Tracked):
    names = [
        f"scoring.{path.stem}"
        for path in tracked("scoring/*.py")
        if path.as_posix() not in NUMPY
    ]
    code = f"""
import importlib, sys
for name in {names}:
    importlib.import_module(name)
print(*(name for name in {FOREIGN} if name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == []
