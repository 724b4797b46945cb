"""What building a definition collects: faults, places and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from questionnaires import yaml_source
from questionnaires.faults import Fault, Faults, shown
from questionnaires.fields import Fields
from questionnaires.model import Questionnaire

Place = tuple[str, int]


@dataclass(slots=True)
class Build:
    """What was built, its faults and warnings, and where each id stands.

    ``places`` maps ("question", id), ("raises", initiative, question) and the like to
    file and line; ids that come twice keep their first place. ``complete`` turns false
    where a file could not be read, so that what it would hold is not called unknown.
    ``base`` is the key of what an overlay changes: what has no place stands there.
    """

    faults: Faults = field(default_factory=Faults)
    warnings: Faults = field(default_factory=lambda: Faults(warnings=True))
    places: dict[tuple[str, ...], Place] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    questionnaire: Questionnaire | None = None
    complete: bool = True
    base: str = ""

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

    def note_keys(self, fields: Fields, own: str) -> None:
        """Remember where the condition and the weight of a node or a question stand."""
        for key in ("when", "weight"):
            self.places.setdefault((key, own), (fields.file, fields.line_of(key)))

    def note_items(self, fields: Fields, key: str) -> None:
        """Remember where the items of a list stand, by their number from 0."""
        node = fields.node(key, required=False)
        items = node.value if node and isinstance(node.value, list) else []
        for number, item in enumerate(items):
            self.places[key, str(number)] = (fields.file, item.line)

    def fault(self, key: tuple[str, ...], text: str) -> None:
        """Note a fault at a remembered place, or at the questionnaire itself."""
        self.faults.add(*self._place(key), self._told(key, text))

    def warn(self, key: tuple[str, ...], text: str) -> None:
        """Note a warning at a remembered place, or at the questionnaire itself."""
        self.warnings.add(*self._place(key), self._told(key, text))

    def _place(self, key: tuple[str, ...]) -> Place:
        return self.places.get(key, self.places["questionnaire",])

    def _told(self, key: tuple[str, ...], text: str) -> str:
        named = self.base and key not in self.places
        return f"{text} (stands in {self.base})" if named else text

    def findings(self) -> list[Fault]:
        """Return faults and warnings by file and line."""
        stopped = [self.faults.stopped] if self.faults.stopped else []
        warnings = [*self.warnings.found, *self.faults.doubts]
        return [*sorted([*self.faults.found, *warnings]), *stopped]
