"""LibreOffice, started once for several files, and what it makes of them."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

STORED = re.compile(rb"(<c [^>]*>\s*<f>[^<]*</f>)<v>[^<]*</v>")


def without_values(content: bytes, typed: tuple[str, bytes] | None = None) -> bytes:
    """A workbook whose formulas have never been computed.

    ``typed`` is a number that somebody typed over that of an answer, with its address.
    """
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(made, "w") as after,
    ):
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                data = STORED.sub(rb"\1", data)
            if typed and entry.filename == "xl/worksheets/sheet2.xml":
                cell = rb'(<c r="%s"[^>]*>)<v>[^<]*</v>' % typed[0].encode()
                data, count = re.subn(cell, rb"\g<1><v>%s</v>" % typed[1], data)
                assert count == 1
            after.writestr(entry.filename, data)
    return made.getvalue()


def converted(folder: Path, files: Mapping[str, bytes], to: str) -> dict[str, bytes]:
    """Convert files in one go; fails where one does not come out."""
    source, target = folder / f"in-{to}", folder / f"out-{to}"
    source.mkdir()
    for name, content in files.items():
        (source / name).write_bytes(content)
    done = subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--norestore", "--convert-to", to, "--outdir", str(target),
            *(str(source / name) for name in files),
        ],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = {name: target / f"{Path(name).stem}.{to}" for name in files}
    missing = [name for name, path in made.items() if not path.exists()]
    assert not missing, f"{missing}: {done.stdout} {done.stderr}"
    return {name: path.read_bytes() for name, path in made.items()}


Book = dict[tuple[str, str], tuple[object, bool]]
"""What stands in each cell, by sheet and address, and whether by a formula."""

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(content: bytes) -> Book:
    """The cells that hold anything; a library for workbooks takes ten times as long."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = {name: etree.fromstring(archive.read(name)) for name in _parts(archive)}
    shared = ["".join(node.itertext()) for node in part["xl/sharedStrings.xml"]]
    targets = {
        each.get("Id"): each.get("Target").removeprefix("/xl/")
        for each in part["xl/_rels/workbook.xml.rels"]
    }
    found: Book = {}
    for sheet in part["xl/workbook.xml"].iter(f"{_NS}sheet"):
        cells = part[f"xl/{targets[sheet.get(_RELATION)]}"].iter(f"{_NS}c")
        for cell in cells:
            value = _value(cell, shared)
            is_formula = cell.find(f"{_NS}f") is not None
            if is_formula or value not in (None, ""):
                found[sheet.get("name"), cell.get("r")] = (value, is_formula)
    return found


def _parts(archive: zipfile.ZipFile) -> list[str]:
    wanted = ("xl/worksheets/sheet", "xl/workbook.xml", "xl/_rels", "xl/shared")
    return [name for name in archive.namelist() if name.startswith(wanted)]


def _value(cell: etree._Element, shared: list[str]) -> object:
    text = cell.findtext(f"{_NS}v")
    kind = cell.get("t")
    if kind == "s":
        return shared[int(text or 0)]
    if not text or kind in ("str", "inlineStr"):
        return text or ""
    return float(text) if kind in (None, "n") else text


def column(book: Book, sheet: str, letters: str) -> dict[int, object]:
    """A column's values by row, without its head."""
    return {
        int(address.removeprefix(letters)): value
        for (title, address), (value, _) in book.items()
        if title == sheet
        and re.fullmatch(rf"{letters}\d+", address)
        and address != f"{letters}1"
    }
