"""S-06, S-10: a logo is its pixels, decoded and written anew, or it is refused."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from assessment.branding import logo
from assessment.branding.refusals import Refusal
from tests.branding.pictures import picture

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
)


def code(content) -> str:
    with pytest.raises(Refusal) as refused:
        logo.read(content)
    return refused.value.code


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("PNG", "1"),
        ("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"),
    ],
)  # fmt: skip
def test_ordinary_pictures_are_taken(kind, mode):
    made = logo.read(picture(kind, mode=mode))
    assert (made.kind, made.width, made.height) == (kind.lower(), 60, 20)
    assert Image.open(io.BytesIO(made.content)).format == kind
    assert made.uri.startswith(f"data:image/{made.kind};base64,")


def test_metadata_profiles_and_what_follows_the_picture_are_left_behind():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "SECRET-NAME")
    given = picture(pnginfo=told, icc_profile=b"SECRET-PROFILE") + b"<?php SECRET-TAIL"
    assert b"SECRET" in given
    made = logo.read(given)
    assert b"SECRET" not in made.content
    assert Image.open(io.BytesIO(made.content)).info == {}


def test_a_photographs_place_is_left_behind_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "SECRET-PLACE"
    made = logo.read(picture("JPEG", exif=exif.tobytes()))
    assert (made.width, made.height) == (20, 60)
    assert b"SECRET" not in made.content


def test_transparency_stays():
    made = logo.read(picture(mode="P", transparency=0))
    assert Image.open(io.BytesIO(made.content)).getpixel((1, 1))[3] == 0


def test_a_large_one_is_kept_as_large_as_print_needs():
    made = logo.read(picture(size=(2000, 1000)))
    assert (made.width, made.height) == (1000, 500)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(SVG, "logo-kind", id="svg"),
        pytest.param(b"", "logo-kind", id="nothing"),
        pytest.param(b"GIF89a" + bytes(40), "logo-kind", id="gif"),
        pytest.param(b"<html><script>x</script>", "logo-kind", id="html"),
        pytest.param(b"\x89PNG\r\n\x1a\n<?php", "logo-damaged", id="png head, php"),
        pytest.param(picture()[:60], "logo-damaged", id="cut off"),
        pytest.param(bytes(512 * 1024 + 1), "logo-heavy", id="too many bytes"),
        pytest.param(picture(size=(2001, 3)), "logo-side", id="too wide"),
        pytest.param(picture(mode="I;16"), "logo-mode", id="16 bits"),
    ],
)
def test_s10_anything_else_is_refused(content, why):
    assert code(content) in (why, "logo-kind")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_half_a_picture_is_refused_though_the_pdf_engine_would_show_it(
    kind, monkeypatch
):
    # Loading WeasyPrint sets this for everything else in the process.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = picture(kind, size=(300, 200))
    assert code(whole[: len(whole) // 2]) == "logo-damaged"


def test_a_decompression_bomb_is_refused_before_it_is_unpacked():
    """60,000 × 60,000 pixels in some hundred bytes would be 10 GB."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(99))))
    )  # fmt: skip
    assert code(bomb) == "logo-side"
