"""Every rule: one small change to a sound definition, its message and its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from questionnaires import checks, library, loader

SAMPLE = Path(__file__).parent / "valid" / "sample"
HEAD, FIRST, PLANS = "questionnaire.yaml", "first.yaml", "initiatives.yaml"
WEIGHT = "        weight: 1\n        core: true"
ANCHOR = """\
          - en: "Fact 5"
            zh-Hans: "事实5"
            zh-Hant: "事實5"
"""


def changed(folder: Path, file: str, old: str, new: str) -> tuple[Path, int]:
    """Change the first ``old`` of a file; return the folder and the change's line."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    at = text.index(old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder, text.count("\n", 0, at) + 1


@pytest.fixture
def sample(tmp_path):
    return Path(shutil.copytree(SAMPLE, tmp_path / "sample"))


def test_a_sound_definition_of_every_question_type_has_no_faults(sample):
    assert checks.check(sample) == []


RULES = [
    # file, what is there, what is put there, lines from there, message
    (HEAD, 'schema: "sextant/definition@1"\n', "", 0, "questionnaire lacks schema"),
    (HEAD, "definition@1", "definition@2", 0, "schema is not known"),
    (HEAD, 'version: "1.0"', "version: 1.0", 0, "version must be a text; 1.0 given"),
    (HEAD, '"1.0"', '"1"', 0, "version is malformed; '1' given"),
    (HEAD, '"module"', '"survey"', 0, "kind is not known; 'survey' given"),
    (HEAD, ', "zh-Hant"]', "]", 0, "languages are wrong; en, zh-Hans given"),
    (HEAD, "core: 5", "core: 0", 0, "core is out of range; 0 given"),
    (HEAD, "core: 5", "core: 2.5", 0, "core must be whole; 2.5 given"),
    (HEAD, "core: 5", "core: true", 0, "core is out of range; true given"),
    (HEAD, '["first"]', '["first", "first"]', 0, "dimensions repeats an entry"),
    (HEAD, "owners:", "levels: []\nowners:", 0, "levels must be a list; a list of 0"),
    (HEAD, "value: 100", "value: 90", -6, "anchors do not span the scale; 0 to 90"),
    (HEAD, "value: 100", "value: 0", -6, "anchors are reversed or repeated; 0, 0"),
    (HEAD, "    relevance:", "    relevanz:", 0, "unknown key in outcome; relevanz"),
    (FIRST, 'id: "first"', 'id: "First"', 0, "id is not an id; 'First' given"),
    (FIRST, "weight: 100\n", "", -9, "dimension lacks weight"),
    (FIRST, 'id: "first.care"', 'id: "care"', 0, "id does not lie below first"),
    (FIRST, '"first.care.level"', '"first.level"', 0, "id does not lie below first.c"),
    (FIRST, '"first.care.gate"', '"first.care.level"', 0, "question id is taken"),
    (FIRST, '  zh-Hans: "第一"\n', "", -2, "title lacks zh-Hans"),
    (FIRST, '"第一"', '""', 0, "zh-Hans is blank"),
    (FIRST, '"第一"', '" 第一"', 0, "zh-Hans is blank or has spaces around it"),
    (FIRST, '"第一"', "no", 0, "zh-Hans must be a text; no given; put it in double"),
    (FIRST, '"第一"', '"1"\n  fr: "un"', 1, "unknown key in title; fr given"),
    (FIRST, "关怀", "關懷", 0, "Traditional characters in zh-Hans; 懷關 given"),
    (FIRST, "關懷", "关怀", 0, "Simplified characters in zh-Hant; 关怀 given"),
    (FIRST, "關懷", "服務質量", 0, "word not used in zh-Hant; 質量 given; write 品質"),
    (FIRST, '"The only one."', '"The 唯一."', 0, "foreign letters in en; 唯一 given"),
    (FIRST, '"仅此一项。"', '"仅此の项。"', 0, "foreign letters in zh-Hans; の given"),
    (FIRST, '"E1.1"', '"E9.1"', 0, "source is not a code; 'E9.1' given"),
    (FIRST, '"C1, C2"', '"C1; C2"', 0, "source is not a code; 'C1; C2' given"),
    (FIRST, '"rubric"', '"slider"', 0, "type is not known; 'slider' given"),
    (FIRST, '"seed"', '"ours"', 0, "origin is not known; 'ours' given"),
    (FIRST, "core: true", 'core: "true"', 0, "core must be true or false; 'true'"),
    (FIRST, "allow_na: true\n        ", "", -7, "question lacks allow_na"),
    (FIRST, "allow_na: true", "allow_na: true\n        colour: 1", 1, "unknown key in"),
    (FIRST, '"frontline"', '"boss"', 0, "role is not known; 'boss' given"),
    (FIRST, '"executive", ', "3, ", 0, "roles must be a text; 3 given"),
    (FIRST, ANCHOR, "", -16, "anchors are not six; 5 given"),
    (FIRST, "Fact 5", "Fact 4", -16, "anchors say the same twice; 'Fact 4' given"),
    (FIRST, "          n:\n", "          z:\n", 0, "unknown key in degrees; z given"),
    (FIRST, '"Partly"', '"Not"', -6, "degrees say the same twice; 'Not' given"),
    (FIRST, 'parts: "outcome"', 'parts: "practice"', 0, "parts names no fitting scale"),
    (FIRST, 'options: "mood"', 'options: "moon"', 0, "options names no fitting scale"),
    (FIRST, "value: 0.5", "value: -0.7", -8, "options are reversed or repeated"),
    (FIRST, 'key: "0.5"', 'key: "-0.5"', 0, "option key is taken; '-0.5' given"),
    (FIRST, 'key: "0.5"', 'key: "na"', 0, "option key is taken; 'na' given"),
    (FIRST, 'key: "0.5"', "key: no", 0, "key must be a text; no given"),
    (PLANS, '"set-level"', '"Set Level"', 0, "id is not an id; 'Set Level' given"),
    (PLANS, '"prove-gate"', '"set-level"', 0, "initiative id is taken"),
    (PLANS, '"Set it up"', f'"{"x" * 71}"', -1, "title is too long; 71 characters"),
    (PLANS, "first.care.level: 3", "first.x: 3", 0, "raises a question that does not"),
    (PLANS, "first.care.level: 3", "first.care.mood: 1", 0, "raises a question that i"),
    (PLANS, "level: 3", "level: 6", 0, "raises a rubric to something that is not"),
    (PLANS, "level: 3", "level: 2.5", 0, "raises a rubric to something that is not"),
    (PLANS, "first.care.level: 3", "stage-x.y: 3", 0, "raises a question that does n"),
    (PLANS, "gate: 67", "gate: 101", 0, "raises is out of range; 101 given"),
    (PLANS, '"organisation"', '"people"', 0, "kind is not known; 'people' given"),
    (PLANS, "effort: 2", "effort: 6", 0, "effort is out of range; 6 given"),
    (PLANS, "days: 60", 'days: "60"', 0, "days is out of range; '60' given"),
    (PLANS, 'owner: "head"', 'owner: "tail"', 0, "owner is not known; 'tail' given"),
    (PLANS, '["set-level"]', '["set-sail"]', 0, "requires is not resolved; 'set-sail'"),
    (PLANS, "requires: []", 'requires: ["set-level"]', 0, "requires is not resolved"),
    (
        PLANS, "requires: []", 'requires: ["prove-gate"]', 0,
        "requires form a cycle; set-level → prove-gate → set-level",
    ),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[-1])
