"""CSV: UTF-8, with or without byte order mark; the rest is recognised or refused."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

import charset_normalizer

from assessment.files.errors import FileRefusedError
from assessment.files.guarded import unguard
from assessment.files.tables import Row

_SAMPLE: Final = 64 * 1024
# A byte order mark is certain; a guess from the bytes alone is not.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def rows(data: bytes, name: str) -> Iterator[Row]:
    """Yield the rows with their numbers from 1; guards against formulas are taken off.

    Raises:
        FileRefusedError: If the text's encoding is not certain or a row is malformed.
    """
    text = decode(data, name)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True
    )
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [unguard(cell) for cell in cells]
    except csv.Error as error:
        todo = "put texts with quotes, commas or line breaks in double quotes"
        fault = f"{name}: row {number + 1}: not valid CSV; {error}; {todo}"
        raise FileRefusedError([fault]) from error


def decode(data: bytes, name: str) -> str:
    """Return the file's text.

    Raises:
        FileRefusedError: If it is neither UTF-8 nor marked as UTF-16 or UTF-32.
    """
    encoding = next((e for mark, e in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        given = f"{_guess(data)} given"
        fault = f"{name}: row {line}: not {encoding}; {given}; save as UTF-8"
        raise FileRefusedError([fault]) from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        given = "NUL given"
        fault = f"{name}: row {line}: not UTF-8 text; {given}; save as UTF-8"
        raise FileRefusedError([fault])
    return text


def _guess(data: bytes) -> str:
    """Name the likely encoding, for the reader's help only: guesses mangle text."""
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    return f"probably {best.encoding}" if best else "an unknown encoding"


def _delimiter(text: str) -> str:
    """Return what separates the header's names: Excel writes ; in some countries."""
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)
