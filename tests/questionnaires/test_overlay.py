"""Overlays: what they leave out, change and add, and every way to get one wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from questionnaires import checks, library, loader, show

VALID = Path(__file__).parent / "valid"
OVERLAY = "service-desk-small@1.0/overlay.yaml"
NIGHT = "desk.reach.hours.night"


@pytest.fixture
def shelf(tmp_path):
    """A consultancy's folder with a model of its own and an overlay of it."""
    shutil.copytree(VALID, tmp_path / "own", dirs_exist_ok=True)
    loader.add_folder(tmp_path / "own")
    yield tmp_path / "own"
    loader.forget_folders()


def test_own_definitions_are_found_beside_the_published_ones(shelf):
    assert {"continuum@1.0", "service-desk@1.0"} <= set(loader.published())
    assert loader.load("service-desk").key == "service-desk@1.0"
    loader.forget_folders()
    assert "service-desk@1.0" not in loader.published()


def test_an_overlay_leaves_out_changes_and_adds(shelf):
    base, over = loader.load("service-desk"), loader.load("service-desk-small")
    assert over.base == base.key
    assert over.family == base.id
    left = {name for name in base.by_id if not name.startswith(NIGHT)}
    assert set(over.by_id) == left | {"care.visits.by-name"}
    assert NIGHT not in {c.id for d in over.dimensions for c in d.capabilities}
    assert over.by_id["desk.trust.stars"].text["en"].endswith("your regulars give?")
    assert over.by_id["desk.trust.stars"].weight == 2
    assert (
        over.by_id["desk.trust.stars"].options == base.by_id["desk.trust.stars"].options
    )
    care = over.dimension_by_id["care"]
    assert (care.weight, care.title["zh-Hant"]) == (2, "親自關懷")
    assert care.when == base.dimension_by_id["care"].when
    assert over.levels == base.levels
    assert over.rollup == base.rollup


def test_what_nobody_is_asked_is_neither_raised_nor_contradicted(shelf):
    over = loader.load("service-desk-small")
    assert over.initiatives == ()
    assert over.contradictions == ()


def test_the_json_names_the_base_and_has_a_hash_of_its_own(shelf):
    base, over = (loader.load(name) for name in ("service-desk", "service-desk-small"))
    assert show.to_json(over)["base"] == "service-desk@1.0"
    assert show.to_json(base)["base"] is None
    assert over.hash == show.digest(show.to_json(over)) != base.hash


def test_the_base_stays_as_it_is(shelf):
    before = loader.load("service-desk").hash
    loader.load("service-desk-small")
    assert loader.load_path(shelf / "service-desk@1.0.yaml").hash == before


RULES = [
    ('base: "service-desk@1.0"', 'base: "service-desk@7.0"', "base is not known"),
    ('base: "service-desk@1.0"', 'base: "service-desk-small@1.0"', "base is not known"),
    ('id: "service-desk-small"', 'id: "service-desk"', "id is the base's"),
    ('"desk.reach.hours.night"]', '"desk.roof"]', "leave_out is not resolved"),
    ('- id: "desk.trust.stars"', '- id: "desk.trust.moon"', "change is not resolved"),
    ('  - id: "care"', '  - id: "desk.trust.stars"', "change comes twice"),
    ("    weight: 2", "    colour: 2", "unknown key in change; colour"),
    ("    weight: 2", "    weight: 0", "weight is out of range; 0"),
    ('below: "care.visits"', 'below: "care"', "below is not known"),
    ('"care.visits.by-name"', '"care.by-name"', "id does not lie below care.visits"),
    ('"care.visits.by-name"', '"care.visits.yearly"', "question id is the base's"),
    ('schema: "sextant/overlay@1"', 'schema: "sextant/overlay@2"', "schema is not kn"),
    ('version: "1.0"', 'version: "2.0"', "folder does not name its definition"),
    ("scales:", "colours:", "unknown key in document; colours"),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[-1])
def test_every_way_to_get_one_wrong(shelf, rule):
    old, new, message = rule
    path = shelf / OVERLAY
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = checks.check(path.parent)
    assert any(fault.text.startswith(message) for fault in faults), faults
    assert all(fault.file.endswith("overlay.yaml") for fault in faults)
    with pytest.raises(loader.DefinitionError):
        loader.load_path(path.parent)


def test_an_overlay_of_an_overlay_is_refused(shelf):
    path = shelf / "service-desk-tiny@1.0" / "overlay.yaml"
    path.parent.mkdir()
    text = (shelf / OVERLAY).read_text(encoding="utf-8")
    text = text.replace('base: "service-desk@', 'base: "service-desk-small@')
    path.write_text(text.replace('id: "service-desk-small"', 'id: "service-desk-tiny"'))
    [fault] = checks.check(path.parent)
    assert fault.text.startswith("base is not known; 'service-desk-small@1.0' given")


def test_a_base_with_faults_is_no_base(shelf):
    base = shelf / "service-desk@1.0.yaml"
    text = base.read_text(encoding="utf-8").replace('kind: "', 'kind: "x', 1)
    base.write_text(text, encoding="utf-8")
    assert any("base is not known" in f.text for f in checks.check(shelf / OVERLAY))


def test_what_is_published_cannot_be_replaced(tmp_path):
    shutil.copytree(library.PUBLISHED / "continuum@1.0", tmp_path / "continuum@1.0")
    with pytest.raises(
        loader.DefinitionError, match=r"published already; continuum@1\.0"
    ):
        loader.add_folder(tmp_path)
    assert set(library.keys().values()) == set(library.keys_in().values())


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(loader.DefinitionError, match="no such folder"):
        loader.add_folder(tmp_path / "gone")