def test_f31_and_every_other_rule(sample, rule):
    file, old, new, lines, message = rule
    folder, line = changed(sample, file, old, new)
    faults = checks.check(folder)
    place = f"{folder / file}:{line + lines}: "
    assert any(str(f).startswith(place + message) for f in faults), faults
    assert all(str(fault).count("; ") >= 2 for fault in faults)
    with pytest.raises(loader.DefinitionError) as caught:
        loader.load_path(folder)
    assert caught.value.faults == tuple(faults)


@pytest.mark.parametrize("weight", ["0", "-1", ".nan", ".inf", "1e308"])
@pytest.mark.parametrize(
    "place",
    [
        pytest.param(("weight: 100\n", "weight: {}\n"), id="dimension"),
        pytest.param(("\n    weight: 1\n", "\n    weight: {}\n"), id="capability"),
    ],
)
def test_f30_weights_of_dimensions_and_capabilities_too(sample, place, weight):
    old, new = place
    folder, _line = changed(sample, FIRST, old, new.format(weight))
    (fault,) = checks.check(folder)
    assert fault.file == str(folder / FIRST)
    assert fault.text.startswith("weight is out of range; ")


@pytest.mark.parametrize(
    "weight", ["0", "-1", ".nan", ".inf", "-.inf", "1e309", "1e308", '"1"', "true", "~"]
)
def test_f30_s07_weight_that_cannot_be_summed_is_refused(sample, weight):
    folder, line = changed(sample, FIRST, WEIGHT, WEIGHT.replace("1", weight, 1))
    (fault,) = checks.check(folder)
    assert (fault.file, fault.line) == (str(folder / FIRST), line)
    assert fault.text.startswith("weight is out of range; ")


