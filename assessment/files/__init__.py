"""Assessment files: JSON, YAML, CSV and XLSX to answers, and answers to JSON."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from assessment.files import sources, tables
from assessment.files.build import from_plain, from_table
from assessment.files.dump import to_json
from assessment.files.errors import FileRefusedError
from assessment.files.places import LinePlaces, PathPlaces, Report
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
    data = sources.read_bytes(path, MAX_BYTES)
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
    return from_plain(data, Report(PathPlaces(name)))


def _json(data: bytes, name: str, questionnaires: Sequence[str]) -> AssessmentData:
    document, report = sources.json_document(data, name)
    return from_plain(document, report, questionnaires)


def _yaml(data: bytes, name: str, questionnaires: Sequence[str]) -> AssessmentData:
    faults = Faults()
    # Definitions are written by hand and refuse the mark; programs write it here.
    root = yaml_source.parse(data.removeprefix(codecs.BOM_UTF8), name, faults)
    lines = [str(fault) for fault in faults.sorted()]
    if root is None:
        raise FileRefusedError(lines)
    report = Report(LinePlaces(name, lambda: root))
    report.note(lines)
    return from_plain(root.plain(), report, questionnaires)
