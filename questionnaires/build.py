"""From YAML to a questionnaire, with every fault on the way.

A definition is a folder with ``questionnaire.yaml`` and a file for each dimension, or
one file that holds its dimensions and initiatives itself.
"""

from __future__ import annotations

from pathlib import Path

from questionnaires import (
    build_capabilities,
    build_conditions,
    build_head,
    build_initiatives,
    build_questions,
)
from questionnaires.build_questions import Scales
from questionnaires.build_state import Build as Build
from questionnaires.faults import shown
from questionnaires.fields import Fields
from questionnaires.model import Dimension, Initiative
from questionnaires.yaml_source import Node


def folder(path: Path) -> Build:
    """Build the definition in a folder."""
    build = Build()
    top = build.read(path / "questionnaire.yaml", "questionnaire")
    if top is None:
        return build
    document(build, top, path)
    strays(build, path)
    return build


def document(build: Build, top: Fields, path: Path) -> None:
    """Build a definition from its first file and what lies beside it in ``path``."""
    build.places["questionnaire",] = (top.file, 1)
    build.places["dimensions",] = (top.file, top.line_of("dimensions"))
    _note_lists(build, top)
    listed = top.items("dimensions")
    scales = build_questions.scales(top)
    dimensions = [_listed(build, top, path, node, scales) for node in listed]
    names = _repeats(top, listed)
    initiatives = _initiative_files(build, path, names)
    if top.has("initiatives"):
        initiatives = (*build_initiatives.initiatives(build, top), *initiatives)
    build.questionnaire = build_head.questionnaire(
        top, tuple(found for found in dimensions if found), initiatives
    )


def _note_lists(build: Build, top: Fields) -> None:
    for key in ("levels", "contradictions"):
        build.note_items(top, key)


def whole(top: Fields) -> bool:
    """Whether a first file holds a dimension itself, and so can stand alone."""
    if not top.has("dimensions"):
        return False
    return any(isinstance(node.value, dict) for node in top.items("dimensions"))


def head(build: Build, top: Fields) -> None:
    """Check a questionnaire's first file by itself."""
    build.places["questionnaire",] = (top.file, 1)
    _note_lists(build, top)
    top.strings("dimensions")
    build_questions.scales(top)
    if top.has("initiatives"):
        build_initiatives.initiatives(build, top)
    build_head.questionnaire(top, (), ())


def _repeats(top: Fields, listed: list[Node]) -> tuple[str, ...]:
    """Return the names of the dimensions' files; refuse one that comes twice."""
    names: list[str] = []
    for node in listed:
        if not isinstance(node.value, str):
            continue
        if node.value in names:
            given = f"{shown(node.value)} given"
            todo = "remove one of them"
            top.fault(f"dimensions repeats an entry; {given}; {todo}", node)
        names.append(node.value)
    return tuple(names)


def _listed(
    build: Build, top: Fields, path: Path, node: Node, scales: Scales
) -> Dimension | None:
    if isinstance(node.value, dict):
        return dimension(build, Fields(node, top.file, top.faults, "dimension"), scales)
    name = top.as_string(node, "dimensions")
    return _dimension_file(build, path, name, scales) if name else None


def _dimension_file(
    build: Build, path: Path, name: str, scales: Scales
) -> Dimension | None:
    if "/" in name or "\\" in name or name.startswith("."):
        todo = "give the file's name without .yaml"
        text = f"dimension is not a file name; {shown(name)} given; {todo}"
        build.fault(("questionnaire",), text)
        return None
    fields = build.read(path / f"{name}.yaml", "dimension")
    if fields is None:
        return None
    found = dimension(build, fields, scales)
    if found.id and found.id != name:
        todo = "name the file after the dimension"
        text = f"dimension id differs from its file; {shown(found.id)} given; {todo}"
        fields.fault_at("id", text)
    return found


def dimension(build: Build, fields: Fields, scales: Scales) -> Dimension:
    """Read one dimension."""
    own = fields.identifier()
    build.note(fields, "dimension", own)
    build.note_keys(fields, own)
    capabilities = build_capabilities.below(build, fields, own, scales)
    scored = any(c.weight is not None for c in capabilities)
    found = Dimension(
        id=own,
        title=fields.text("title"),
        weight=build_questions.weight(fields, scored),
        capabilities=capabilities,
        summary=fields.text("summary"),
        rollup=build_questions.rollup(fields),
        when=build_conditions.when(fields),
    )
    fields.done()
    return found


def _initiative_files(
    build: Build, path: Path, names: tuple[str, ...]
) -> tuple[Initiative, ...]:
    order = {name: number for number, name in enumerate(names)}
    files = sorted(
        (path / "initiatives").glob("*.yaml"),
        key=lambda file: (order.get(file.stem, len(order)), file.stem),
    )
    if (path / "initiatives.yaml").exists():
        files.insert(0, path / "initiatives.yaml")
    found: list[Initiative] = []
    for file in files:
        fields = build.read(file, "initiatives")
        if fields is not None:
            found += build_initiatives.initiatives(build, fields)
            fields.done()
    return tuple(found)


def strays(build: Build, path: Path) -> None:
    """Refuse YAML files that nothing names: they would silently be left out."""
    for file in sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")]):
        if file not in build.files:
            todo = "name it under dimensions or remove it"
            text = f"file is not part of the definition; {file.name} given; {todo}"
            build.faults.add(str(file), 1, text)
