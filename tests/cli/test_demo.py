"""``sextant demo``: results and reports that say the same, in three languages."""

from __future__ import annotations

import json
import re
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.cli import main
from assessment.cli.output import whole
from assessment.demo.story import FAMILIES
from assessment.reports import pdf
from questionnaires import loader
from questionnaires.model import LANGUAGES
from tests.support.quick_files import quick_files

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
# The same of a questionnaire beside the model, on the pages of those.
MODULE = {
    "en": r"Score\s+(\d+)\s+·\s+(?:Level\s+(\d),[^·]*·\s+)?Coverage",
    "zh-Hans": r"得分\s*(\d+)\s*·\s*(?:第\s*(\d)\s*级\s*·[^·]*·\s*)?作答覆盖率",
    "zh-Hant": r"得分\s*(\d+)\s*·\s*(?:第\s*(\d)\s*級\s*·[^·]*·\s*)?作答涵蓋率",
}
PRESSING = 10
"""How many gaps the report prints as a table; all of them are in the result."""


@dataclass(frozen=True)
class Made:
    """Where the files are, what each run said, and the documents of the reports."""

    folder: Path
    outputs: list[str]
    pages: list[str]


@contextmanager
def set_in_full(count=None):
    """Note the documents that are set as PDFs; set the first ``count`` or all."""
    pages, render = [], pdf.render

    def noted(page, **given):
        pages.append(page)
        is_set = count is None or len(pages) <= count
        return render(page, **given) if is_set else b"%PDF-1.7\n"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "render", noted)
        yield pages


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    database = f"sqlite:///{folder}/demo.db"
    settings = {
        "SEXTANT_DATABASE_URL": database,
        "SEXTANT_PASSWORD_TIME_COST": "1",
        "SEXTANT_PASSWORD_MEMORY_KIB": "8",
    }
    runner, command = CliRunner(env=settings), ["demo", "--out", str(folder / "out")]
    # The reports of the first time are written over by those of the second.
    with quick_files():
        runs = [runner.invoke(main, command)]
    with set_in_full() as pages:
        runs += [runner.invoke(main, command)]
    assert [run.exit_code for run in runs] == [0, 0], runs[0].output
    return Made(folder / "out", [run.output for run in runs], pages)


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
    expected = {
        f"{name}.{end}"
        for name in NAMES
        for end in ("result.json", *(f"{language}.pdf" for language in LANGUAGES))
    }
    assert {path.name for path in made.folder.iterdir()} == expected
    assert all("Sign in as demo@sextant.example" in output for output in made.outputs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_report_says_what_the_result_says(made, name, language):
    folder = made.folder
    result = json.loads((folder / f"{name}.result.json").read_text(encoding="utf-8"))
    printed = text_of(folder / f"{name}.{language}.pdf")
    text = squeezed(printed)
    parts = {part["id"]: part for part in result["questionnaires"]}
    assert list(parts) == list(FAMILIES)
    assert squeezed(result["organisation"]["name"]) in text
    # Page one and the model's own part have the model's; a page each the others.
    model = overall_of(parts["capability-model"])
    assert re.findall(OVERALL[language], printed) == [model, model]
    others = [parts[name] for name in FAMILIES[2:]]
    shown = re.findall(MODULE[language], printed)
    assert sorted(shown) == sorted(map(overall_of, others))
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
        for gap in result["gaps"][:PRESSING]
        if squeezed(titles[gap["questionnaire"], gap["id"]]) not in text
    ]
    assert len(result["gaps"]) > 20
    assert len({gap["questionnaire"] for gap in result["gaps"]}) == len(FAMILIES) - 1
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_that_it_is_fictional_and_how_it_was_declared(made, name):
    folder = made.folder
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
    """One report is set again; of the others the documents are compared."""
    settings = {"SEXTANT_DATABASE_URL": f"sqlite:///{tmp_path}/again.db"}
    again = tmp_path / "out"
    with set_in_full(1) as pages:
        done = CliRunner(env=settings).invoke(main, ["demo", "--out", str(again)])
    assert done.exit_code == 0
    assert pages == made.pages
    assert len(pages) == len(NAMES) * len(LANGUAGES)
    same = [path.name for path in made.folder.iterdir()
            if (again / path.name).read_bytes() == path.read_bytes()]  # fmt: skip
    assert len([name for name in same if name.endswith(".pdf")]) == 1
    assert len([name for name in same if name.endswith(".json")]) == len(NAMES)


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
