"""``sextant demo``: results and reports that say the same, in three languages."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from click.testing import CliRunner

from assessment.cli import main
from assessment.cli.output import whole
from assessment.demo.story import FAMILIES
from questionnaires import loader
from questionnaires.model import LANGUAGES

NAMES = ("calder-vale-bank", "karoo-retail-bank")
BETWEEN = {
    "en": "between stages {} and {}",
    "zh-Hans": "处于第{}与第{}阶段之间",
    "zh-Hant": "處於第{}與第{}階段之間",
}
# An overall score where it is said to be that: out of 100, with its level where the
# questionnaire has names for them, and with its coverage.
OVERALL = {
    "en": r"\b(\d+)\s+of\s+100\s+(?:Level\s+(\d)\b[\w\s,]*?)?Coverage",
    "zh-Hans": r"\b(\d+)\s*（满分\s*100）\s*(?:第\s*(\d)\s*级[\w\s·]*?)?作答覆盖率",
    "zh-Hant": r"\b(\d+)\s*（滿分\s*100）\s*(?:第\s*(\d)\s*級[\w\s·]*?)?作答涵蓋率",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    database = f"sqlite:///{folder}/demo.db"
    settings = {
        "SEXTANT_DATABASE_URL": database,
        "SEXTANT_PASSWORD_TIME_COST": "1",
        "SEXTANT_PASSWORD_MEMORY_KIB": "8",
    }
    runner = CliRunner(env=settings)
    runs = [
        runner.invoke(main, ["demo", "--out", str(folder / "out")]) for _ in range(2)
    ]
    assert [run.exit_code for run in runs] == [0, 0], runs[0].output
    return folder / "out", [run.output for run in runs]


def text_of(path):
    done = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"],
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def squeezed(text):
    return "".join(text.split())


def overall_of(part):
    """Return a questionnaire's overall score and level as the report prints them."""
    named = bool(loader.load(part["id"], part["version"]).levels)
    overall = part["overall"]
    return f"{whole(overall['score'])}", f"{overall['level']}" if named else ""


def test_it_leaves_a_result_and_three_reports_for_each_bank(made):
    folder, outputs = made
    expected = {
        f"{name}.{end}"
        for name in NAMES
        for end in ("result.json", *(f"{language}.pdf" for language in LANGUAGES))
    }
    assert {path.name for path in folder.iterdir()} == expected
    assert all("Sign in as demo@sextant.example" in output for output in outputs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_report_says_what_the_result_says(made, name, language):
    folder, _ = made
    result = json.loads((folder / f"{name}.result.json").read_text(encoding="utf-8"))
    printed = text_of(folder / f"{name}.{language}.pdf")
    text = squeezed(printed)
    parts = {part["id"]: part for part in result["questionnaires"]}
    assert list(parts) == list(FAMILIES)
    assert squeezed(result["organisation"]["name"]) in text
    # The first page has the capability model's; then each questionnaire's own part.
    shown = [overall_of(parts["capability-model"])]
    shown += [overall_of(part) for name, part in parts.items() if name != "continuum"]
    assert re.findall(OVERALL[language], printed) == shown
    stage = parts["continuum"]["position"]["label"].split("-")
    assert squeezed(BETWEEN[language].format(stage[1], stage[3])) in text
    titles = {
        (family, capability.id): capability.title[language]
        for family in FAMILIES
        for dimension in loader.load(family, "1.0").dimensions
        for capability in dimension.capabilities
    }
    missing = [
        gap["id"]
        for gap in result["gaps"]
        if squeezed(titles[gap["questionnaire"], gap["id"]]) not in text
    ]
    assert len(result["gaps"]) > 20
    assert len({gap["questionnaire"] for gap in result["gaps"]}) == len(FAMILIES) - 1
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_that_it_is_fictional_and_how_it_was_declared(made, name):
    folder, _ = made
    words = {
        "en": ("fictional", "self-declared"),
        "zh-Hans": ("虚构", "自评(未经核实)"),
        "zh-Hant": ("虛構", "自評(未經查核)"),
    }
    for language, (fictional, declared) in words.items():
        pages = text_of(folder / f"{name}.{language}.pdf").split("\f")[1:-1]
        assert len(pages) >= 8
        for page in map(squeezed, pages):
            page = page.casefold().replace("（", "(").replace("）", ")")
            assert fictional in page
            assert (declared in page) == (name == "calder-vale-bank")


def test_the_same_demonstration_gives_the_same_bytes(made, tmp_path):
    folder, _ = made
    settings = {"SEXTANT_DATABASE_URL": f"sqlite:///{tmp_path}/again.db"}
    again = tmp_path / "out"
    done = CliRunner(env=settings).invoke(main, ["demo", "--out", str(again)])
    assert done.exit_code == 0
    for path in folder.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("place", ["file/below", "/proc/nowhere"])
def test_a_folder_that_cannot_be_made_is_refused_before_anything_is_loaded(
    tmp_path, place
):
    (tmp_path / "file").write_text("in the way")
    database = tmp_path / "demo.db"
    settings = {"SEXTANT_DATABASE_URL": f"sqlite:///{database}"}

    done = CliRunner(env=settings).invoke(
        main, ["demo", "--out", str(tmp_path / place)]
    )

    assert done.exit_code == 1
    assert "cannot be written" in done.output
    assert isinstance(done.exception, SystemExit)
    assert not database.exists()
