"""From nodes to initiatives."""

from __future__ import annotations

from typing import Final

from questionnaires.build_state import Build
from questionnaires.fields import Fields
from questionnaires.model import Initiative

KINDS: Final = ("business-model", "it", "organisation", "operating-plan")
MAX_TITLE: Final = 70


def initiatives(build: Build, fields: Fields) -> list[Initiative]:
    """Read the list of initiatives in a file."""
    return [_initiative(build, i) for i in fields.each("initiatives", "initiative")]


def _initiative(build: Build, fields: Fields) -> Initiative:
    own = fields.identifier()
    build.note(fields, "initiative", own)
    raises = _raises(build, fields, own)
    for key in ("requires", "owner"):
        build.places[key, own] = (fields.file, fields.line_of(key))
    title = fields.text("title")
    if len(title.get("en", "")) > MAX_TITLE:
        given = f"{len(title['en'])} characters given"
        fields.fault_at("title", f"title is too long; {given}; keep to {MAX_TITLE}")
    found = Initiative(
        id=own,
        title=title,
        kind=fields.one_of("kind", KINDS),
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


def _raises(build: Build, fields: Fields, own: str) -> dict[str, float]:
    """Read ``raises``: where each question will be when the initiative is done."""
    node = fields.node("raises", required=False)
    if node is not None and node.value == {}:
        todo = "name a question and where it will be"
        fields.fault(f"initiative raises nothing; empty given; {todo}", node)
        return {}
    found = {}
    for question, item in fields.entries("raises").items():
        found[question] = fields.as_number(item, "raises", (1, 100))
        build.places["raises", own, question] = (fields.file, item.key_line)
    return found
