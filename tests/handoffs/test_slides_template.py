"""A consultancy's template: its looks are taken, its slides left, bad ones refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from assessment.branding.brand import Brand, Logo
from assessment.files.errors import FileRefusedError
from assessment.handoffs.slides import pptx
from tests.handoffs import slides_reading as reading

TYPES = "[Content_Types].xml"
MAIN = b"presentationml.presentation.main+xml"
MACROS = b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"


def template(change=None):
    """python-pptx's own template, 4:3, with a slide of its own."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = "A client's old slide"
    deck.core_properties.author = "Somebody else"
    if change:
        change(deck)
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def refusal(data):
    with pytest.raises(FileRefusedError) as caught:
        pptx(reading.brief(), template=data)
    (fault,) = caught.value.faults
    assert fault.startswith("template: ")
    assert fault.count(";") >= 2
    return fault


@pytest.fixture(scope="module")
def made():
    return pptx(reading.report("zh-Hans"), template=template())


def test_its_size_layouts_and_theme_are_used_and_its_slides_are_gone(made):
    deck = reading.opened(made)
    assert deck.slide_width == Inches(10)
    assert len(deck.slide_layouts) == 11
    assert {slide.slide_layout.name for slide in deck.slides} == {
        "Title Slide", "Title Only",
    }  # fmt: skip
    theme = reading.part(made, "ppt/theme/theme1.xml").decode()
    assert "4F81BD" in theme
    assert "0B5C7A" not in theme
    assert theme.count('<a:ea typeface="Noto Sans SC"') == 2
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    assert not [part for part in parts if b"old slide" in part]
    assert deck.core_properties.author == "Sextant"
    assert b"Somebody else" not in reading.part(made, "docProps/core.xml")


def test_all_stands_on_its_smaller_slides(made):
    deck = reading.opened(made)
    for slide in deck.slides:
        for shape in reading.shapes(slide):
            assert shape.left + shape.width <= deck.slide_width, shape.name
            assert shape.top + shape.height <= deck.slide_height, shape.name
    sizes = [
        int(run.get("sz"))
        for slide in deck.slides
        for run in slide._element.iter(f"{reading.DRAWING}rPr")
        if run.get("sz")
    ]
    assert min(sizes) >= 1000


def test_rows_that_a_smaller_slide_has_no_room_for_stand_in_its_notes(made):
    deck = reading.opened(made)
    rows = reading.report("zh-Hans").peers.pages[0].rows
    told = [reading.text(s) + reading.notes(s) for s in deck.slides]
    (slide,) = [t for t in told if reading.report("zh-Hans").peers.pages[0].source in t]
    for row in rows:
        assert row.title in slide


def test_layouts_are_found_by_what_they_hold_where_names_and_types_say_nothing():
    def rename(deck):
        for number, layout in enumerate(deck.slide_layouts):
            layout.element.attrib.pop("type", None)
            layout.name = f"Layout {number}"

    deck = reading.opened(pptx(reading.brief(), template=template(rename)))
    layouts = [slide.slide_layout.name for slide in deck.slides]
    assert layouts[0] == "Layout 0"
    assert set(layouts[1:]) == {"Layout 5"}


def test_a_template_without_a_layout_with_a_title_is_refused():
    def strip(deck):
        for layout in list(deck.slide_layouts):
            if layout.name not in ("Blank", "Title Slide"):
                deck.slide_layouts.remove(layout)
        for shape in list(deck.slide_layouts.get_by_name("Title Slide").placeholders):
            shape._element.getparent().remove(shape._element)

    assert "no layout of it has a title" in refusal(template(strip))


def test_s08_macros_are_refused_by_type_and_by_part():
    types = reading.part(template(), TYPES)
    wrong = types.replace(
        b"application/vnd.openxmlformats-officedocument." + MAIN, MACROS
    )
    assert wrong != types
    assert "macros are refused" in refusal(
        reading.rewritten(template(), {TYPES: wrong})
    )
    hidden = reading.rewritten(template(), {"ppt/vbaProject.bin": b"x"})
    assert "macros are refused" in refusal(hidden)


def test_s08_links_to_the_outside_are_refused():
    name = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    rels = reading.part(template(), name)
    link = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/image" Target="http://10.0.0.1/x.png" '
        b'TargetMode="External"/></Relationships>'
    )
    data = rels.replace(b"</Relationships>", link)
    fault = refusal(reading.rewritten(template(), {name: data}))
    assert "links to the outside are refused" in fault
    assert "10.0.0.1" in fault


def test_s09_what_is_no_presentation_or_inflates_too_far_is_refused():
    assert "not a complete .pptx file" in refusal(b"PK\x03\x04 nothing")
    assert "not a complete .pptx file" in refusal(b"")
    bomb = reading.rewritten(template(), {"ppt/media/image9.bmp": bytes(30_000_000)})
    assert "inflates too far" in refusal(bomb)
    plain = reading.rewritten(template(), {TYPES: None})
    assert "not a presentation" in refusal(plain)
    broken = reading.rewritten(template(), {"ppt/presentation.xml": b"<not-closed>"})
    assert "cannot be read as a presentation" in refusal(broken)
    dtd = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    entity = reading.rewritten(template(), {"ppt/presentation.xml": dtd})
    assert "DTD or entities" in refusal(entity)


def test_a_brand_gives_its_colour_logo_name_and_line():
    drawn = io.BytesIO()
    Image.new("RGB", (400, 100), "navy").save(drawn, "PNG")
    brand = Brand(
        name="Beispiel & Partner",
        primary="#FFD400",
        logo=Logo(drawn.getvalue(), "png", 400, 100),
        confidentiality={"en": "For the board alone"},
    )
    data = pptx(reading.brief(), brand=brand)
    deck = reading.opened(data)
    assert "FFD400" in reading.part(data, "ppt/theme/theme1.xml").decode()
    assert deck.core_properties.author == "Beispiel & Partner"
    (picture,) = [one for one in deck.slides[0].shapes if one.name == "Logo"]
    assert picture.width == pytest.approx(4 * picture.height, rel=0.001)
    assert picture._element.xpath(".//p:cNvPr")[0].get("descr") == "Beispiel & Partner"
    assert "For the board alone" in reading.text(deck.slides[1])
    # On so light a colour numbers are dark.
    chart = next(iter(reading.charts(deck)))
    labels = chart._chartSpace.find(f".//{reading.CHART}dLbls")
    assert labels.find(f".//{reading.DRAWING}srgbClr").get("val") == "16202C"
