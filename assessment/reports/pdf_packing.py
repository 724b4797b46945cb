"""A PDF's streams packed in a quarter of the time, a fortieth larger.

The engine packs at zlib's level 9, and offers no choice. At 6 an English report of 29
pages took 0.04 s for it instead of 0.17, and 382 kB instead of 373. An engine
that does not know the library by this name packs as it likes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from weasyprint.pdf import pydyf

_LEVEL: Final = 6


class _Packing:
    """The library as the engine knows it, at another level."""

    def __getattr__(self, name: str) -> Any:
        return getattr(zlib, name)

    @staticmethod
    def compressobj(*_given: Any, **_named: Any) -> Any:
        return zlib.compressobj(level=_LEVEL)


@contextmanager
def sooner() -> Iterator[None]:
    """Pack this way meanwhile; for one render at a time."""
    before = vars(pydyf).get("zlib")
    if before is not zlib:
        yield
        return
    pydyf.zlib = _Packing()
    try:
        yield
    finally:
        pydyf.zlib = before
