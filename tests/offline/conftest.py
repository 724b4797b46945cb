"""The definition with every type of question, known beside the published ones."""

from __future__ import annotations

import shutil

import pytest

from questionnaires import loader
from tests.offline.forms import SAMPLE
from tests.support import definitions


@pytest.fixture(autouse=True, scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    shutil.copytree(SAMPLE, folder / "sample@1.0")
    loader.add_folder(folder)
    definitions.add()
    yield
    definitions.forget()
