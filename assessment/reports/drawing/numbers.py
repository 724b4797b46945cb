"""Numbers as charts print them: rounded half up, with a true minus sign."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MINUS: Final = "\N{MINUS SIGN}"


def whole(value: float | None, missing: str = "–") -> str:
    """Return ``value`` rounded half up to a whole number, ``missing`` for ``None``."""
    return missing if value is None else _rounded(value, "1")


def one_decimal(value: float | None, missing: str = "–") -> str:
    """Return ``value`` rounded half up to one decimal, ``missing`` for ``None``."""
    return missing if value is None else _rounded(value, "0.1")


def signed(value: float) -> str:
    """Return a whole number with its sign; what rounds to 0 has none."""
    text = _rounded(value, "1")
    return f"+{text}" if text[0] not in f"0{MINUS}" else text


def _rounded(value: float, step: str) -> str:
    # repr is the shortest decimal of the float, so 0.285 counts as written. Half up
    # is by magnitude: -0.5 becomes -1, as its mirror image +0.5 becomes 1.
    number = Decimal(repr(float(value))).quantize(Decimal(step), ROUND_HALF_UP)
    return str(abs(number)) if number >= 0 else f"{MINUS}{abs(number)}"
