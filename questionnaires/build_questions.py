"""From nodes to questions: structure and the rules of each type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from questionnaires import build_conditions
from questionnaires.faults import shown
from questionnaires.fields import Fields
from questionnaires.model import (
    FACET_PARTS,
    LETCI_PARTS,
    Option,
    Part,
    Question,
    QuestionType,
    RollUp,
    Text,
)
from questionnaires.yaml_source import Node

ROLES: Final = ("executive", "manager", "frontline")
ORIGINS: Final = ("seed", "derived")
WEIGHT_LIMITS: Final = (1e-6, 1e6)
DEGREES: Final = {"n": 0, "p": 33, "l": 67, "f": 100}
_LEVELS: Final = 6
_KEY: Final = re.compile(r"-?[0-9a-z]+([.-][0-9a-z]+)*")
_CODE: Final = re.compile(
    r"E[1-7](\.[1-5])?|C[1-9]|G[1-5][a-d]?|T[0-6]|I[1-5](\.[1-5])?|F[1-8](\.[1-5])?"
    r"|K0|K[1-6](\.[1-4])?|TC[1-3]|T[EP][1-5]|TD[12]|TX|V[1-5]|R[1-6]|X[1-4]|BP[12]"
    r"|B[1-6]|D[1-3]|M[1-7]|P[1-8]|perceived|preference"
)

Parts = Mapping[str, tuple[Text, tuple[Option, ...]]]


@dataclass(slots=True)
class Scales:
    """The shared scales of a questionnaire, by name."""

    parts: dict[str, Parts] = field(default_factory=dict)
    options: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    complete: bool = True


def scales(fields: Fields) -> Scales:
    """Read ``scales``: option lists, and part anchors as mappings."""
    found = Scales()
    for name, node in fields.entries("scales", required=False).items():
        if isinstance(node.value, list):
            inner = Fields(Node({name: node}, node.line, node.key_line),
                           fields.file, fields.faults, "scales")  # fmt: skip
            found.options[name] = options(inner, name)
        else:
            found.parts[name] = _parts(Fields(node, fields.file, fields.faults, name))
    return found


def _parts(fields: Fields) -> Parts:
    found: dict[str, tuple[Text, tuple[Option, ...]]] = {}
    for key in _names_of(fields):
        node = fields.node(key)
        if node is not None:
            part = Fields(node, fields.file, fields.faults, key)
            found[key] = (part.text("title"), _part_anchors(part))
            part.done()
    fields.done()
    return found


def _names_of(fields: Fields) -> tuple[str, ...]:
    """Return the parts that a scale must have, judged by those that it has."""
    facets = any(fields.has(name) for name in FACET_PARTS)
    return FACET_PARTS if facets else LETCI_PARTS


def _part_anchors(fields: Fields) -> tuple[Option, ...]:
    found: list[Option] = []
    for anchor in fields.each("anchors", "anchor"):
        value = anchor.whole("value", 0, 100)
        found.append(Option(str(value), value, anchor.text("label")))
        anchor.done()
    _rising(fields, "anchors", [option.value for option in found])
    if found and (found[0].value != 0 or found[-1].value != 100):
        ends = f"{found[0].value:g} to {found[-1].value:g} given"
        todo = "anchor 0 and 100"
        fields.fault_at("anchors", f"anchors do not span the scale; {ends}; {todo}")
    return tuple(found)


def _rising(fields: Fields, key: str, values: list[float]) -> None:
    if any(after <= before for before, after in pairwise(values)):
        given = ", ".join(f"{value:g}" for value in values)
        todo = "list the values from lowest to highest, each once"
        text = f"{key} are reversed or repeated; {given} given; {todo}"
        fields.fault_at(key, text)


def options(fields: Fields, key: str) -> tuple[Option, ...]:
    """Read a list of options: keys once each, values rising."""
    found: list[Option] = []
    for entry in fields.each(key, "option"):
        name = entry.string("key")
        if name and not _KEY.fullmatch(name):
            todo = "use digits, lower-case letters, dots and hyphens"
            entry.fault(f"key is not usable; {shown(name)} given; {todo}")
        if name in ("na", "dk") or name in {option.key for option in found}:
            what = f"option key is taken; {shown(name)} given; use each key once"
            entry.fault(f"{what}, and neither na nor dk")
        value, node = entry.number("value", -1e6, 1e6), entry.node("value", False)
        label = entry.text("label")
        # An option without a good value has its fault: it is not misplaced as well.
        if node is not None and node.value == value:
            found.append(Option(name, value, label))
        entry.done()
    _rising(fields, key, [option.value for option in found])
    _different(fields, key, [option.label for option in found])
    return tuple(found)


def _different(fields: Fields, key: str, labels: list[Text]) -> None:
    """Note labels that say the same for two options."""
    english = [label.get("en") for label in labels if label.get("en")]
    if len(set(english)) < len(english):
        same = next(text for text in english if english.count(text) > 1)
        text = f"{key} say the same twice; {shown(same)} given; tell them apart"
        fields.fault_at(key, text)


def _rubric(fields: Fields) -> tuple[Option, ...]:
    nodes = fields.items("anchors")
    if nodes and len(nodes) != _LEVELS:
        todo = "give one for each level 0 to 5"
        text = f"anchors are not six; {len(nodes)} given; {todo}"
        fields.fault_at("anchors", text)
    labels = [fields.as_text(node, "anchors") for node in nodes]
    _different(fields, "anchors", labels)
    return tuple(Option(str(level), level, label) for level, label in enumerate(labels))


def _criterion(fields: Fields) -> tuple[Option, ...]:
    node = fields.node("degrees")
    if node is None:
        return ()
    degrees = Fields(node, fields.file, fields.faults, "degrees")
    degrees.line = node.key_line
    labels = {key: degrees.text(key) for key in DEGREES}
    degrees.done()
    if isinstance(node.value, dict) and list(node.value) != list(DEGREES):
        given = ", ".join(node.value)
        text = f"degrees are not n, p, l, f in this order; {given} given; reorder them"
        degrees.fault(text)
    _different(fields, "degrees", list(labels.values()))
    return tuple(Option(key, DEGREES[key], label) for key, label in labels.items())


def _choice(fields: Fields, shared: Scales) -> tuple[Option, ...]:
    node = fields.node("options")
    if node is None or not isinstance(node.value, str):
        return options(fields, "options") if node is not None else ()
    if node.value not in shared.options and shared.complete:
        _no_scale(fields, "options", node.value, sorted(shared.options))
    return shared.options.get(node.value, ())


def _question_parts(fields: Fields, shared: Scales, type_: QuestionType) -> Parts:
    name = fields.string("parts")
    wanted = FACET_PARTS if type_ is QuestionType.FACETS else LETCI_PARTS
    found = shared.parts.get(name)
    if name and shared.complete and (found is None or set(found) != set(wanted)):
        fitting = sorted(n for n, p in shared.parts.items() if set(p) == set(wanted))
        _no_scale(fields, "parts", name, fitting)
    return found or {}


def _no_scale(fields: Fields, key: str, name: str, known: list[str]) -> None:
    todo = f"use one of {', '.join(known)}" if known else "add it to scales"
    text = f"{key} names no fitting scale; {shown(name)} given; {todo}"
    fields.fault_at(key, text)


def question(fields: Fields, shared: Scales) -> Question:
    """Read one question."""
    type_ = QuestionType(fields.one_of("type", tuple(QuestionType)))
    parts = (
        _question_parts(fields, shared, type_)
        if type_ in (QuestionType.FACETS, QuestionType.LETCI)
        else {}
    )
    options_ = options_of(fields, shared, type_)
    found = Question(
        id=fields.identifier(),
        type=type_,
        text=fields.text("text"),
        source=source(fields),
        origin=fields.one_of("origin", ORIGINS),
        weight=weight(fields, type_.scored),
        options=options_,
        parts=tuple(Part(key, *parts[key]) for key in parts),
        core=fields.flag("core"),
        roles=roles(fields),
        allow_na=fields.flag("allow_na"),
        help=fields.text("help", required=False),
        evidence=fields.text("evidence", required=type_.scored),
        ends=_ends(fields, options_) if type_ is QuestionType.SCALE else None,
        when=build_conditions.when(fields),
    )
    fields.done()
    return found


def _ends(fields: Fields, scale: tuple[Option, ...]) -> tuple[float, float]:
    """Read ``ends``: the values worth 0 and 100 points; by default the scale's own."""
    values = [option.value for option in scale] or [0.0, 1.0]
    node = fields.node("ends", required=False)
    if node is None:
        low, high = values[0], values[-1]
    else:
        numbers = [
            fields.as_number(n, "ends", (-1e6, 1e6)) for n in fields.items("ends")
        ]
        low, high = (*numbers, values[0], values[-1])[:2]
    given = f"{low:g} and {high:g} given"
    if not low < high:
        todo = "give a lower and a higher value"
        fields.fault_at("ends", f"ends are reversed or the same; {given}; {todo}")
        return 0.0, 1.0
    if values[0] < low or values[-1] > high:
        todo = f"span {values[0]:g} to {values[-1]:g}"
        fields.fault_at("ends", f"ends leave options outside; {given}; {todo}")
    return low, high


