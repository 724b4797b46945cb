"""Assessment files: JSON, YAML, CSV and XLSX to answers, and answers to JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from assessment.files import json_source, tables
from assessment.files.build import from_plain, from_table
from assessment.files.dump import to_json
from assessment.files.errors import FileRefusedError
from assessment.files.places import LinePlaces, PathPlaces
from questionnaires import yaml_source
from questionnaires.faults import Faults
from scoring.answers import AssessmentData

__all__ = ["FileRefusedError", "from_json", "parse", "read", "to_json"]

MAX_BYTES: Final = 20 * 1024 * 1024
ENDINGS: Final = (".json", ".yaml", ".yml", ".csv", ".xlsx")


def read(path: Path | str, questionnaires: Sequence[str] = ()) -> AssessmentData:
    """Return the assessment in a file, by the ending of its name.

    Args:
        path: The file.
        questionnaires: ``ID`` or ``ID@VERSION`` of questionnaires beside those that
            the file names; a table need not name any.

    Raises:
        FileRefusedError: With every fault and its place.
    """
    path = Path(path)
    _ending(str(path))
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        why = error.strerror or str(error)
        fault = f"{path}:1: cannot be read; {why}; check the path and its rights"
        raise FileRefusedError([fault]) from error
    if size > MAX_BYTES:
        given = f"{size} bytes given, {MAX_BYTES} allowed"
        raise FileRefusedError([f"{path}:1: file is too large; {given}; split it"])
    return parse(data, str(path), questionnaires)


def parse(data: bytes, name: str, questionnaires: Sequence[str] = ()) -> AssessmentData:
    """Return the assessment in a file's bytes; ``name`` gives the ending.

    Raises:
        FileRefusedError: With every fault and its place.
    """
    ending = _ending(name)
    if ending == ".json":
        return _json(data, name, questionnaires)
    if ending in (".yaml", ".yml"):
        return _yaml(data, name, questionnaires)
    table = tables.read(name, _rows(ending, data, name))
    return from_table(table, questionnaires)


def _ending(name: str) -> str:
    """Return the ending of a file that can be read."""
    ending = Path(name).suffix.lower()
    if ending in ENDINGS:
        return ending
    known = ", ".join(ENDINGS)
    given = f"{ending or 'no ending'} given"
    raise FileRefusedError([f"{name}:1: unknown kind of file; {given}; use {known}"])


def _rows(ending: str, data: bytes, name: str) -> Iterable[tables.Row]:
    """Return a table's rows; the libraries are slow to import, so only here."""
    if ending == ".csv":
        from assessment.files import csv_source

        return csv_source.rows(data, name)
    from assessment.files import xlsx_source

    return xlsx_source.rows(data, name)


def from_json(data: dict[str, Any], name: str) -> AssessmentData:
    """Return the assessment in plain data, called ``name`` in faults.

    Raises:
        FileRefusedError: With every fault and its place, as ``NAME: answers[3].value``.
    """
    return from_plain(data, PathPlaces(name))


def _json(data: bytes, name: str, questionnaires: Sequence[str]) -> AssessmentData:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        given = f"byte 0x{data[error.start]:02x} given"
        fault = f"{name}:{line}: not UTF-8; {given}; save the file as UTF-8"
        raise FileRefusedError([fault]) from error
    plain = json_source.parse(text, name)
    places = LinePlaces(name, json_source.Positions(text).root)
    return from_plain(plain, places, questionnaires)


def _yaml(data: bytes, name: str, questionnaires: Sequence[str]) -> AssessmentData:
    faults = Faults()
    root = yaml_source.parse(data, name, faults)
    if faults or root is None:
        raise FileRefusedError([str(fault) for fault in faults.sorted()])
    return from_plain(root.plain(), LinePlaces(name, lambda: root), questionnaires)
