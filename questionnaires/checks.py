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
    lint,
    lint_versions,
    meaning,
)
from questionnaires.build import Build
from questionnaires.faults import Fault, shown


def check(path: Path | str) -> list[Fault]:
    """Return the faults and warnings of a definition's folder, or of one of its files.

    A file that lies in a definition's folder is checked within it, so that what it
    refers to is known; a file alone is checked for what it says itself.
    """
    path = Path(path)
    if path.is_dir():
        return _linted(inspect(path))
    if (path.parent / "questionnaire.yaml").is_file():
        return _of_file(_linted(inspect(path.parent)), path)
    if path.parent.name == "initiatives" and path.parent.parent.is_dir():
        return _of_file(_linted(inspect(path.parent.parent)), path)
    return _linted(_alone(path))


def inspect(folder: Path) -> Build:
    """Build the definition in ``folder`` and check all that makes it unusable."""
    built = build.folder(folder)
    _whole(built, folder)
    found = built.questionnaire
    if found and "@" in folder.name and folder.name != found.key:
        todo = "name the folder id@version"
        text = (
            f"folder does not name its definition; {shown(folder.name)} given; {todo}"
        )
        built.fault(("questionnaire",), text)
    return built


def _whole(built: Build, path: Path) -> None:
    """Add the faults that only a whole definition shows."""
    meaning.check(built)
    lint.faults(built)
    if built.questionnaire is None or built.faults:
        return
    earlier = lint_versions.previous(path, built.questionnaire)
    if earlier is not None:
        before = build.folder(earlier) if earlier.is_dir() else _read(earlier)
        if before.questionnaire is not None:
            lint_versions.check(built, before.questionnaire)


def _linted(built: Build) -> list[Fault]:
    lint.warnings(built)
    return built.findings()


def _of_file(found: list[Fault], path: Path) -> list[Fault]:
    return [fault for fault in found if fault.file == str(path)]


def _alone(path: Path) -> Build:
    """Check a file without its folder; what it refers to is taken as given."""
    built = _read(path)
    if built.questionnaire is not None:
        _whole(built, path)
    return built


def _read(path: Path) -> Build:
    """Build what a file holds: a whole definition, or a part of one."""
    built = Build()
    fields = built.read(path, "document")
    if fields is None:
        return built
    if build.whole(fields):
        build.document(built, fields, path)
    elif fields.has("initiatives") and not fields.has("schema"):
        build_initiatives.initiatives(built, fields)
        fields.done()
    elif fields.has("capabilities"):
        build.dimension(built, fields, build_questions.Scales(complete=False))
    else:
        build.head(built, fields)
    return built


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
