"""Downloads: how a browser is told to keep a response as a file, and under what name.

A name comes from what people typed, such as an organisation's name. It keeps their
script in ``filename*`` (RFC 6266), and loses what a header could be misled by;
``filenames`` sees to file systems and readers.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote

from flask import Response

from assessment.filenames import joined, tidy

_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9. -]")


def attach(response: Response, end: str, *parts: object) -> Response:
    """Make a response a file named after its parts, with ``end`` after the dot."""
    name = joined(*parts)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = tidy(_NOT_PLAIN.sub("", plain)) or "sextant"
    encoded = quote(name or plain, safe="")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}.{end}\"; filename*=UTF-8''{encoded}.{end}"
    )
    return response
