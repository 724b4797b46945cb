"""A file that is refused, with every reason and its place."""

from __future__ import annotations

from collections.abc import Sequence

from questionnaires.faults import printable


class FileRefusedError(ValueError):
    """An assessment file is refused.

    ``faults`` holds one line each: ``FILE:LINE: what is wrong; what was given; what to
    do``, for tables ``FILE: row N, column C (name): …``.
    """

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = [printable(fault) for fault in faults]
        super().__init__("\n".join(self.faults))
