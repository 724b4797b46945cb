"""A logo: decoded, and written anew, so that nothing but its picture is kept.

What is not a PNG or JPEG by its content is refused, and so is what would be large in
memory; metadata, profiles, trailing data and further frames are left behind.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any, Final

from assessment.branding.brand import Logo
from assessment.branding.refusals import Refusal

MOST_BYTES: Final = 512 * 1024
MOST_SIDE: Final = 2000
"""Pixels of either side."""
PRINTED_SIDE: Final = 1000
"""Pixels that are kept: 85 mm in print at 300 dots an inch, more than pages show."""
_KINDS: Final = {"PNG": "png", "JPEG": "jpeg"}
_MODES: Final = frozenset(["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"])
_SEE_THROUGH: Final = frozenset(["LA", "PA", "RGBA"])


def read(content: bytes) -> Logo:
    """Return a picture as a logo.

    Args:
        content: A file's bytes, whatever it is called.

    Raises:
        Refusal: If it is too large, no PNG or JPEG, damaged, or of a rare kind.
    """
    if len(content) > MOST_BYTES:
        raise Refusal("logo-heavy", kilobytes=f"{-(-len(content) // 1024):,}")
    kind, picture = _decoded(content)
    picture.thumbnail((PRINTED_SIDE, PRINTED_SIDE))
    written = BytesIO()
    picture.save(written, kind, **({"quality": 92} if kind == "JPEG" else {}))
    made = written.getvalue()
    if len(made) > 2 * MOST_BYTES:
        raise Refusal("logo-heavy", kilobytes=f"{-(-len(made) // 1024):,}")
    return Logo(made, _KINDS[kind], *picture.size)


def _decoded(content: bytes) -> tuple[str, Any]:
    """Return the kind of a picture and its bare pixels."""
    # Imported here, so that what only reads brands need not load it.
    from PIL import Image, ImageFile, UnidentifiedImageError

    # WeasyPrint allows half a picture for the whole process as soon as it is loaded.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            # A bomb is refused by its size below, before anything is unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(content), formats=tuple(_KINDS))
            return str(opened.format), _pixels(opened)
    except Image.DecompressionBombError as error:
        raise Refusal("logo-side", given="?", most=MOST_SIDE) from error
    except UnidentifiedImageError as error:
        raise Refusal("logo-kind") from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        # What Pillow's decoders raise for files that are cut off or damaged.
        if isinstance(error, Refusal):
            raise
        raise Refusal("logo-damaged") from error


def _pixels(opened: Any) -> Any:
    """Return a picture that has the pixels of ``opened``, upright, and nothing else."""
    from PIL import Image, ImageOps

    if max(opened.size) > MOST_SIDE:
        given = "{} × {}".format(*opened.size)
        raise Refusal("logo-side", given=given, most=MOST_SIDE)
    if opened.mode not in _MODES:
        raise Refusal("logo-mode", given=opened.mode)
    upright = ImageOps.exif_transpose(opened)
    clear = upright.mode in _SEE_THROUGH or "transparency" in upright.info
    plain = upright.convert("RGBA" if clear else "RGB")
    return Image.frombytes(plain.mode, plain.size, plain.tobytes())
