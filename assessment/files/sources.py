"""The bytes of a file, and the document in them: nothing is understood yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assessment.files import json_source
from assessment.files.errors import FileRefusedError
from assessment.files.places import LinePlaces, Report


def read_bytes(path: Path, most: int) -> bytes:
    """Return what is in a file of at most ``most`` bytes.

    Raises:
        FileRefusedError: If it cannot be read or is larger.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= most else b""
    except OSError as error:
        why = error.strerror or str(error)
        fault = f"{path}:1: cannot be read; {why}; check the path and its rights"
        raise FileRefusedError([fault]) from error
    if size > most:
        given = f"{size} bytes given, {most} allowed"
        raise FileRefusedError([f"{path}:1: file is too large; {given}; split it"])
    return data


def json_document(data: bytes, name: str) -> tuple[Any, Report]:
    """Return a JSON document's content, and the report that its faults are noted in.

    Duplicate keys, NaN, Infinity and numbers beyond any use are noted.

    Raises:
        FileRefusedError: If it is no UTF-8, no JSON or nested too deeply.
    """
    document = json_source.parse(_utf8(data, name), name)
    places = LinePlaces(name, document.root)
    report = Report(places, told=set(document.told))
    report.note(f"{places.on(n, path)}: {text}" for path, n, text in document.faults)
    return document.plain, report


def _utf8(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
        wrong = text.find("\x00")
        line, given = text.count("\n", 0, max(wrong, 0)) + 1, "NUL"
    except UnicodeDecodeError as error:
        text, wrong = "", error.start
        line, given = data.count(b"\n", 0, wrong) + 1, f"byte 0x{data[wrong]:02x}"
    if wrong < 0:
        return text
    fault = f"{name}:{line}: not UTF-8 text; {given} given; save the file as UTF-8"
    raise FileRefusedError([fault])
