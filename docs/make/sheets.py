"""Contact sheets: many pictures on one, small enough for a repository."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

GROUND = (213, 221, 227)
GAP = 16
LARGEST = 300_000
"""Bytes of a picture, at most."""


def sheet(pictures: Sequence[Image.Image], columns: int) -> Image.Image:
    """Return the pictures in rows of ``columns``; each as high as its highest."""
    rows = [
        pictures[start : start + columns] for start in range(0, len(pictures), columns)
    ]
    width = max(sum(p.width + GAP for p in row) for row in rows) + GAP
    height = sum(max(p.height for p in row) + GAP for row in rows) + GAP
    ground = Image.new("RGB", (width, height), GROUND)
    top = GAP
    for row in rows:
        left = GAP
        for picture in row:
            ground.paste(picture, (left, top))
            left += picture.width + GAP
        top += max(picture.height for picture in row) + GAP
    return ground


def fitted(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Return a picture ``width`` pixels wide, cut off below ``height``."""
    scale = width / picture.width
    size = (width, max(1, round(picture.height * scale)))
    return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS).crop(
        (0, 0, width, min(size[1], height))
    )  # fmt: skip


def save(picture: Image.Image, path: Path) -> int:
    """Write a PNG of few colours, made smaller until it fits; return its bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        data = _png(picture)
        if len(data) <= LARGEST:
            path.write_bytes(data)
            return len(data)
        size = (round(picture.width * 0.92), round(picture.height * 0.92))
        picture = picture.resize(size, Image.Resampling.LANCZOS)


def _png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    # The usual median cut gives the many greys every colour and turns amber grey.
    few = picture.quantize(
        64, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    few.save(held, "PNG", optimize=True)
    return held.getvalue()
