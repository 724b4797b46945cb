"""Slides as a test reads them: texts, charts, workbooks, places."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

import openpyxl
from lxml import etree
from pptx import Presentation

from assessment.handoffs.slides import pptx
from assessment.reports.model import Report
from tests.benchmarks.releases import cell
from tests.reports import stories, test_peers

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SECTOR = ("K", "M49:018", None)


def with_peers(language: str = "en", synthetic: bool = True, **changes: Any) -> Report:
    cells = [cell(name, 24, place=SECTOR) for name in ("overall", "leadership")]
    peers = test_peers.among(cells, synthetic=synthetic)
    return test_peers.report(language, peers, fictional=True, **changes)


@cache
def report(language: str) -> Report:
    return with_peers(language)


@cache
def content(language: str) -> bytes:
    return pptx(report(language))


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def shapes(slide: Any) -> Iterator[Any]:
    """Every shape of a slide, those in groups as well."""
    waiting = list(slide.shapes)
    while waiting:
        shape = waiting.pop(0)
        yield shape
        if hasattr(shape, "shapes"):
            waiting += list(shape.shapes)


def texts(slide: Any) -> Iterator[str]:
    for shape in shapes(slide):
        if shape.has_text_frame:
            yield shape.text_frame.text
        if getattr(shape, "has_table", False) and shape.has_table:
            for row in shape.table.rows:
                yield from (one.text_frame.text for one in row.cells)


def text(slide: Any) -> str:
    return "\n".join(texts(slide))


def headed(text: str) -> str:
    """A sentence as a title has it: without its stop."""
    return text.rstrip(".。")


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def everything(deck: Any) -> str:
    return "\n".join(text(slide) + "\n" + notes(slide) for slide in deck.slides)


def charts(deck: Any) -> Iterator[Any]:
    for slide in deck.slides:
        yield from (s.chart for s in slide.shapes if getattr(s, "has_chart", False))


def drawn(chart: Any) -> dict[str, list[float | None]]:
    """A chart's series as PowerPoint draws them, by name."""
    found: dict[str, list[float | None]] = {}
    for series in chart._chartSpace.iter(f"{CHART}ser"):
        name = series.find(f"{CHART}tx").find(f".//{CHART}v").text
        cache_ = series.find(f"{CHART}val").find(f".//{CHART}numCache")
        count = int(cache_.find(f"{CHART}ptCount").get("val"))
        values: list[float | None] = [None] * count
        for point in cache_.findall(f"{CHART}pt"):
            values[int(point.get("idx"))] = float(point.find(f"{CHART}v").text)
        found[name] = values
    return found


def labels(chart: Any) -> list[str]:
    return [str(label) for label in chart.plots[0].categories]


def workbook(chart: Any) -> dict[str, list[Any]]:
    """The same from the workbook that "Edit data" opens."""
    blob = chart.part.chart_workbook.xlsx_part.blob
    rows = list(openpyxl.load_workbook(io.BytesIO(blob)).active.iter_rows())
    columns = zip(*([one.value for one in row] for row in rows), strict=True)
    return {column[0] or "": list(column[1:]) for column in columns}


def formulas(data: bytes) -> list[str]:
    """Every formula and link in the workbooks inside a presentation."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith(".xlsx"):
                continue
            with zipfile.ZipFile(io.BytesIO(archive.read(name))) as inner:
                for part in inner.namelist():
                    if part.startswith("xl/worksheets/"):
                        root = etree.fromstring(inner.read(part))
                        found += [
                            f"{name}:{part}"
                            for one in root.iter()
                            if etree.QName(one).localname in ("f", "hyperlink")
                        ]
    return found


def external(data: bytes) -> list[str]:
    """Every relationship that leads out of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [
            name
            for name in archive.namelist()
            if name.endswith(".rels") and b"External" in archive.read(name)
        ]


def rewritten(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """An archive with some entries replaced, added or, with ``None``, left out."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in given.namelist():
            if name not in changes:
                out.writestr(name, given.read(name))
        for name, value in changes.items():
            if value is not None:
                out.writestr(name, value)
    return made.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


@cache
def brief(language: str = "en") -> Report:
    """A report in which two dimensions are answered, so that it is quick to write."""
    dimensions = stories.definitions()["capability-model"].dimensions
    skip = [one.id for one in dimensions[2:]]
    return stories.report(language, fictional=True, skip=skip)
