"""What a public docstring of the engine must say, read from the code by itself.

A function of ``scoring`` is read by people who check its statistics, so its docstring
tells shapes, units and ranges, what ``None`` means, errors and the source.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Function = ast.FunctionDef | ast.AsyncFunctionDef

VERBS = ("Return", "Yield", "Tell")
"""How a first line begins: Return something, Yield each of many, Tell whether."""
UNIT = re.compile(
    r"\b(?:\d(?:\.\d+)?(?:-| to )\d|levels?|points?|days|seconds|percent|unitless"
    r"|how many|whole numbers?|any unit|own unit|in the (?:squared )?unit of"
    r"|degrees of freedom|at least -?\d|at most -?\d|\d and up)|[<>]=? ?-?\d|\d %",
    re.IGNORECASE,
)
SOURCE = re.compile(r"\bSource: (.+?)(?:\n\n|\Z)", re.DOTALL)
METHOD = re.compile(r"\bmethod (\d+(?:\.\d+)?(?:(?:, | and | to )\d+\.\d+)*)")
NAMED = re.compile(r"\b(?:1[89]|20)\d\d\b|Abramowitz & Stegun|\bcontract [3-6]\b")
CANNOT = {("quartiles", "ScoringError")}
"""What never happens though the code could: its shares are always from 0 to 1."""
PARAGRAPHS = {
    "4",
    *(f"1.{number}" for number in range(12)),
    *(f"4.{number}" for number in range(1, 11)),
}
"""The paragraphs of the method and the sections of the contract that set rules."""


@dataclass(frozen=True)
class Module:
    """What a docstring is held against: its module's names."""

    text: str
    aliases: Mapping[str, str]
    raised: Mapping[str, frozenset[str]]


def lacks(source: str, aliases: Mapping[str, str] | None = None) -> list[str]:
    """Return what the public docstrings of a module lack, one line each."""
    tree = ast.parse(source)
    own = {**(aliases or {}), **aliases_in(tree)}
    module = Module(ast.get_docstring(tree) or "", own, _raised(tree))
    found = [] if module.text else ["the module has no docstring"]
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and _public(node):
            found += _of_class(node, module)
        elif isinstance(node, Function) and _public(node):
            found += _of_function(node, node.name, module.text, module)
    return found


