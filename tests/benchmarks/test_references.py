"""Published figures: whole rows, no rumours, printed for whom they concern."""

from __future__ import annotations

import re

import pytest

from assessment.benchmarks import references
from questionnaires import loader, scripts
from questionnaires.model import LANGUAGES
from scoring.grid import Place

ROWS = references.everything()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_figure_has_all_its_fields(row):
    for field in ("metric", "value", "population", "year", "region", "scale"):
        texts = getattr(row, field)
        assert tuple(texts) == LANGUAGES, field
        for language, text in texts.items():
            assert text, field
            assert list(scripts.faults_of(language, text)) == []
    assert re.search(r"[a-z]\.[a-z]{2,}", row.source)
    assert "…" not in row.source
    assert row.questionnaires
    for name in row.questionnaires:
        assert loader.load(name)
    # The year is a number that can be dated, and the value says a quantity.
    assert all(re.search(r"(19|20)\d\d", text) for text in row.year.values())
    assert re.search(r"\d|quarter|half|third", row.value["en"])


def test_ids_are_unique_and_no_scale_is_ours():
    assert len({row.id for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert re.search(r"\bnot\b", row.scale["en"]), row.id
        assert re.search(r"不同|不是|既不", row.scale["zh-Hans"]), row.id


def test_no_rumour_and_nothing_from_the_seed_alone():
    text = references.FILE.read_text("utf-8")
    assert not re.search(r"recall|seed|120.150|1\.2.1\.5", text, re.IGNORECASE)
    # Read, but told differently elsewhere: not printed.
    assert "52" not in next(row for row in ROWS if row.id == "eiu").value["en"]


def test_each_shared_text_is_used():
    known = {frozenset(texts.items()) for row in ROWS for texts in (
        row.population, row.year, row.region, row.scale)}  # fmt: skip
    named = len(re.findall(r"^  - \{id: ", references.FILE.read_text("utf-8"), re.M))
    assert len(known) == named


def test_the_continuum_has_none_and_an_overlay_those_of_its_base():
    assert references.of("continuum") == ()
    assert references.of("continuum-small") == ()
    assert references.of("capability-model") == ROWS
    assert references.of("capability-model-telecom") == ROWS
    assert 0 < len(references.of("crm-processes")) < len(ROWS)
    assert references.of("somebody-elses") == ()


@pytest.mark.parametrize(
    ("place", "there", "not_there"),
    [
        pytest.param(
            Place("K64", "ZA", None),
            {"south-africa-banks", "cmat-banking", "cmat-overall"},
            {"hong-kong-overall", "cmat-retail-airlines", "uk-satisfaction"},
            id="a bank in South Africa",
        ),
        pytest.param(
            Place("G47", "HK", None),
            {"hong-kong-overall", "hong-kong-grocery", "cmat-retail-airlines"},
            {"south-africa-banks", "cmat-banking"},
            id="a retailer in Hong Kong",
        ),
        pytest.param(
            Place(None, None, None),
            {"cmat-overall", "xm-2024"},
            {"hong-kong-overall", "cmat-banking"},
            id="who said nothing",
        ),
    ],
)
def test_figures_of_one_country_or_industry_concern_only_its_own(
    place, there, not_there
):
    told = {row.id for row in ROWS if row.concerns(place)}
    assert there <= told
    assert not not_there & told
