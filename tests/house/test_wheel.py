"""The built wheel carries what is not code, and works away from the checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.xdist_group("wheel")

Tracked = Callable[..., list[Path]]

MOVED = {"templates": "assessment/templates", "migrations": "assessment/migrations"}
SHIPPED = ("assessment", "scoring", "questionnaires", *MOVED)


def run(
    *command: str | Path, cwd: Path, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing of this checkout in its environment."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SEXTANT_"))
    }
    return subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=kept | settings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def done(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    done(run(*build, cwd=root))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; returns its folder of commands.

    The dependencies are this environment's own, named in a path file. The path file of
    an editable install is not read from there, so the checkout stays out of sight.
    """
    away = tmp_path_factory.mktemp("away")
    done(run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=away))
    python = away / "venv" / "bin" / "python"
    install = ("uv", "pip", "install", "--offline", "--no-deps", "--python", python)
    done(run(sys.executable, "-m", *install, wheel, cwd=away))
    site = next((away / "venv" / "lib").glob("python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python.parent


@pytest.fixture
def answers(tmp_path: Path, root: Path) -> Path:
    """One gate criterion of the continuum answered, in a file outside the checkout."""
    path = tmp_path / "answers.json"
    path.write_text(
        json.dumps(
            {
                "schema": "sextant/assessment@1",
                "organisation": {"name": "Harbour Bank"},
                "date": "2026-11-21",
                "questionnaires": ["continuum@1.0"],
                "answers": [{"question": first_criterion(root), "value": "f"}],
            }
        ),
        "utf-8",
    )
    return path


def first_criterion(root: Path) -> str:
    stage = root / "questionnaires/published/continuum@1.0/stage-1.yaml"
    definition = yaml.safe_load(stage.read_text("utf-8"))
    return definition["capabilities"][0]["questions"][0]["id"]


def test_the_wheel_holds_every_file_of_the_product(wheel: Path, tracked: Tracked):
    packed = set(zipfile.ZipFile(wheel).namelist())
    wanted = set()
    for path in tracked(*SHIPPED):
        top, _, rest = path.as_posix().partition("/")
        wanted.add(f"{MOVED.get(top, top)}/{rest}")

    assert wanted - packed == set()


def test_the_installed_code_is_not_the_checkout(
    installed: Path, root: Path, tmp_path: Path
):
    code = "import assessment, assessment.paths as p; print(assessment.__file__); "
    code += "print(p.templates()); print(p.migrations())"
    places = done(run(installed / "python", "-c", code, cwd=tmp_path)).split()

    for place in places:
        assert Path(place).is_relative_to(installed.parent)
        assert Path(place).exists()


def test_questionnaires_are_listed_away_from_the_checkout(
    installed: Path, tmp_path: Path
):
    out = done(run(installed / "sextant", "questionnaires", "list", cwd=tmp_path))

    assert "capability-model" in out
    assert "continuum" in out


def test_a_file_is_scored_away_from_the_checkout(
    installed: Path, answers: Path, tmp_path: Path
):
    command = (installed / "sextant", "score", answers, "--json")
    result = json.loads(done(run(*command, cwd=tmp_path)))

    assert result["organisation"]["name"] == "Harbour Bank"
    assert result["questionnaires"][0]["id"] == "continuum"


def test_a_report_is_written_away_from_the_checkout(
    installed: Path, answers: Path, tmp_path: Path
):
    for name in ("report.html", "report.pdf"):
        done(run(installed / "sextant", "report", answers, "-o", name, cwd=tmp_path))

    assert "Harbour Bank" in (tmp_path / "report.html").read_text("utf-8")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_the_database_is_made_away_from_the_checkout(installed: Path, tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'sextant.db'}"
    upgrade = (installed / "sextant", "db", "upgrade")
    done(run(*upgrade, cwd=tmp_path, SEXTANT_DATABASE_URL=url))

    assert (tmp_path / "sextant.db").stat().st_size > 0
