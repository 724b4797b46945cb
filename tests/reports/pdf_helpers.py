"""For tests that render: WeasyPrint's warnings are failures, pages become pictures."""

from __future__ import annotations

import io
import logging
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

from pypdf import PdfReader

_SIDES = " ".join(f'{side}="([\\d.]+)"' for side in ("xMin", "yMin", "xMax", "yMax"))
_WORD = re.compile(f"<word {_SIDES}>(.*?)</word>")


@contextmanager
def assert_no_weasyprint_warnings() -> Iterator[None]:
    """Fail if WeasyPrint warns inside: of lost fonts, unknown CSS, refused URLs."""
    found: list[str] = []

    class _Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger, collector = logging.getLogger("weasyprint"), _Collector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield
    finally:
        logger.removeHandler(collector)
    assert found == []


def reader(pdf: bytes) -> PdfReader:
    """Return the PDF opened for reading."""
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """Return the text as poppler reads it, all pages."""
    command = ["pdftotext", "-layout", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def word_boxes(pdf: bytes) -> list[tuple[str, float, float]]:
    """Return each word with the width and height of its box, in points."""
    command = ["pdftotext", "-bbox", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return [
        (unescape(text), float(right) - float(left), float(bottom) - float(top))
        for left, top, right, bottom, text in _WORD.findall(done.stdout.decode("utf-8"))
    ]


def picture(pdf: bytes, resolution: int = 72) -> bytes:
    """Return the first page as a PPM picture."""
    command = ["pdftoppm", "-r", str(resolution), "-f", "1", "-l", "1", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout
