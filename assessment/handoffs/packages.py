"""Archives of offices with fixed dates, so that the same report is the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Final

_FIRST: Final = dt.date(1980, 1, 1)
_LAST: Final = dt.date(2107, 12, 31)
_UNDATED: Final = dt.date(2000, 1, 1)
_TYPES: Final = "[Content_Types].xml"


def moment(day: dt.date | None) -> dt.datetime:
    """Return when a document of this day says that it was made, never the clock's now.

    Archives hold years from 1980 to 2107; an undated assessment is of 2000.
    """
    known = min(max(day or _UNDATED, _FIRST), _LAST)
    return dt.datetime(known.year, known.month, known.day)  # noqa: DTZ001 - no zone


def dated(content: bytes, day: dt.date | None, *, sort: bool = False) -> bytes:
    """Return an archive whose entries all carry the date of ``day``.

    With ``sort`` they stand in the order of their names, the list of types first.
    """
    when = moment(day).timetuple()[:6]
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        entries = before.infolist()
        for entry in sorted(entries, key=_place) if sort else entries:
            info = zipfile.ZipInfo(entry.filename, when)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            after.writestr(info, before.read(entry))
    return made.getvalue()


def _place(entry: zipfile.ZipInfo) -> tuple[bool, str]:
    return entry.filename != _TYPES, entry.filename
