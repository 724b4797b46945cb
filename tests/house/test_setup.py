"""The set-up script says exactly what is missing, and then changes nothing."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

NEEDED = ("bash", "env", "id", "dirname", "cat", "cksum", "tr")

SetUp = Callable[[str], subprocess.CompletedProcess[str]]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder of commands that has neither apt-get nor Chromium, Poppler or uv."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        assert found, f"{name} belongs to every Debian"
        (folder / name).symlink_to(found)
    return folder


@pytest.fixture
def set_up(root: Path, tmp_path: Path, bare: Path) -> SetUp:
    """Run a copy of the script for one purpose, with the bare commands only."""
    copy = tmp_path / "copy"
    (copy / ".ci").mkdir(parents=True)
    shutil.copy(root / ".ci" / "setup.sh", copy / ".ci")

    def run(purpose: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [".ci/setup.sh", purpose],
            cwd=copy,
            env={"PATH": str(bare)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def write_command(path: Path, *lines: str) -> None:
    path.write_text("\n".join(("#!/usr/bin/env bash", *lines, "")), "utf-8")
    path.chmod(0o755)


def test_no_python_at_all_is_said(set_up: SetUp):
    result = set_up("run")

    assert result.returncode == 1
    assert "python3 was not found; install Python 3.11 or newer" in result.stderr


def test_an_old_python_is_refused_by_name_and_version(set_up: SetUp, bare: Path):
    write_command(
        bare / "python3", '[ "$1" = -V ] && { echo Python 3.9.2; exit; }', "exit 1"
    )
    result = set_up("run")

    assert result.returncode == 1
    assert "3.11 or newer is needed; python3 is Python 3.9.2" in result.stderr


def test_missing_packages_are_named_where_nothing_can_install_them(
    set_up: SetUp, bare: Path, tmp_path: Path
):
    write_command(bare / "python3", f'exec {sys.executable} "$@"')
    result = set_up("test")

    assert result.returncode == 1
    assert "system packages are missing" in result.stderr
    assert "chromium" in result.stderr
    assert "poppler-utils" in result.stderr
    assert not (tmp_path / "copy" / ".venv").exists()


def test_missing_packages_end_in_the_line_to_run_without_root(
    set_up: SetUp, bare: Path
):
    write_command(bare / "python3", f'exec {sys.executable} "$@"')
    write_command(bare / "apt-get", "echo it must not run >&2", "exit 99")
    (bare / "id").unlink()
    write_command(bare / "id", "echo 1000")
    result = set_up("test")

    assert result.returncode == 1
    assert "sudo apt-get install -y --no-install-recommends" in result.stderr
    assert "it must not run" not in result.stderr


def test_another_purpose_is_wrong_usage(set_up: SetUp):
    assert set_up("everything").returncode == 2
