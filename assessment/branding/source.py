"""``brand.yaml``: a brand from a file, for reports without a database.

Every fault is told with its file and line. The logo is a file in the same folder, or
in one below it; it is never fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from assessment.branding import checks, colours, logo
from assessment.branding.brand import PLACES, Brand, Logo, Words
from assessment.branding.refusals import Refusal
from assessment.files.errors import FileRefusedError
from questionnaires import yaml_source
from questionnaires.faults import Faults
from questionnaires.fields import Fields, given
from questionnaires.model import LANGUAGES
from questionnaires.yaml_source import Node

SCHEMA: Final = "sextant/brand@1"
Taken = TypeVar("Taken")


def read(path: Path, known: Sequence[str]) -> Brand:
    """Return the brand in a file.

    Args:
        path: A YAML file, as ``docs/branding.md`` tells it.
        known: The ids of the sections that a report can have.

    Raises:
        FileRefusedError: With every fault of it, as ``FILE:LINE: …``.
    """
    faults = Faults()
    node = yaml_source.read(path, faults)
    brand = Brand() if node is None else _Reader(path, faults).brand(node, known)
    if faults:
        raise FileRefusedError([str(fault) for fault in faults.sorted()])
    return brand


class _Reader:
    """Reads one file; what is refused becomes a fault and the reading goes on."""

    def __init__(self, path: Path, faults: Faults) -> None:
        self._path = path
        self._faults = faults

    def brand(self, node: Node, known: Sequence[str]) -> Brand:
        """Return the brand, of use only where there are no faults."""
        top = Fields(node, str(self._path), self._faults, "brand")
        top.one_of("schema", (SCHEMA,))
        shades = self._inner(top, "colours")
        made = Brand(
            name=self._text(top, "name", checks.line) or "",
            contact=self._text(top, "contact", checks.line) or "",
            primary=self._text(shades, "primary", colours.primary),
            secondary=self._text(shades, "secondary", colours.secondary),
            logo=self._text(top, "logo", self._logo),
            confidentiality=self._words(top, "confidentiality", checks.line),
            sections=self._sections(top, known),
            blocks=self._blocks(top),
        )
        for fields in (shades, top):
            if fields is not None:
                fields.done()
        return made

    def _blocks(self, top: Fields) -> dict[str, Words]:
        inner = self._inner(top, "texts")
        if inner is None:
            return {}
        found = {
            place: words
            for place in PLACES
            if (words := self._words(inner, place, checks.paragraphs))
        }
        inner.done()
        return found

    def _words(self, top: Fields, key: str, take: Callable[[str], str]) -> Words:
        inner = self._inner(top, key)
        if inner is None:
            return {}
        found = {
            tag: text for tag in LANGUAGES if (text := self._text(inner, tag, take))
        }
        inner.done()
        if any(inner.has(tag) for tag in LANGUAGES[1:]) and not inner.has("en"):
            self._refuse(top, key, Refusal("text-english"))
        return found

    def _sections(self, top: Fields, known: Sequence[str]) -> tuple[str, ...] | None:
        if not top.has("sections"):
            top.node("sections", required=False)
            return None
        ids = []
        for node in top.items("sections"):
            if isinstance(node.value, str):
                ids.append(node.value)
            else:
                text = f"a section is named by its id; {given(node)}; write a text"
                top.fault(text, node)
        try:
            return checks.sections(ids, known)
        except Refusal as refusal:
            self._refuse(top, "sections", refusal)
            return None

    def _inner(self, top: Fields, key: str) -> Fields | None:
        node = top.node(key, required=False)
        if node is None:
            return None
        found = Fields(node, str(self._path), self._faults, key)
        found.line = node.key_line
        return found

    def _text(
        self, top: Fields | None, key: str, take: Callable[[str], Taken]
    ) -> Taken | None:
        """Return what ``take`` makes of a text; ``None`` where it is not there."""
        node = None if top is None else top.node(key, required=False)
        if top is None or node is None:
            return None
        if not isinstance(node.value, str) or not node.value.strip():
            top.fault(f"{key} must be a text; {given(node)}; write it in quotes", node)
            return None
        try:
            return take(node.value)
        except Refusal as refusal:
            self._refuse(top, key, refusal)
            return None

    def _refuse(self, top: Fields, key: str, refusal: Refusal) -> None:
        top.fault_at(key, f"{key}: {refusal}")

    def _logo(self, name: str) -> Logo:
        folder = self._path.resolve().parent
        if "\x00" in name or "://" in name:
            raise Refusal("logo-place", given=name)
        place = (folder / name).resolve()
        if not place.is_relative_to(folder) or Path(name).is_absolute():
            raise Refusal("logo-place", given=name)
        if not place.is_file():
            raise Refusal("logo-unread", given=name)
        try:
            with place.open("rb") as file:
                content = file.read(logo.MOST_BYTES + 1)
        except OSError as error:
            raise Refusal("logo-unread", given=name) from error
        return logo.read(content)
