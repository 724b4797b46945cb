"""What building a definition collects: faults, places and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from questionnaires import yaml_source
from questionnaires.faults import Faults, shown
from questionnaires.fields import Fields
from questionnaires.model import Questionnaire

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
