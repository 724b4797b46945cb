"""A definition as large as the floor's: sixty published questions in seven parts."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from questionnaires import library, loader

SIZES = (9, 9, 9, 9, 8, 8, 8)
KEY = "sixty@1.0"


def publish(folder: Path) -> None:
    """Write the definition below ``folder``.

    The questions keep their words, so that a page weighs what a real one weighs.
    """
    source = library.PUBLISHED / "capability-model@1.0"
    frame = _read(source / "questionnaire.yaml")
    parts = [_read(source / f"{name}.yaml") for name in frame["dimensions"]]
    rubrics = cycle(
        question
        for part in parts
        for capability in part["capabilities"]
        for question in capability["questions"]
        if question["type"] == "rubric"
    )
    target = folder / KEY
    target.mkdir()
    names = [part["id"] for part in parts]
    made = [_part(part, rubrics, size) for part, size in zip(parts, SIZES, strict=True)]
    for part in made:
        _write(target / f"{part['id']}.yaml", part)
    frame |= {"id": "sixty", "kind": "module", "dimensions": names}
    _write(target / "questionnaire.yaml", frame)
    first = _read(source / "initiatives" / f"{names[0]}.yaml")["initiatives"][0]
    question = made[0]["capabilities"][0]["questions"][0]["id"]
    only = {**first, "raises": {question: 3}, "requires": []}
    _write(target / "initiatives.yaml", {"initiatives": [only]})


def use(folder: Path) -> None:
    """Let the loader read the definition below ``folder``."""
    loader.add_folder(folder)


def _part(part: dict[str, Any], rubrics: Any, size: int) -> dict[str, Any]:
    capability = part["capabilities"][0]
    base = capability["id"]
    questions = [
        {**next(rubrics), "id": f"{base}.q{number}", "source": "E1.1"}
        | {"roles": ["executive", "manager", "frontline"]}
        for number in range(size)
    ]
    return {**part, "capabilities": [{**capability, "questions": questions}]}


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _write(path: Path, content: Any) -> None:
    # JSON is YAML with every text in quotes, as the hardened reader wants it.
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")
