"""Tracked files hold nothing that only makes sense on one machine or one day."""

import re
from collections.abc import Callable
from pathlib import Path

Tracked = Callable[..., list[Path]]

# This file names what it looks for, so it is the one that is not searched; vendored
# files are as their authors published them.
EXEMPT = (Path("tests/house/test_tracked_text.py"),)
VENDORED = re.compile(r"(^|/)(vendor|vendored|fonts)/|\.min\.(js|css)$|^LICENSE$")

MACHINE_PATH = re.compile(
    r"(?<![\w.])/(?:work|home|Users|root|opt/(?:wheels|pypi))/"
    r"|/tmp/(?:brief|bash_jobs)|[A-Z]:\\Users"
)
REGISTRY_HOST = re.compile(
    r"\b(?:(?:test\.)?pypi\.org|pythonhosted\.org|registry\.npmjs\.org"
    r"|(?:deb|security|archive)\.(?:debian|ubuntu)\.(?:org|com))"
)
LEFTOVER = re.compile(
    r"\b(?:TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|lorem ipsum"
    r"|^(?:<<<<<<<|>>>>>>>) "
)
SUPPRESSION = re.compile(
    r"#\s*(?:noqa|type:\s*ignore)(?P<code>[:\[][^#]*)?(?P<why>#.*)?"
)


def lines(root: Path, paths: list[Path]):
    for path in paths:
        if path in EXEMPT or VENDORED.search(path.as_posix()):
            continue
        try:
            text = (root / path).read_text("utf-8")
        except UnicodeDecodeError:  # a picture, a font, a compiled catalogue
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield path, number, line


def found(pattern: re.Pattern[str], root: Path, paths: list[Path]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, number, line in lines(root, paths)
        if pattern.search(line)
    ]


def test_no_path_of_a_machine(root: Path, tracked: Tracked):
    assert not found(MACHINE_PATH, root, tracked())


def test_no_host_of_a_package_registry(root: Path, tracked: Tracked):
    assert not found(REGISTRY_HOST, root, tracked())


def test_nothing_is_left_for_later(root: Path, tracked: Tracked):
    assert not found(LEFTOVER, root, tracked("*.py", "*.html", "*.sh", "*.md", "*.js"))


def test_every_suppression_says_its_rule_and_its_reason(root: Path, tracked: Tracked):
    bare = [
        f"{path}:{number}: {line.strip()}"
        for path, number, line in lines(root, tracked("*.py"))
        if (match := SUPPRESSION.search(line))
        and not (match["code"] and (match["why"] or len(match["code"].split()) > 2))
    ]

    assert not bare


def test_text_files_end_lines_with_lf_and_close_with_one(root: Path, tracked: Tracked):
    wrong = []
    for path in tracked("*.py", "*.yaml", "*.html", "*.md", "*.css", "*.po"):
        data = (root / path).read_bytes()
        if VENDORED.search(path.as_posix()) or not data:
            continue
        if b"\r" in data or not data.endswith(b"\n"):
            wrong.append(str(path))

    assert not wrong


def test_the_patterns_find_what_they_name():
    assert MACHINE_PATH.search("open('/home/someone/x')")
    assert not MACHINE_PATH.search("redirect to /engagements/work/3")
    assert REGISTRY_HOST.search("see files.pythonhosted.org/packages")
    assert LEFTOVER.search("# TODO: later")
    assert not LEFTOVER.search("method")
