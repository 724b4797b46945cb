"""What commands print: one JSON document, or aligned lines for people."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import Any

import click

from assessment import json_text


def echo_json(data: Any) -> None:
    """Print one JSON document as UTF-8, whatever the terminal's encoding is."""
    click.echo(json_text.written(data), nl=False)


def width(text: str) -> int:
    """Return the columns that a text takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def echo_table(rows: Sequence[Sequence[str]], indent: str = "") -> None:
    """Print rows in aligned columns."""
    if not rows:
        return
    widths = [max(width(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = (
            cell + " " * (most - width(cell))
            for cell, most in zip(row, widths, strict=True)
        )
        click.echo((indent + "  ".join(cells)).rstrip())


def whole(number: float | None) -> str:
    """Return a number rounded half up, or a dash where there is none."""
    return "–" if number is None else str(math.floor(number + 0.5))


def tenths(number: float | None, places: int = 1) -> str:
    """Return a number with ``places`` decimals, rounded half up, or a dash."""
    if number is None:
        return "–"
    scale = 10**places
    return f"{math.floor(number * scale + 0.5) / scale:.{places}f}"


def percent(share: float | None) -> str:
    """Return a share 0-1 as a whole percentage, or a dash."""
    return "–" if share is None else f"{whole(100 * share)}%"
