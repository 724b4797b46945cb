"""The organisation's own figures in an assessment file, and what they never change."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from assessment import files
from questionnaires import loader
from scoring.engine import score
from scoring.result import to_json
from scoring.worth import Figures

BASE = {
    "questionnaires": ["continuum@1.0"],
    "answers": [{"question": "stage-1.gate.customer-level-data", "value": 80}],
}
GIVEN = {
    "currency": "ZAR",
    "customers": 200_000,
    "revenue": 240_000_000,
    "margin": 40,
    "retention": 82.5,
    "products": 1.5,
    "cost_to_serve": 110,
    "complaints": 9_000,
    "complaint_cost": 45,
    "uncertainty": 25,
}


def read(figures: object):
    return files.from_json({**BASE, "figures": figures}, "a.json")


def test_all_figures_are_read_and_written_back_equal():
    data = read(GIVEN)
    assert data.figures is not None
    assert asdict(data.figures) == GIVEN
    written = json.loads(json.dumps(files.to_json(data)))
    assert files.from_json(written, "again.json") == data


@pytest.mark.parametrize("nothing", [None, {}, {"customers": None, "currency": ""}])
def test_none_are_none(nothing):
    assert read(nothing).figures is None
    assert files.from_json(BASE, "a.json").figures is None


def test_some_leave_the_others_open():
    assert read({"customers": 3}).figures == Figures(customers=3)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("customers", 0, "customers is out of range"),
        ("customers", 1.5, "customers must be a whole number"),
        ("revenue", -1, "revenue is out of range"),
        ("margin", 101, "margin is out of range"),
        ("retention", "82", "retention must be a number"),
        ("products", 0, "products is out of range"),
        ("cost_to_serve", True, "cost_to_serve must be a number"),
        ("complaints", 0.5, "complaints must be a whole number"),
        ("uncertainty", 101, "uncertainty is out of range"),
        ("currency", "rand", "currency is not known"),
        ("currency", "Rd1", "currency is not known"),
        ("profit", 1, "unknown key"),
    ],
)
def test_what_is_no_figure_is_refused_with_its_place(key, value, said):
    with pytest.raises(files.FileRefusedError) as refused:
        read({key: value})
    assert said in str(refused.value)
    assert "figures" in str(refused.value)


def test_no_result_depends_on_them_or_holds_them():
    pinned = {"continuum": loader.load("continuum")}
    with_them = score(read(GIVEN), pinned)
    without = score(files.from_json(BASE, "a.json"), pinned)
    assert to_json(with_them) == to_json(without)
    assert "figures" not in to_json(with_them)
