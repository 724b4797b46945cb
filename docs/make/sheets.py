"""Contact sheets: many pictures on one, small enough for a repository."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageColor

GROUND = (213, 221, 227)
GAP = 16
LARGEST = 300_000
"""Bytes of a picture, at most."""
PAPER = (255, 255, 255)
SHADES = {
    "#16202C": 12, "#4A5865": 6, "#0B5C7A": 10, "#084861": 3, "#9A6410": 6,
    "#6B4E8C": 5, "#B3261E": 5, "#7A8793": 3,
}  # fmt: skip
"""Colours of pages and reports, and in how many steps each of them fades to paper."""
FLAT = (
    "#F3F6F8", "#D5DDE3", "#DCEBF1", "#E6EEF2", "#C4D8E2", "#94B9CB", "#5E95AF",
    "#2F7192", "#0B4A63", "#6B7884",
)  # fmt: skip
"""Colours of grounds and lines, which stand as they are."""


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
    # Chosen anew for each picture, few colours turn amber grey or pale grey pink.
    few = picture.quantize(palette=_palette(), dither=Image.Dither.NONE)
    few.save(held, "PNG", optimize=True)
    return held.getvalue()


def _palette() -> Image.Image:
    """Return the colours that pages and reports have, as Pillow takes them."""
    colours = [PAPER, *(ImageColor.getrgb(name)[:3] for name in FLAT)]
    for name, steps in SHADES.items():
        full = ImageColor.getrgb(name)
        colours += [
            tuple(
                round(part + (white - part) * step / steps)
                for part, white in zip(full, PAPER, strict=False)
            )
            for step in range(steps)
        ]
    held = Image.new("P", (1, 1))
    held.putpalette([part for colour in colours for part in colour])
    return held
