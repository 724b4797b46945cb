"""Every fault of a definition, with file and line; nothing here raises.

``python -m questionnaires.checks PATH...`` prints them and exits with 1 if any.
"""

from __future__ import annotations

import sys
from pathlib import Path

from questionnaires import (
    build,
    build_initiatives,
    build_questions,
    library,
    meaning,
    overlay,
)
from questionnaires.build_state import Build
from questionnaires.faults import Fault, shown
from questionnaires.fields import Fields
from questionnaires.model import Questionnaire


def check(path: Path | str) -> list[Fault]:
    """Return the faults of a definition's folder, or of one of its files.

    A file that lies in a definition's folder is checked within it, so that what it
    refers to is known; a file alone is checked for what it says itself.
    """
    path = Path(path)
    if path.is_dir():
        return inspect(path).faults.sorted()
    if path.name == library.OVERLAY:
        return inspect(path).faults.sorted()
    if (path.parent / library.QUESTIONNAIRE).is_file():
        return _of_file(inspect(path.parent), path)
    if path.parent.name == "initiatives" and path.parent.parent.is_dir():
        return _of_file(inspect(path.parent.parent), path)
    return _alone(path).faults.sorted()


def inspect(path: Path, find: overlay.Find | None = None) -> Build:
    """Build the definition in a folder or file and check all that can be checked.

    ``find`` finds the base of an overlay, by default among the known definitions.
    """
    if path.is_dir() and (path / library.OVERLAY).is_file():
        built = _alone(path / library.OVERLAY, find)
        build.strays(built, path)
    elif path.is_dir():
        built = build.folder(path)
        meaning.check(built)
    else:
        built = _alone(path, find)
    found, name = built.questionnaire, path.name.removesuffix(".yaml")
    if found and "@" in name and name != found.key:
        todo = "name it id@version"
        what = "folder" if path.is_dir() else "file"
        text = f"{what} does not name its definition; {shown(name)} given; {todo}"
        built.fault(("questionnaire",), text)
    return built


def _of_file(built: Build, path: Path) -> list[Fault]:
    return [fault for fault in built.faults.sorted() if fault.file == str(path)]


def _alone(path: Path, find: overlay.Find | None = None) -> Build:
    """Check a file without its folder; what it refers to is taken as given."""
    built = Build()
    fields = built.read(path, "document")
    if fields is None:
        return built
    if fields.has("base"):
        overlay.build(built, fields, find or _find)
        meaning.check(built)
    elif build.whole(fields):
        build.document(built, fields, path)
        meaning.check(built)
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
    """Print the faults of the paths; return the exit status."""
    if not paths:
        sys.stderr.write("usage: python -m questionnaires.checks PATH...\n")
        return 2
    faults = [fault for path in paths for fault in check(path)]
    sys.stderr.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
