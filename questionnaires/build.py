"""From a folder of YAML files to a questionnaire, with every fault on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from questionnaires import build_head, build_questions, yaml_source
from questionnaires.build_questions import Scales
from questionnaires.faults import Faults, shown
from questionnaires.fields import Fields
from questionnaires.model import Capability, Dimension, Initiative, Questionnaire

INITIATIVE_KINDS: Final = ("business-model", "it", "organisation", "operating-plan")
MAX_TITLE: Final = 70

Place = tuple[str, int]


@dataclass(slots=True)
class Build:
    """What was built, the faults, and where each id stands.

    ``places`` maps ("question", id), ("raises", initiative, question) and the like to
    file and line; ids that come twice keep their first place. ``complete`` turns false
    where a file could not be read, so that what it would hold is not called unknown.
    """

    faults: Faults = field(default_factory=Faults)
    places: dict[tuple[str, ...], Place] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    questionnaire: Questionnaire | None = None
    complete: bool = True

    def read(self, path: Path, about: str) -> Fields | None:
        """Open one file of the definition; ``None`` where it cannot be read."""
        self.files.append(path)
        node = yaml_source.read(path, self.faults)
        if node is None:
            self.complete = False
            return None
        return Fields(node, str(path), self.faults, about)

    def note(self, fields: Fields, *key: str) -> None:
        """Remember where an id stands; refuse it where it is taken."""
        line = fields.line_of("id")
        if not key[-1]:
            return
        if key in self.places:
            file, first = self.places[key]
            given = f"{shown(key[-1])} already stands in {file}:{first}"
            text = f"{key[0]} id is taken; {given}; ids are used once"
            fields.fault_at("id", text)
            return
        self.places[key] = (fields.file, line)

    def fault(self, key: tuple[str, ...], text: str) -> None:
        """Note a fault at a remembered place, or at the questionnaire itself."""
        file, line = self.places.get(key, self.places["questionnaire",])
        self.faults.add(file, line, text)


def folder(path: Path) -> Build:
    """Build the definition in a folder."""
    build = Build()
    top = build.read(path / "questionnaire.yaml", "questionnaire")
    if top is None:
        return build
    build.places["questionnaire",] = (top.file, 1)
    names = top.strings("dimensions")
    scales = build_questions.scales(top)
    dimensions = [_dimension_file(build, path, name, scales) for name in names]
    initiatives = _initiative_files(build, path, names)
    _strays(build, path)
    build.questionnaire = build_head.questionnaire(
        top, tuple(found for found in dimensions if found), initiatives
    )
    return build


def head(build: Build, top: Fields) -> None:
    """Check a questionnaire's first file by itself."""
    build.places["questionnaire",] = (top.file, 1)
    top.strings("dimensions")
    build_questions.scales(top)
    build_head.questionnaire(top, (), ())


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
    capabilities = tuple(
        _capability(build, item, own, scales)
        for item in fields.each("capabilities", "capability")
    )
    scored = any(c.weight is not None for c in capabilities)
    found = Dimension(
        id=own,
        title=fields.text("title"),
        weight=build_questions.weight(fields, scored),
        capabilities=capabilities,
        summary=fields.text("summary"),
    )
    fields.done()
    return found


def _capability(
    build: Build, fields: Fields, parent: str, scales: Scales
) -> Capability:
    own = fields.identifier()
    build.note(fields, "capability", own)
    _below(fields, own, parent)
    questions = []
    for item in fields.each("questions", "question"):
        question = build_questions.question(item, scales)
        build.note(item, "question", question.id)
        _below(item, question.id, own)
        questions.append(question)
    found = Capability(
        id=own,
        title=fields.text("title"),
        weight=build_questions.weight(fields, any(q.scored for q in questions)),
        source=build_questions.source(fields),
        questions=tuple(questions),
        summary=fields.text("summary"),
    )
    fields.done()
    return found


def _below(fields: Fields, own: str, parent: str) -> None:
    """Refuse an id that is not its parent's id, a dot and one more part."""
    if own and parent and not re.fullmatch(re.escape(parent) + r"\.[^.]+", own):
        text = (
            f"id does not lie below {parent}; {shown(own)} given; begin with {parent}."
        )
        fields.fault_at("id", text)


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
            found += initiatives(build, fields)
    return tuple(found)


def initiatives(build: Build, fields: Fields) -> list[Initiative]:
    """Read the initiatives of one file."""
    found = [_initiative(build, i) for i in fields.each("initiatives", "initiative")]
    fields.done()
    return found


def _initiative(build: Build, fields: Fields) -> Initiative:
    own = fields.identifier()
    build.note(fields, "initiative", own)
    raises = {}
    for question, node in fields.entries("raises").items():
        raises[question] = fields.as_number(node, "raises", (1, 100))
        build.places["raises", own, question] = (fields.file, node.key_line)
    for key in ("requires", "owner"):
        build.places[key, own] = (fields.file, fields.line_of(key))
    title = fields.text("title")
    if len(title.get("en", "")) > MAX_TITLE:
        given = f"{len(title['en'])} characters given"
        fields.fault_at("title", f"title is too long; {given}; keep to {MAX_TITLE}")
    found = Initiative(
        id=own,
        title=title,
        kind=fields.one_of("kind", INITIATIVE_KINDS),
        raises=raises,
        effort=fields.whole("effort", 1, 5),
        days=fields.whole("days", 1, 3650),
        owner=fields.string("owner"),
        kpi=fields.text("kpi"),
        requires=fields.strings("requires", required=False),
        summary=fields.text("summary"),
        first_step=fields.text("first_step"),
    )
    fields.done()
    return found


def _strays(build: Build, path: Path) -> None:
    """Refuse YAML files that nothing names: they would silently be left out."""
    for file in sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")]):
        if file not in build.files:
            todo = "name it under dimensions or remove it"
            text = f"file is not part of the definition; {file.name} given; {todo}"
            build.faults.add(str(file), 1, text)
