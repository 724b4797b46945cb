"""One home of LibreOffice for all that it is started for: the first start makes it."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def office_home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("office")
