"""The brand that a command's reports wear, from a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assessment.branding.brand import NO_BRAND, Brand
from assessment.branding.refusals import Refusal
from assessment.files.errors import FileRefusedError


def chosen(path: str | None) -> Brand:
    """Return the brand in a file; the house's own look where none is named.

    Raises:
        FileRefusedError: With every fault of the file.
    """
    if path is None:
        return NO_BRAND
    # Imported here: without a brand, neither they nor what they import are needed.
    from assessment.branding import source
    from assessment.reports.sections import EVERY

    return source.read(Path(path), EVERY)


@contextmanager
def refused(path: str | None) -> Iterator[None]:
    """Tell own words that cannot be made with a report's numbers as the file's fault.

    Raises:
        FileRefusedError: If there are such words.
    """
    try:
        yield
    except Refusal as error:
        raise FileRefusedError([f"{path}:1: texts: {error}"]) from error
