"""An archive file holds what it came from: its result verifies, its answers score."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from assessment.cli import main
from assessment.handoffs import write
from assessment.handoffs.archive import archive
from questionnaires.model import LANGUAGES
from tests.handoffs import samples
from tests.reports import stories
from tests.reports.pdf_helpers import reader


def told(language: str = "en"):
    return samples.material(stories.assessment(), language)


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """The folder of the files that lie in an archive, as it was written."""
    folder = tmp_path_factory.mktemp("held")
    content = write("pdf", replace(told(), archive=True))
    for name, (data,) in reader(content).attachments.items():
        (folder / name).write_bytes(data)
    return folder


def test_the_attached_result_is_verified(held):
    done = CliRunner().invoke(main, ["verify", str(held / "result.json")])
    assert done.exit_code == 0, done.stderr


def test_the_attached_answers_give_the_same_answers_again(held):
    result = json.loads((held / "result.json").read_text("utf-8"))
    keys = [f"{part['id']}@{part['version']}" for part in result["questionnaires"]]
    asked = [word for key in keys for word in ("--questionnaire", key)]
    done = CliRunner().invoke(
        main, ["score", str(held / "answers.csv"), *asked, "--json"]
    )
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["answers"] == result["answers"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_in_the_readers_language_what_each_file_is(language):
    files = archive(told(language)).files
    assert [each.name for each in files] == ["result.json", "answers.csv"]
    assert len({each.about for each in files}) == len(files)


def test_without_a_date_there_is_no_archive():
    dated = told()
    undated = replace(dated, result=replace(dated.result, date=None))
    with pytest.raises(ValueError, match="date"):
        archive(undated)
