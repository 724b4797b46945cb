"""From nodes to initiatives."""

from __future__ import annotations

import re
from typing import Final

from questionnaires.build_state import Build
from questionnaires.fields import Fields
from questionnaires.model import ALL, SIZES, Duty, Initiative, Pitfall

KINDS: Final = ("business-model", "it", "organisation", "operating-plan")
MAX_TITLE: Final = 70
_SIZE: Final = re.compile("|".join(map(re.escape, SIZES)))
_ISIC: Final = re.compile(r"[A-U]([0-9]{2})?")


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
        decision=fields.text("decision", required=False),
        stop=fields.text("stop", required=False),
        sizes=sizes(fields),
        industries=industries(fields),
    )
    fields.done()
    return found


def sizes(fields: Fields) -> tuple[str, ...]:
    """Read whom an initiative suits by employees; empty for everybody."""
    return _suited(fields, "sizes", _SIZE, f"some of {', '.join(SIZES)}")


def industries(fields: Fields) -> tuple[str, ...]:
    """Read whom an initiative suits by ISIC code; empty for everybody."""
    wanted = "ISIC sections or divisions such as K or K64"
    return _suited(fields, "industries", _ISIC, wanted)


def _suited(
    fields: Fields, key: str, pattern: re.Pattern[str], wanted: str
) -> tuple[str, ...]:
    found = fields.strings(key, required=False)
    if found == (ALL,):
        return ()
    if not all(pattern.fullmatch(code) for code in found):
        todo = f'give {wanted}, or "{ALL}" alone'
        text = f"{key} are not known; {', '.join(found)} given; {todo}"
        fields.fault_at(key, text)
    return found


def duties(fields: Fields) -> tuple[Duty, ...]:
    """Read what the roles answer for, and are measured by."""
    found = []
    for entry in fields.each("duties", "duty", required=False):
        found.append(
            Duty(
                owner=entry.string("owner"),
                source=entry.string("source"),
                duties=entry.text("duties"),
                measures=entry.text("measures"),
            )
        )
        entry.done()
    return tuple(found)


def pitfalls(fields: Fields) -> tuple[Pitfall, ...]:
    """Read what others ran into, and before which stages to warn of it."""
    found = []
    for entry in fields.each("pitfalls", "pitfall", required=False):
        found.append(
            Pitfall(
                id=entry.identifier(),
                source=entry.string("source"),
                title=entry.text("title"),
                text=entry.text("text"),
                steps=_steps(entry),
            )
        )
        entry.done()
    return tuple(found)


def _steps(entry: Fields) -> tuple[int, ...]:
    nodes = entry.items("steps")
    return tuple(int(entry.as_number(node, "steps", (1, 5))) for node in nodes)


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