def test_weight_where_nothing_is_scored_is_refused(sample):
    old = 'source: "D1"\n        origin: "seed"'
    folder, line = changed(sample, FIRST, old, f"{old}\n        weight: 1")
    (fault,) = checks.check(folder)
    assert fault.text == "weight where nothing is scored; 1 given; remove it"
    assert fault.line == line + 2


def test_f31_reversed_option_scale_is_refused_with_its_line(sample):
    folder, line = changed(sample, FIRST, "value: -0.5", "value: 0.9")
    (fault,) = checks.check(folder)
    assert fault.text.startswith("options are reversed or repeated; 0.9, 0.5 given")
    assert fault.line == line - 2


def test_an_option_without_a_value_is_not_called_misplaced_as_well(sample):
    folder, line = changed(sample, FIRST, "            value: 0.5\n", "")
    (fault,) = checks.check(folder)
    assert fault.text == "option lacks value; nothing given; add value"
    assert fault.line == line - 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("weight: 100\n", "weight: 100\n{}", id="dimension"),
        pytest.param("    weight: 1\n", "    weight: 1\n    {}", id="capability"),
    ],
)
def test_a_condition_is_refused_at_its_own_line(sample, old, new):
    when = 'when: {answer: {question: "first.care.mood", below: 1}}\n'
    folder, line = changed(sample, FIRST, old, new.format(when))
    (fault,) = checks.check(folder)
    assert fault.text.startswith("condition looks at a later question; 'first.care.m")
    assert fault.line == line + 1


def test_a_contradiction_is_refused_at_its_own_line(sample):
    old = '- {question: "first.care.level", below: 1}'
    folder, line = changed(sample, HEAD, old, old.replace("level", "unknown"))
    (fault,) = checks.check(folder)
    assert fault.text.startswith("contradiction looks at a question that does not e")
    assert fault.line == line - 3


def test_f31_degrees_in_another_order_are_refused(sample):
    text = (sample / FIRST).read_text(encoding="utf-8")
    start, end = text.index("          n:\n"), text.index("          p:\n")
    after = text.index("          l:\n")
    swapped = text[:start] + text[end:after] + text[start:end] + text[after:]
    (sample / FIRST).write_text(swapped, encoding="utf-8")
    (fault,) = checks.check(sample)
    assert fault.text.startswith("degrees are not n, p, l, f in this order; p, n, l, f")


def test_faults_of_several_files_are_all_found(sample):
    changed(sample, HEAD, '"module"', '"survey"')
    changed(sample, FIRST, '"rubric"', '"slider"')
    changed(sample, PLANS, "effort: 2", "effort: 6")
    files = {Path(fault.file).name for fault in checks.check(sample)}
    assert files == {HEAD, FIRST, PLANS}


def test_file_that_nothing_names_is_refused(sample):
    (sample / "second.yaml").write_text('id: "second"\n', encoding="utf-8")
    (fault,) = checks.check(sample)
    assert fault.text.startswith("file is not part of the definition; second.yaml")


def test_missing_dimension_file_is_refused_alone(sample):
    (sample / FIRST).unlink()
    (fault,) = checks.check(sample)
    assert str(fault).startswith(f"{sample / FIRST}:1: cannot be read; No such file")


def test_dimension_that_leads_out_of_the_folder_is_refused(sample):
    changed(sample, HEAD, '["first"]', '["../../etc/passwd"]')
    assert any("not a file name" in fault.text for fault in checks.check(sample))


def test_folder_named_for_another_version_is_refused(sample):
    other = sample.rename(sample.parent / "sample@2.0")
    (fault,) = checks.check(other)
    assert fault.text.startswith("folder does not name its definition; 'sample@2.0'")


def test_initiatives_may_stand_in_a_folder_in_the_dimensions_order(sample):
    (sample / "initiatives").mkdir()
    (sample / PLANS).rename(sample / "initiatives" / FIRST)
    found = loader.load_path(sample)
    assert [i.id for i in found.initiatives] == ["set-level", "prove-gate"]


