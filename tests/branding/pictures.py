"""Pictures for logos, drawn here so that none is a file of somebody's."""

from __future__ import annotations

import io

from PIL import Image


def picture(kind="PNG", size=(60, 20), mode="RGB", **options) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, 0).save(made, kind, **options)
    return made.getvalue()
