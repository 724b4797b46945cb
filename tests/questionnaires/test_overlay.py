"""Overlays: what they leave out, change and add, and every way to get one wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from questionnaires import checks, library, loader, show

HEAD = """\
schema: "sextant/overlay@1"
id: "over"
version: "1.0"
base: "{base}"
title: {{en: "Over", zh-Hans: "覆盖", zh-Hant: "覆蓋"}}
summary: {{en: "Over it.", zh-Hans: "覆盖它。", zh-Hant: "覆蓋它。"}}
"""

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


def test_a_condition_of_the_base_can_be_lifted(shelf):
    path = shelf / OVERLAY
    text = path.read_text(encoding="utf-8")
    lifted = '  - id: "care"\n    when: "always"\n'
    path.write_text(text.replace('  - id: "care"\n', lifted, 1), encoding="utf-8")
    assert checks.check(path.parent) == []
    assert loader.load("service-desk").dimension_by_id["care"].when is not None
    assert loader.load_path(path.parent).dimension_by_id["care"].when is None


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


NAME = 'title: {en: "Care", zh-Hans: "关怀", zh-Hant: "關懷"}'
WORDS = 'text: {en: "How many?", zh-Hans: "多少？", zh-Hant: "多少？"}'
HALF = """\
    options:
      - {key: "1", value: 1, label: {en: "One star", zh-Hans: "一星", zh-Hant: "一星"}}
      - {key: "2", value: 2, label: {en: "Two stars", zh-Hans: "两星", zh-Hant: "兩星"}}
"""
YES = """\
    options:
      - {key: "no", value: 0, label: {en: "No", zh-Hans: "否", zh-Hant: "否"}}
      - {key: "ok", value: 0.5, label: {en: "Ok", zh-Hans: "可", zh-Hant: "可"}}
"""
ROSTER = """\
  - id: "new-roster"
    title: {en: "Ask", zh-Hans: "询问", zh-Hant: "詢問"}
    kind: "organisation"
    raises: {RAISES}
    effort: 2
    days: 60
    owner: "head"
    kpi: {en: "Share", zh-Hans: "占比", zh-Hant: "占比"}
    summary: {en: "Ask.", zh-Hans: "询问。", zh-Hant: "詢問。"}
    first_step: {en: "Ask.", zh-Hans: "询问。", zh-Hant: "詢問。"}
