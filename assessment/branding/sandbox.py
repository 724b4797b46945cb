"""Templates of a consultancy's own words, kept from doing anything but words.

Three walls: only a short list of what Jinja knows may stand in a text, which is checked
before anything runs; it runs in Jinja's immutable sandbox, without attributes and
calls, over plain texts and numbers; and what it makes is refused where it grows too
long.

Time is bounded by form: nothing is called, a loop goes over a list that is written out,
no loop stands in another, and no operator that is left makes a text longer than itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assessment.branding.refusals import Refusal

Value = str | int | float | None
LONGEST: Final = 5000
"""Characters of a text as it is written."""
MOST_MADE: Final = 20_000
"""Characters that may come of it."""
DEEPEST: Final = 25
"""Levels of what is nested in it."""
MOST_LISTED: Final = 100
MOST_PLACES: Final = 6
FILTERS: Final = (
    "abs", "capitalize", "default", "float", "int", "lower", "round", "title", "trim",
    "upper",
)  # fmt: skip
TESTS: Final = ("defined", "divisibleby", "even", "none", "number", "odd", "string")
_ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const,
    nodes.If, nodes.For, nodes.List, nodes.Tuple, nodes.CondExpr, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Div,
    nodes.Neg, nodes.Concat, nodes.Filter, nodes.Test,
)  # fmt: skip
"""Without calls, attributes, items, assignments, macros and imports; products, powers
and remainders could make a long text of a short one."""
_SIGNS: Final = {
    "Getattr": ".", "Getitem": "[ ]", "Call": "( )", "Mul": "*", "Pow": "**",
    "Mod": "%", "FloorDiv": "//", "Assign": "set", "AssignBlock": "set",
    "Dict": "{ }", "ScopedEvalContextModifier": "autoescape", "Scope": "autoescape",
    "Const": "1e999",
}  # fmt: skip
"""How what is not allowed is written."""
_FAILURES: Final = (TemplateError, ArithmeticError, TypeError, ValueError)


class _Sandbox(ImmutableSandboxedEnvironment):
    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        return False


def made(text: str, values: Mapping[str, Value]) -> str:
    """Return what a text becomes with ``values``, each of them escaped.

    Raises:
        Refusal: If the text holds what it may not, names what is not there, cannot be
            made with these values, or becomes too long.
    """
    return "".join(_pieces(text, values))


def _pieces(text: str, values: Mapping[str, Value]) -> Iterator[str]:
    _check(text, values)
    room = MOST_MADE
    try:
        for piece in _environment().from_string(text).generate(**values):
            room -= len(piece)
            if room < 0:
                raise Refusal("template-output", most=f"{MOST_MADE:,}")
            yield piece
    except Refusal:
        raise
    except (*_FAILURES, RecursionError, SyntaxError) as error:
        # A syntax error is the interpreter's, of what Jinja wrote.
        raise Refusal("template-fails", given=_said(error)) from error


def _check(text: str, values: Mapping[str, Value]) -> None:
    """Refuse what a text may not hold, before any of it runs.

    Raises:
        Refusal: For the first such thing.
    """
    if len(text) > LONGEST:
        raise Refusal("text-long", given=f"{len(text):,}", most=f"{LONGEST:,}")
    try:
        tree = _environment().parse(text)
    except TemplateSyntaxError as error:
        given = _said(error)
        raise Refusal("template-syntax", row=error.lineno, given=given) from error
    except RecursionError as error:
        raise Refusal("template-deep", most=DEEPEST) from error
    except ValueError as error:
        # A number of thousands of digits.
        raise Refusal("template-syntax", row=1, given=_said(error)) from error
    _walk(tree, {*values}, DEEPEST)


def _walk(node: nodes.Node, names: set[str], room: int) -> None:
    if room == 0:
        raise Refusal("template-deep", most=DEEPEST)
    row = node.lineno or 1
    if not isinstance(node, _ALLOWED) or _is_endless(node):
        kind = type(node).__name__
        raise Refusal("template-part", given=_SIGNS.get(kind, kind.lower()), row=row)
    if isinstance(node, nodes.Name) and node.name not in names:
        known = ", ".join(sorted(names))
        raise Refusal("template-name", given=node.name, row=row, known=known)
    if isinstance(node, nodes.Filter | nodes.Test):
        _filtered(node)
    if isinstance(node, nodes.For):
        names = _looped(node, names)
    for child in node.iter_child_nodes():
        _walk(child, names, room - 1)


def _is_endless(node: nodes.Node) -> bool:
    """Whether it is a number too large to be one, such as 1e999."""
    value = node.value if isinstance(node, nodes.Const) else None
    return isinstance(value, float) and not math.isfinite(value)


def _filtered(node: nodes.Filter | nodes.Test) -> None:
    known = FILTERS if isinstance(node, nodes.Filter) else TESTS
    is_plain = not (node.dyn_args or node.dyn_kwargs or node.kwargs)
    if node.name not in known or not is_plain or not _few_places(node):
        raise Refusal("template-part", given=node.name, row=node.lineno)


def _few_places(node: nodes.Filter | nodes.Test) -> bool:
    """Whether it rounds to no more places than a number has.

    Rounding to a thousand million places would compute a number of as many digits.
    """
    if node.name != "round":
        return True
    given = [part.value for part in node.args if isinstance(part, nodes.Const)]
    few = all(type(value) is int and 0 <= value <= MOST_PLACES for value in given)
    return few and len(given) == len(node.args) <= 1


def _looped(node: nodes.For, names: set[str]) -> set[str]:
    """Return the names that are known inside a loop."""
    row = node.lineno
    written = node.iter
    if not isinstance(written, nodes.List | nodes.Tuple):
        raise Refusal("template-part", given="for", row=row)
    if len(written.items) > MOST_LISTED:
        given = f"{len(written.items):,}"
        raise Refusal("template-list", given=given, row=row, most=MOST_LISTED)
    if node.recursive or not isinstance(node.target, nodes.Name):
        raise Refusal("template-part", given="for", row=row)
    if any(True for part in (node.body, node.else_) for _ in _loops(part)):
        raise Refusal("template-part", given="for … for", row=row)
    return {*names, node.target.name}


def _loops(found: list[nodes.Node]) -> Iterator[nodes.Node]:
    for node in found:
        if isinstance(node, nodes.For):
            yield node
        yield from _loops(list(node.iter_child_nodes()))


@cache
def _environment() -> _Sandbox:
    sandbox = _Sandbox(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: "–" if value is None else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sandbox.globals.clear()
    sandbox.filters = {name: sandbox.filters[name] for name in FILTERS}
    sandbox.tests = {name: sandbox.tests[name] for name in TESTS}
    return sandbox


def _said(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