def aliases_in(tree: ast.Module) -> dict[str, str]:
    """Return the type aliases of a module: names that begin with a capital letter."""
    return {
        node.targets[0].id: ast.unparse(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if node.targets[0].id[0].isupper() and not node.targets[0].id.isupper()
    }


def _public(node: Function | ast.ClassDef) -> bool:
    return not node.name.startswith("_")


def _of_class(node: ast.ClassDef, module: Module) -> Iterator[str]:
    text = ast.get_docstring(node) or ""
    if not _is_sentence(text):
        yield f"{node.name}: no first line that is a sentence"
    about = f"{module.text}\n\n{text}"
    fields = [
        (each.target.id, _spelled(each.annotation, module.aliases))
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]
    numbers = [name for name, kind in fields if _is_number(kind)]
    if numbers and not UNIT.search(about):
        yield f"{node.name}: no unit or range of {', '.join(numbers)}"
    absent = [name for name, kind in fields if "None" in kind]
    if absent and "``None``" not in about:
        yield f"{node.name}: not what ``None`` means in {', '.join(absent)}"
    # An error or an enumeration sets no rule; what holds values does.
    if fields and not any(_sources(part) for part in (module.text, text)):
        yield f"{node.name}: no Source"
    for each in node.body:
        if isinstance(each, Function) and _public(each):
            yield from _of_function(each, f"{node.name}.{each.name}", about, module)


def _of_function(
    node: Function, name: str, about: str, module: Module
) -> Iterator[str]:
    """Tell what a docstring lacks; ``about`` is the text that it stands in."""
    text = ast.get_docstring(node) or ""
    is_property = any("property" in ast.unparse(d) for d in node.decorator_list)
    if not _is_sentence(text):
        yield f"{name}: no first line that is a sentence"
    if not is_property and text.split(" ")[0] not in VERBS:
        yield f"{name}: first line does not begin with one of {VERBS}"
    yield from (f"{name}: {each}" for each in _of_parameters(node, text, module))
    yield from (f"{name}: {each}" for each in _of_return(node, text, module))
    told = _section(text, "Raises")
    for error in sorted(module.raised.get(node.name, frozenset())):
        if error not in told and (node.name, error) not in CANNOT:
            yield f"{name}: Raises does not name {error}"
    if not any(_sources(part) for part in (text, about)):
        yield f"{name}: no Source"
    yield from (f"{name}: {each}" for each in _bad_sources(text))


def _of_parameters(node: Function, text: str, module: Module) -> Iterator[str]:
    given = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    parameters = [each for each in given if each.arg not in ("self", "cls")]
    section = _section(text, "Args")
    entries = dict(re.findall(r"^(\w+): ((?:.|\n(?!\w+: ))+)", section, re.MULTILINE))
    if len(parameters) == 1 and not section:
        # A single one may be told of in a sentence that names it.
        name = parameters[0].arg
        named = re.search(rf"\b{name.rstrip('s')}", text) is not None
        entries = {name: text} if named else {}
    for each in parameters:
        kind = _spelled(each.annotation, module.aliases)
        told = " ".join(entries.get(each.arg, "").split())
        yield from (f"{lack} {each.arg}" for lack in _of_parameter(kind, told))
    names = {each.arg for each in parameters}
    yield from (f"Args holds {name}, no parameter" for name in entries.keys() - names)


def _of_parameter(kind: str, told: str) -> Iterator[str]:
    if not told:
        yield "nothing tells of"
        return
    if _is_number(kind) and not UNIT.search(told):
        yield "no unit or range of"
    if _is_array(kind) and "shape (" not in told:
        yield "no shape of"
    if "None" in kind and "``None``" not in told:
        yield "not what ``None`` means in"


def _of_return(node: Function, text: str, module: Module) -> Iterator[str]:
    kind = _spelled(node.returns, module.aliases)
    # What comes back is told before the arguments, or in a section of its own.
    told = re.split(r"\n\n(?:Args|Raises|Source):", text)[0] + _section(text, "Returns")
    if _is_number(kind) and not UNIT.search(told):
        yield "no unit or range of what it returns"
    if "None" in kind and kind != "None" and "``None``" not in told:
        yield "not when it returns ``None``"


def _is_sentence(text: str) -> bool:
    return text.split("\n")[0].endswith((".", ":", "?"))


def _section(text: str, name: str) -> str:
    """Return the lines of a section, without their indentation of four."""
    found = re.search(rf"^{name}:\n((?: {{4}}.*\n?|\n(?= ))+)", text, re.MULTILINE)
    return re.sub(r"^ {4}", "", found.group(1), flags=re.MULTILINE) if found else ""


def _sources(text: str) -> list[str]:
    return [" ".join(each.split()) for each in SOURCE.findall(text)]


def _bad_sources(text: str) -> Iterator[str]:
    for source in _sources(text):
        cited = [
            n for each in METHOD.findall(source) for n in re.split(r"[^\d.]+", each)
        ]
        if not cited and not NAMED.search(source) and "our own" not in source:
            yield f"Source names neither the method, the contract nor a year: {source}"
        for paragraph in cited:
            if paragraph not in PARAGRAPHS:
                yield f"Source names method {paragraph}, which there is not"


def _spelled(annotation: ast.expr | None, aliases: Mapping[str, str]) -> str:
    """Return an annotation with the aliases in it written out."""
    text = "" if annotation is None else ast.unparse(annotation)
    for _ in range(5):
        text = re.sub(
            r"\b[A-Z]\w*\b", lambda found: aliases.get(found[0], found[0]), text
        )
    return text


def _is_number(kind: str) -> bool:
    return re.search(r"\b(int|float)\b", kind) is not None


def _is_array(kind: str) -> bool:
    return kind.startswith(("Sequence", "Iterable")) and _is_number(kind)


def _raised(tree: ast.Module) -> dict[str, frozenset[str]]:
    """Return the errors that each function raises, or what it calls in its module."""
    functions = {n.name: n for n in ast.walk(tree) if isinstance(n, Function)}
    errors = {name: _errors(node, functions) for name, node in functions.items()}
    for _ in functions:
        for name, node in functions.items():
            called = {errors.get(each, frozenset()) for each in _called(node)}
            errors[name] = errors[name].union(*called)
    return errors


def _errors(node: Function, functions: Mapping[str, Function]) -> frozenset[str]:
    """Return the classes that a function raises itself; a helper may make them."""
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Raise) and isinstance(each.exc, ast.Call):
            name = ast.unparse(each.exc.func)
            maker = functions.get(name)
            found.add(ast.unparse(maker.returns) if maker and maker.returns else name)
    return frozenset(found)


def _called(node: Function) -> set[str]:
    return {
        each.func.id
        for each in ast.walk(node)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    }
