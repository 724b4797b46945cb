"""A consultancy's template: checked, then emptied of its own slides.

What a template may bring is its masters, layouts, theme and pictures. Macros, links to
the outside and embedded objects are refused before anything is read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from assessment.files import zip_check
from assessment.files.errors import FileRefusedError

NAME: Final = "template"
_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = CONTENT_TYPE.PML_PRESENTATION_MAIN
_KEPT: Final = frozenset(
    getattr(RELATIONSHIP_TYPE, name)
    for name in (
        "SLIDE_MASTER", "NOTES_MASTER", "HANDOUT_MASTER", "THEME", "PRES_PROPS",
        "TABLE_STYLES", "FONT",
    )
)  # fmt: skip
"""What the presentation itself may hold on to: slides, tags and comments go, and so
does the last view, which may name slides."""
_GONE: Final = ("p:custDataLst", "p:custShowLst", "p:extLst", "p:smartTags")


def opened(data: bytes) -> Deck:
    """Return a template as a presentation without slides.

    Raises:
        FileRefusedError: If it is no plain presentation of bearable size, or has no
            layout with a title.
    """
    try:
        zip_check.check(data, zip_check.PRESENTATION)
    except zip_check.ArchiveRefusedError as error:
        raise FileRefusedError([f"{NAME}: {error}"]) from error
    _plain(data)
    try:
        deck = Presentation(io.BytesIO(data))
        emptied(deck)
        _titled(deck)
    except FileRefusedError:
        raise
    # The library raises whatever its parsing met: KeyError, XMLSyntaxError, …
    except Exception as error:
        given = f"{type(error).__name__}: {error}"[:200]
        _refuse("cannot be read as a presentation", given, "save it again as .pptx")
    return deck


def _refuse(wrong: str, given: str, todo: str) -> None:
    raise FileRefusedError([f"{NAME}: {wrong}; {given}; {todo}"])


def _plain(data: bytes) -> None:
    """Refuse macros, other kinds of file, and links to the outside."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _TYPES not in archive.namelist():
            _refuse("not a presentation", "no content types", "save it as .pptx")
        types = archive.read(_TYPES).decode("utf-8", "replace")
        if "macroenabled" in types.lower() or "vbaproject" in types.lower():
            _refuse("macros are refused", "a .pptm file", "save it as .pptx")
        if _MAIN not in types:
            _refuse("not a presentation", "another kind of file", "save it as .pptx")
        for name, target in _outside(archive):
            todo = "remove the link, or the slide that has it"
            _refuse("links to the outside are refused", f"{name}: {target}", todo)


def _outside(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for name in archive.namelist():
        if not name.lower().endswith(".rels"):
            continue
        try:
            # The library's parser resolves no entities; DTDs were refused before.
            tree: Any = parse_xml(archive.read(name))
        except SyntaxError:
            _refuse("not a complete presentation", name, "save it again as .pptx")
        for one in tree.iter():
            if str(one.get("TargetMode", "")).lower() == "external":
                yield name, str(one.get("Target", ""))[:80]


def emptied(deck: Deck) -> Deck:
    """Take away the slides and what is said of them, and return the presentation."""
    root: Any = deck.element
    slides = root.find(qn("p:sldIdLst"))
    if slides is not None:
        for one in list(slides):
            slides.remove(one)
    for tag in _GONE:
        for one in root.findall(qn(tag)):
            root.remove(one)
    relations: Any = deck.part._rels
    for key in [key for key, one in relations.items() if one.reltype not in _KEPT]:
        relations.pop(key)
    return deck


def _titled(deck: Deck) -> None:
    layouts = [one for master in deck.slide_masters for one in master.slide_layouts]
    if not any(has_title(one) for one in layouts):
        given, todo = f"{len(layouts)} layouts", "add one with a title and save it"
        _refuse("no layout of it has a title", given, todo)


def has_title(layout: Any) -> bool:
    """Return whether a layout has a place for a title."""
    return any(kind(shape) in ("title", "ctrTitle") for shape in layout.placeholders)


def kind(placeholder: Any) -> str:
    """Return a placeholder's type as the file names it; without one it is a body."""
    return str(placeholder.element.find(f".//{qn('p:ph')}").get("type", "obj"))