"""
DESK, CONTINUUM = "service-desk@1.0", "continuum@1.0"
PROMISED = f"{NIGHT}.promised"
PLACED = [
    # base, what the overlay says, the number of the line there, its finding
    pytest.param(
        DESK, f'leave_out:\n  - "{PROMISED}"\n', 2,
        f"condition looks at a question that does not exist; '{PROMISED}' given",
        id="a base's condition on what is left out",
    ),
    pytest.param(
        DESK, f'change:\n  - id: "{PROMISED}"\n{YES}', 3,
        f"condition can never hold; {PROMISED} at least 1 given",
        id="a base's condition on a changed choice",
    ),
    pytest.param(
        DESK,
        'change:\n  - id: "care.visits.yearly"\n'
        f"    {WORDS}\n"
        '    when: {answer: {question: "desk.trust.stars", below: 50}}\n',
        4, "condition looks at a scored question; 'desk.trust.stars' given",
        id="a condition of its own",
    ),
    pytest.param(
        DESK,
        'change:\n  - id: "care"\n    when: {answer: {question: "care.x", below: 1}}\n',
        3, "condition looks at a question that does not exist; 'care.x' given",
        id="a condition of a node",
    ),
    pytest.param(
        DESK, 'change:\n  - id: "night-roster"\n    days: 9\n    owner: "tail"\n', 4,
        "owner is not known; 'tail' given", id="an owner",
    ),
    pytest.param(
        DESK,
        f'change:\n  - id: "desk.trust.stars"\n{HALF}    allow_na: false\n'
        '  - id: "desk.trust"\n    weight: 9\n',
        3, "level can never be reached; floor 80 given", id="a level of the base",
    ),
    pytest.param(
        DESK,
        f'leave_out: ["{NIGHT}"]\nchange:\n  - id: "{PROMISED}"\n    core: false\n', 3,
        f"change has no effect; '{PROMISED}' is left out", id="a change left out above",
    ),
    pytest.param(
        DESK, f'leave_out: ["care"]\nchange:\n  - id: "care"\n    {NAME}\n', 3,
        "change has no effect; 'care' is left out", id="a change left out itself",
    ),
    pytest.param(
        DESK, f'leave_out: ["{NIGHT}"]\ninitiatives:\n'
        + ROSTER.replace("RAISES", f"{NIGHT}.staffed: 50"), 3,
        "addition has no effect; 'new-roster' is left out", id="an addition left out",
    ),
    pytest.param(
        DESK, "initiatives:\n" + ROSTER.replace("RAISES", "desk.x: 50"), 5,
        "raises a question that does not exist; desk.x: 50", id="an initiative",
    ),
    pytest.param(
        DESK, "initiatives:\n"
        + ROSTER.replace("RAISES", "care.visits.yearly: 50").replace("new-", "night-"),
        2, "initiative id is the base's; 'night-roster' given", id="an initiative's id",
    ),
    pytest.param(
        DESK, f'change:\n  - id: "desk.trust.stars"\n{HALF.replace("2, l", "9, l")}', 3,
        "options lie outside the ends of the base's; 9 given", id="options off the end",
    ),
    pytest.param(
        CONTINUUM, 'change:\n  - id: "stage-2"\n    weight: 2\n', 3,
        "weight of stage-2 is not 1; 2 given", id="a stage's weight",
    ),
    pytest.param(
        CONTINUUM,
        'change:\n  - id: "stage-2.gate.function-owns-strategy"\n    weight: 2\n', 3,
        "weight of stage-2.gate.function-owns-strategy is not 1", id="its criterion's",
    ),
    pytest.param(
        CONTINUUM,
        'leave_out: []\nchange:\n  - id: "stage-2.gate.function-owns-strategy"\n'
        "    allow_na: true\n",
        3, "allow_na is wrong in stage-2; true given", id="a criterion",
    ),
    pytest.param(
        CONTINUUM, 'leave_out:\n  - "stage-2.gate.function-owns-strategy"\n', 2,
        "questions have other sources; G2b, G2c given", id="a stage with one less",
    ),
    pytest.param(
        CONTINUUM, 'leave_out:\n  - "stage-2"\n', 2,
        "a continuum has other dimensions; ", id="a continuum with a stage less",
    ),
    pytest.param(
        DESK, 'change:\n  - id: "desk.reach.hours.day"\n    weight: 1000\n', 3,
        "warning question hardly counts; ", id="what weighs little beside it",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("base", "text", "line", "wanted"), PLACED)
def test_a_finding_stands_at_the_entry_that_causes_it(shelf, base, text, line, wanted):
    path = shelf / "over@1.0" / "overlay.yaml"
    path.parent.mkdir()
    head = HEAD.format(base=base)
    path.write_text(head + text, encoding="utf-8")
    found = checks.check(path.parent)
    warns = wanted.startswith("warning ")
    assert found
    assert {fault.line - head.count("\n") for fault in found} == {line}, found
    assert {fault.warning for fault in found} == {warns}, found
    assert all(f.text.startswith(wanted.removeprefix("warning ")) for f in found), found


def test_what_no_entry_causes_names_the_base(shelf):
    path = shelf / "over@1.0" / "overlay.yaml"
    path.parent.mkdir()
    base = shelf / "service-desk@1.0.yaml"
    always = f'not: {{answer: {{question: "{PROMISED}", at_least: 2}}}}'
    text = base.read_text(encoding="utf-8")
    text = text.replace('profile: {market: ["b2b", "mixed"]}', always)
    base.write_text(text, encoding="utf-8")
    path.write_text(HEAD.format(base=DESK), encoding="utf-8")
    (warning,) = checks.check(path.parent)
    assert (warning.line, warning.warning) == (1, True)
    assert warning.text.startswith("condition always holds; not (")
    assert warning.text.endswith(" (stands in service-desk@1.0)")


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
