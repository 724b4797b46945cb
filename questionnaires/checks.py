"""Every fault of a definition, with file and line; nothing here raises.

``python -m questionnaires.checks PATH...`` prints them and exits with 1 if any.
"""

from __future__ import annotations

import sys
from pathlib import Path

from questionnaires import build, build_initiatives, build_questions, meaning
from questionnaires.build import Build
from questionnaires.faults import Fault, shown


def check(path: Path | str) -> list[Fault]:
    """Return the faults of a definition's folder, or of one of its files.

    A file that lies in a definition's folder is checked within it, so that what it
    refers to is known; a file alone is checked for what it says itself.
    """
    path = Path(path)
    if path.is_dir():
        return inspect(path).faults.sorted()
    if (path.parent / "questionnaire.yaml").is_file():
        return _of_file(inspect(path.parent), path)
    if path.parent.name == "initiatives" and path.parent.parent.is_dir():
        return _of_file(inspect(path.parent.parent), path)
    return _alone(path).faults.sorted()


def inspect(folder: Path) -> Build:
    """Build the definition in ``folder`` and check all that can be checked."""
    built = build.folder(folder)
    meaning.check(built)
    found = built.questionnaire
    if found and "@" in folder.name and folder.name != found.key:
        todo = "name the folder id@version"
        text = (
            f"folder does not name its definition; {shown(folder.name)} given; {todo}"
        )
        built.fault(("questionnaire",), text)
    return built


def _of_file(built: Build, path: Path) -> list[Fault]:
    return [fault for fault in built.faults.sorted() if fault.file == str(path)]


def _alone(path: Path) -> Build:
    """Check a file without its folder; what it refers to is taken as given."""
    built = Build()
    fields = built.read(path, "document")
    if fields is None:
        return built
    if build.whole(fields):
        build.document(built, fields, path)
        meaning.check(built)
    elif fields.has("initiatives") and not fields.has("schema"):
        build_initiatives.initiatives(built, fields)
        fields.done()
    elif fields.has("capabilities"):
        build.dimension(built, fields, build_questions.Scales(complete=False))
    else:
        build.head(built, fields)
    return built


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
