"""Files that take no time to write, for tests that do not look into them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from assessment.handoffs import FORMATS
from assessment.reports import pdf

_OFFICE = ("pptx", "docx", "xlsx")


@contextmanager
def quick_files() -> Iterator[None]:
    """Let PDFs and the files of offices be a few bytes inside.

    All that leads there is done in full: who may, what is read and computed, the
    report's words, the name and the headers of what is sent.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "render", lambda _html, **_given: b"%PDF-1.7\n")
        for kind in _OFFICE:
            quick = replace(FORMATS[kind], writer=lambda _material: b"PK\x03\x04")
            patch.setitem(FORMATS, kind, quick)
        yield