def options_of(
    fields: Fields, shared: Scales, type_: QuestionType
) -> tuple[Option, ...]:
    """Read the options of a question: its anchors, degrees or choices."""
    if type_ is QuestionType.RUBRIC:
        return _rubric(fields)
    if type_ is QuestionType.CRITERION:
        return _criterion(fields)
    optional = type_ in (QuestionType.CHOICE, QuestionType.SCALE)
    return _choice(fields, shared) if optional else ()


def roles(fields: Fields) -> tuple[str, ...]:
    """Read ``roles``, who is asked."""
    found = fields.strings("roles")
    for role in found:
        if role not in ROLES:
            todo = f"give one of {', '.join(ROLES)}"
            text = f"role is not known; {shown(role)} given; {todo}"
            fields.fault_at("roles", text)
    return found


def source(fields: Fields) -> str:
    """Read ``source``: codes of the method, joined by a comma."""
    found = fields.string("source")
    for code in found.split(",") if found else []:
        if not _CODE.fullmatch(code.strip()):
            todo = "give codes of the method such as E1.1 or G2a, joined by a comma"
            text = f"source is not a code; {shown(code)} given; {todo}"
            fields.fault_at("source", text)
    return found


def rollup(fields: Fields) -> RollUp:
    """Read ``rollup``; the mean where it is missing."""
    if not fields.has("rollup"):
        fields.node("rollup", required=False)
        return RollUp.MEAN
    return RollUp(fields.one_of("rollup", tuple(RollUp)))


def weight(fields: Fields, scored: bool) -> float | None:
    """Read ``weight``, which stands exactly where something is scored."""
    if scored:
        return fields.number("weight", *WEIGHT_LIMITS)
    node = fields.node("weight", required=False)
    if node is not None:
        what = f"weight where nothing is scored; {node.raw} given; remove it"
        fields.fault(what, node)
    return None