@pytest.mark.parametrize("file", [HEAD, FIRST, PLANS])
def test_one_file_is_checked_within_its_folder(sample, file):
    changed(sample, FIRST, '"rubric"', '"slider"')
    faults = checks.check(sample / file)
    assert bool(faults) == (file == FIRST)


@pytest.mark.parametrize("file", [HEAD, FIRST, PLANS])
def test_one_file_alone_is_checked_for_what_it_says(tmp_path, file):
    alone = tmp_path / file.replace("questionnaire", "head")
    shutil.copy(SAMPLE / file, alone)
    assert checks.check(alone) == []
    with alone.open("a", encoding="utf-8") as stream:
        stream.write("colour: 1\n")
    (fault,) = checks.check(alone)
    assert "unknown key" in fault.text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("G1b", "G1c", "questions have other sources; G1a, G1c given"),
        ("allow_na: false", "allow_na: true", "allow_na is wrong in stage-1; true"),
    ],
)
def test_continuum_holds_exactly_its_gates(tmp_path, old, new, message):
    published = library.PUBLISHED / "continuum@1.0"
    folder = Path(shutil.copytree(published, tmp_path / "continuum"))
    path = folder / "stage-1.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert any(fault.text.startswith(message) for fault in checks.check(folder))


def test_continuum_offers_exactly_its_choices(tmp_path):
    published = library.PUBLISHED / "continuum@1.0"
    folder = Path(shutil.copytree(published, tmp_path / "continuum"))
    path = folder / "target.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('key: "-0.5"', 'key: "-1"'), encoding="utf-8")
    faults = [fault.text for fault in checks.check(folder)]
    assert any(f.startswith("options have other keys; -1, 0, 0.5") for f in faults)


def test_a_prerequisite_of_a_later_stage_is_refused(tmp_path):
    published = library.PUBLISHED / "continuum@1.0"
    folder = Path(shutil.copytree(published, tmp_path / "continuum"))
    path = folder / "initiatives.yaml"
    text = path.read_text(encoding="utf-8")
    later = 'requires: ["draw-customer-ownership-matrix"]'
    path.write_text(text.replace("requires: []", later, 1), encoding="utf-8")
    (fault,) = checks.check(folder)
    assert fault.text == (
        "requires an initiative of a later stage; draw-customer-ownership-matrix "
        "of stage 2 given; require nothing above stage 1"
    )


HOSTILE = [
    "null", "[]", "{}", "1", "-1", "true", '""', ".nan", '["a", ["b"]]', "{a: {b: 1}}",
    "&a 1", "*a", '"\\u0085"', "9" * 40, '"\\0"',
]  # fmt: skip


@pytest.mark.parametrize("file", [HEAD, FIRST, PLANS])
def test_checks_never_raise_whatever_stands_for_a_value(sample, file):
    lines = (SAMPLE / file).read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        key, colon, _ = line.partition(":")
        hostile = HOSTILE[number % len(HOSTILE)]
        edited = [*lines[:number], f"{key}{colon} {hostile}", *lines[number + 1 :]]
        (sample / file).write_text("\n".join(edited), encoding="utf-8")
        for fault in checks.check(sample):
            assert str(fault).isprintable()


def test_command_prints_the_faults_and_exits_with_one(sample, capsys):
    assert checks.main([str(sample)]) == 0
    changed(sample, FIRST, '"rubric"', '"slider"')
    assert checks.main([str(sample)]) == 1
    assert "first.yaml:25: type is not known" in capsys.readouterr().err
    assert checks.main([]) == 2


@pytest.mark.parametrize(
    ("file", "old"),
    [
        pytest.param("questionnaire.yaml", "minutes:", id="the whole"),
        pytest.param("stage-2.yaml", "weight: 1\ncapabilities:", id="a stage"),
        pytest.param("stage-2.yaml", '    source: "G2a,G2b,G2c"', id="a gate"),
    ],
)
def test_the_continuum_is_never_summed_or_cut_to_its_lowest(tmp_path, file, old):
    published = library.PUBLISHED / "continuum@1.0"
    folder = Path(shutil.copytree(published, tmp_path / "continuum"))
    indent = " " * (len(old) - len(old.lstrip()))
    changed(folder, file, old, f'{indent}rollup: "min"\n{old}')
    (fault,) = checks.check(folder)
    assert fault.text.startswith("rollup in the continuum; min given; remove it")
    assert fault.file.endswith(file)
