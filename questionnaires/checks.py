"""Every fault of a definition, with file and line; nothing here raises.

``python -m questionnaires.checks PATH...`` prints them, and the linter's warnings, and
exits with 1 if any.
"""

from __future__ import annotations

import sys
from pathlib import Path

from questionnaires import (
    build,
    build_initiatives,
    build_questions,
    library,
    lint,
    lint_versions,
    meaning,
    overlay,
)
from questionnaires.build_state import Build
from questionnaires.faults import Fault, shown
from questionnaires.fields import Fields
from questionnaires.model import Questionnaire


def check(path: Path | str) -> list[Fault]:
    """Return the faults and warnings of a definition's folder, or of one of its files.

    A file that lies in a definition's folder is checked within it, so that what it
    refers to is known; a file alone is checked for what it says itself.
    """
    path = Path(path)
    folder = folder_of(path)
    if folder is None:
        return _linted(inspect(path))
    found = _linted(inspect(folder))
    return [fault for fault in found if fault.file == str(path)]


def folder_of(path: Path) -> Path | None:
    """Return the definition's folder that a file is a part of, else ``None``."""
    if path.is_dir():
        return None
    if path.parent.name == "initiatives" and path.parent.parent.is_dir():
        return path.parent.parent
    names = (library.QUESTIONNAIRE, library.OVERLAY)
    return (
        path.parent if any((path.parent / name).is_file() for name in names) else None
    )


def inspect(path: Path, find: overlay.Find | None = None) -> Build:
    """Build the definition in a folder or file and check all that makes it unusable.

    ``find`` finds the base of an overlay, by default among the known definitions.
    """
    built = _read(path, find)
    if built.questionnaire is not None:
        _whole(built, path, find)
    found, name = built.questionnaire, path.name.removesuffix(".yaml")
    if found and "@" in name and name != found.key:
        todo = "name it id@version"
        what = "folder" if path.is_dir() else "file"
        text = f"{what} does not name its definition; {shown(name)} given; {todo}"
        built.fault(("questionnaire",), text)
    return built


def _whole(built: Build, path: Path, find: overlay.Find | None) -> None:
    """Add the faults that only a whole definition shows."""
    meaning.check(built)
    lint.faults(built)
    if built.questionnaire is None or built.faults:
        return
    earlier = lint_versions.previous(path, built.questionnaire)
    before = None if earlier is None else _read(earlier, find).questionnaire
    if before is not None:
        lint_versions.check(built, before)


def _linted(built: Build) -> list[Fault]:
    lint.warnings(built)
    return built.findings()


def _read(path: Path, find: overlay.Find | None) -> Build:
    """Build what a folder or a file holds: a whole definition, or a part of one."""
    if path.is_dir() and not (path / library.OVERLAY).is_file():
        return build.folder(path)
    built = Build()
    file = path / library.OVERLAY if path.is_dir() else path
    fields = built.read(file, "document")
    if path.is_dir():
        build.strays(built, path)
    if fields is None:
        return built
    if fields.has("base"):
        overlay.build(built, fields, find or _find)
    elif build.whole(fields):
        build.document(built, fields, path)
    else:
        _part(built, fields)
    return built


def _part(built: Build, fields: Fields) -> None:
    """Check a file that is only a part of a definition."""
    if fields.has("initiatives") and not fields.has("schema"):
        build_initiatives.initiatives(built, fields)
        fields.done()
    elif fields.has("capabilities"):
        build.dimension(built, fields, build_questions.Scales(complete=False))
    else:
        build.head(built, fields)


def _find(key: str) -> Questionnaire | None:
    """Return a known definition without faults, for an overlay to change."""
    path = library.keys().get(key)
    if path is None:
        return None
    # An overlay is no base: it finds none of its own here, nor itself in a circle.
    found = inspect(path, lambda _key: None)
    return None if found.faults else found.questionnaire


def main(paths: list[str]) -> int:
    """Print what is found in the paths; return the exit status."""
    if not paths:
        sys.stderr.write("usage: python -m questionnaires.checks PATH...\n")
        return 2
    faults = [fault for path in paths for fault in check(path)]
    sys.stderr.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
