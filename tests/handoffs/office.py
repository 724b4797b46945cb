"""LibreOffice, started once for several files, and what it makes of them."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl

STORED = re.compile(rb"(<c [^>]*>\s*<f>[^<]*</f>)<v>[^<]*</v>")


def without_values(content: bytes) -> bytes:
    """A workbook whose formulas have never been computed."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(made, "w") as after,
    ):
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                data = STORED.sub(rb"\1", data)
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


def cells(content: bytes) -> dict[tuple[str, str], object]:
    """The values of all cells that have one, by sheet and address."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def formulas(content: bytes) -> set[tuple[str, str]]:
    """Where the formulas stand, by sheet and address."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
