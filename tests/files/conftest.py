"""A small published set: every question type, a twin of it, and the continuum."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from questionnaires import library, loader

SAMPLE = Path(__file__).parents[1] / "questionnaires" / "valid" / "sample"


@pytest.fixture(scope="session")
def small_set(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(SAMPLE, folder / "sample@1.0")
    twin = Path(shutil.copytree(SAMPLE, folder / "twin@1.0")) / "questionnaire.yaml"
    text = twin.read_text(encoding="utf-8").replace('id: "sample"', 'id: "twin"')
    twin.write_text(text, encoding="utf-8")
    continuum = "continuum@1.0"
    shutil.copytree(library.PUBLISHED / continuum, folder / continuum)
    return folder


@pytest.fixture(autouse=True, scope="module")
def published(small_set):
    before = library.PUBLISHED
    library.PUBLISHED = small_set
    loader.forget_folders()
    yield
    library.PUBLISHED = before
    loader.forget_folders()
