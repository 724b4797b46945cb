"""Whether this machine can make PDFs at all, told before somebody asks for one."""

from __future__ import annotations

from collections.abc import Callable
from ctypes.util import find_library
from functools import cache
from typing import Final

from assessment.errors import MissingPartError
from assessment.reports import fonts, words

_LIBRARIES: Final = ("pango-1.0", "pangoft2-1.0")
_FONTS: Final = ("NotoSansSC-400", "NotoSansSC-700", "NotoSansTC-400", "NotoSansTC-700")


@cache
def obstacle(find: Callable[[str], str | None] = find_library) -> str | None:
    """Return what is missing, a key of the page's words; ``None`` where nothing is.

    ``find`` says where the system has a library, ``None`` for nowhere.
    """
    if not all(map(find, _LIBRARIES)):
        return "no_pango"
    if not all((fonts.FOLDER / f"{name}.ttf").is_file() for name in _FONTS):
        return "no_fonts"
    return None


def require(language: str) -> None:
    """Let through where PDFs can be made.

    Raises:
        MissingPartError: If they cannot; the text says in the reader's language why,
            and what helps.
    """
    if found := obstacle():
        raise MissingPartError(words.label(found, language, group="page"))
