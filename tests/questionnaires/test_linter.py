"""Every rule of the linter: one tiny broken definition, found at its line, alone.

A line of ``broken/*.yaml`` that is to be found says so at its end, as
``# fault: what; given`` or ``# warning: what; given``; nothing else may be found.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.cli.questionnaires import questionnaires
from questionnaires import checks, loader

HERE = Path(__file__).parent
BROKEN = HERE / "broken"
FILES = sorted(BROKEN.glob("*.yaml"))
GUIDE = HERE.parents[1] / "docs" / "linter.md"
MARK = re.compile(r"  # (fault|warning): (.*)$")
SOUND = {
    "sound", "renamed@1.0", "reworded@1.0", "reused@1.0", "swapped@1.0",
    "taken-over@1.0",
}  # fmt: skip
RULES = {
    "unreachable stage": ["unreachable-level", "unreachable-stage"],
    "option without value": ["option-without-value"],
    "dead branch": ["dead-branch", "dead-branch-of-a-hidden-question"],
    "question with less than 0.2 % influence": ["little-influence"],
    "a better answer that lowers a score": [
        "better-option-lowers",
        "better-answer-lowers",
    ],
    "initiative that raises nothing": ["initiative-raises-nothing"],
    "initiative cycle": ["initiative-cycle"],
    "a prerequisite later on the continuum": ["later-prerequisite"],
    "a contradiction pair that can never fire": ["contradiction-off-the-scale"],
    "missing language": ["missing-language"],
    "mixed scripts": ["mixed-scripts"],
    "duplicate or renamed id": ["duplicate-id", "renamed@1.1", "reused@1.1"],
    "weights not finite and positive": ["weight-zero", "weight-infinite"],
}


def expected(path: Path) -> list[tuple[int, bool, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [(n, MARK.search(line)) for n, line in enumerate(lines, start=1)]
    return [(n, m[1] == "warning", m[2]) for n, m in found if m]


def compare(faults, wanted):
    assert [(f.line, f.warning) for f in faults] == [w[:2] for w in wanted], faults
    for fault, (_line, _warning, text) in zip(faults, wanted, strict=True):
        assert fault.text.startswith(text)
        assert fault.text.count("; ") >= 2


def as_folder(path: Path, parent: Path) -> Path:
    """Copy a file, and the version before it, as folders of one definition each."""
    name = path.stem
    for stem in {name, name.replace("@1.1", "@1.0")}:
        (parent / stem).mkdir()
        shutil.copy(BROKEN / f"{stem}.yaml", parent / stem / "questionnaire.yaml")
    return parent / name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_has_its_own_findings_and_no_others(path):
    wanted = expected(path)
    assert bool(wanted) == (path.stem not in SOUND)
    faults = checks.check(path)
    compare(faults, wanted)
    assert {fault.file for fault in faults} <= {str(path)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_folder_is_judged_as_its_file_and_only_faults_refuse_loading(path, tmp_path):
    folder, wanted = as_folder(path, tmp_path), expected(path)
    compare(checks.check(folder), wanted)
    if all(warning for _line, warning, _text in wanted):
        assert loader.load_path(folder).version in ("1.0", "1.1")
        return
    with pytest.raises(loader.DefinitionError) as caught:
        loader.load_path(folder)
    compare(caught.value.faults, wanted)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_its_broken_file(rule):
    for name in RULES[rule]:
        assert expected(BROKEN / f"{name}.yaml")


def test_the_guide_names_every_broken_file_and_no_other():
    named = set(re.findall(r"`([a-z@0-9.-]+)\.yaml`", GUIDE.read_text("utf-8")))
    assert named == {path.stem for path in FILES}


def test_warnings_are_printed_as_such_and_the_command_ends_with_one():
    path = BROKEN / "little-influence.yaml"
    ran = CliRunner().invoke(questionnaires, ["check", str(path)])
    assert ran.exit_code == 1
    assert ran.stderr.startswith(f"{path}:37: warning: question hardly counts; 0.1 %")
    assert ran.stdout == ""


def test_a_sound_definition_in_one_file_passes_the_command():
    path = BROKEN / "sound.yaml"
    ran = CliRunner().invoke(questionnaires, ["check", str(path)])
    assert (ran.exit_code, ran.stderr) == (0, "")


def edited(name: str, folder: Path, *changes: tuple[str, str]) -> Path:
    text = (BROKEN / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("rollup", ["mean", "sum", "min"])
def test_a_level_is_in_reach_where_what_holds_it_down_may_not_apply(tmp_path, rollup):
    name = "unreachable-level-of-a-dimension"
    head = ('kind: "module"', f'kind: "module"\nrollup: "{rollup}"')
    assert [f.warning for f in checks.check(edited(name, tmp_path, head))] == [True]


@pytest.mark.parametrize(
    ("rollup", "most"), [("mean", 90), ("sum", 90), ("min", 80)], ids=str
)
def test_reach_rolls_up_where_everything_applies(tmp_path, rollup, most):
    head = ('kind: "module"', f'kind: "module"\nrollup: "{rollup}"')
    everywhere, floor = (
        ("allow_na: true", "allow_na: false"),
        ("floor: 90", "floor: 91"),
    )
    path = edited("unreachable-level-of-a-dimension", tmp_path, head, everywhere, floor)
    (fault,) = [found for found in checks.check(path) if not found.warning]
    assert f"floor 91 given, the whole reaches {most} at most" in fault.text


def test_what_may_not_apply_holds_no_level_down(tmp_path):
    path = edited("unreachable-level-of-a-dimension", tmp_path)
    first, rest = path.read_text("utf-8").split('  - id: "reach"')
    rest = rest.replace("allow_na: true", "allow_na: false")
    first = first.replace("floor: 90", "floor: 100")
    path.write_text(f'{first}  - id: "reach"{rest}', encoding="utf-8")
    (warning,) = checks.check(path)
    assert "floor 100 given, care reaches 80 at most" in warning.text


def test_a_minimum_passes_all_influence_on(tmp_path):
    capability = ("        weight: 1\n", '        weight: 1\n        rollup: "min"\n')
    assert checks.check(edited("little-influence", tmp_path, capability)) == []


def test_influence_of_exactly_the_least_share_is_enough(tmp_path):
    weights = ("weight: 100\n", "weight: 499\n"), ("weight: 0.1\n", "weight: 1\n")
    assert checks.check(edited("little-influence", tmp_path, *weights)) == []


def test_a_condition_may_not_look_at_a_scored_question_whatever_it_shows(tmp_path):
    text = (BROKEN / "better-answer-lowers.yaml").read_text(encoding="utf-8")
    start = text.index('          - id: "care.basics.called"')
    tail = text[start:].replace('"scale"', '"text"')
    tail = re.sub(r"            (weight|evidence|options):.*\n", "", tail)
    tail = re.sub(r"              - \{key:.*\n", "", tail)
    path = tmp_path / "words.yaml"
    path.write_text(text[:start] + tail, encoding="utf-8")
    (fault,) = checks.check(path)
    assert not fault.warning
    assert fault.text.startswith("condition looks at a scored question; 'care.basics")


@pytest.mark.parametrize(
    ("kind", "found"), [("choice", ""), ("number", ""), ("text", "looks at a text")]
)
def test_a_condition_may_look_at_a_choice_and_a_number(tmp_path, kind, found):
    text = (BROKEN / "sound.yaml").read_text(encoding="utf-8")
    if kind != "choice":
        text = text.replace('type: "choice"', f'type: "{kind}"')
        text = re.sub(
            r"            options:\n(              - \{.*\n){2}  ", "  ", text, count=1
        )
    path = tmp_path / "looks.yaml"
    path.write_text(text, encoding="utf-8")
    assert [found in fault.text for fault in checks.check(path)] == [True] * bool(found)


def test_an_id_may_go(tmp_path):
    folder = as_folder(BROKEN / "renamed@1.1.yaml", tmp_path)
    head = folder / "questionnaire.yaml"
    text = head.read_text(encoding="utf-8")
    text = text.replace("How many customers are known?", "Who owns the results?")
    head.write_text(text.replace('source: "C1"', 'source: "C2"'), encoding="utf-8")
    assert checks.check(folder) == []


@pytest.mark.parametrize(("source", "found"), [("C1", True), ("C2", False)])
def test_a_capability_is_renamed_where_title_and_source_are_the_same(
    tmp_path, source, found
):
    folder = as_folder(BROKEN / "renamed@1.1.yaml", tmp_path)
    head = folder / "questionnaire.yaml"
    text = head.read_text(encoding="utf-8").replace("care.basics", "care.ways")
    text = text.replace("How many customers are known?", "Who owns the results?")
    head.write_text(text.replace('source: "C1"', f'source: "{source}"'), "utf-8")
    faults = checks.check(folder)
    assert bool(faults) == found
    assert all("capability id is renamed; 'care.basics' of" in f.text for f in faults)


def test_words_that_stood_twice_before_name_nothing_beyond_doubt(tmp_path):
    folder = as_folder(BROKEN / "taken-over@1.1.yaml", tmp_path)
    before = tmp_path / "taken-over@1.0" / "questionnaire.yaml"
    text = before.read_text(encoding="utf-8")
    start = text.index('          - id: "care.basics.called"')
    asked = text[text.index('          - id: "care.basics.known"') : start]
    twice = text + asked.replace("basics.known", "basics.also-known")
    assert checks.check(folder)
    before.write_text(twice, encoding="utf-8")
    assert checks.check(folder) == []


@pytest.mark.parametrize(
    ("versions", "compared"),
    [
        pytest.param(["1.2"], False, id="a later version is not looked at"),
        pytest.param(["1.0", "0.9", "x"], True, id="what is no version is passed by"),
        pytest.param(["1.1.yaml"], False, id="nor is a file called like a folder"),
    ],
)
def test_the_version_before_is_the_highest_lower_one(tmp_path, versions, compared):
    shutil.copy(BROKEN / "renamed@1.1.yaml", tmp_path / "new.yaml")
    for version in versions:
        (tmp_path / f"renamed@{version}").mkdir()
        file = tmp_path / f"renamed@{version}" / "questionnaire.yaml"
        shutil.copy(BROKEN / "renamed@1.0.yaml", file)
    assert bool(checks.check(tmp_path / "new.yaml")) == compared


def test_of_several_earlier_versions_the_highest_counts(tmp_path):
    shutil.copy(BROKEN / "renamed@1.1.yaml", tmp_path / "new.yaml")
    new = tmp_path / "new.yaml"
    new.write_text(new.read_text("utf-8").replace('"1.1"', '"1.10"'), encoding="utf-8")
    shutil.copy(BROKEN / "renamed@1.0.yaml", tmp_path / "renamed@1.0.yaml")
    assert checks.check(new)
    # In 1.9 the new id stood already: the fault was made, and published, before.
    shutil.copy(BROKEN / "renamed@1.1.yaml", tmp_path / "renamed@1.9.yaml")
    assert checks.check(new) == []


HOSTILE = [
    "", "null", "[]", "{}", "-1", "true", '""', ".nan", '["a", ["b"]]', "{a: {b: 1}}",
    "&a 1", "*a", "9" * 40, '"stage-x.y"', "1e308", "\t", "- ", '"\\ud800"', "客户",
]  # fmt: skip
EDITS = ["drop", "double", "swap", "cut", "piece", "value", "number", "number"]
PIECE = re.compile(r"[\w.@-]+|\"[^\"]*\"|[\[\]{}:,-]|\s+|.")


@st.composite
def mutants(draw):
    """Return a definition with one to four random edits."""
    text = draw(st.sampled_from(FILES)).read_text(encoding="utf-8")
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        how = draw(st.sampled_from(EDITS))
        if how == "drop":
            del lines[at]
        elif how == "double":
            lines.insert(other, lines[at])
        elif how == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif how == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        elif how == "number":
            number = str(draw(st.sampled_from([0, 1, 2, 0.5, 49, 67, 100, -1, 1e6])))
            lines[at] = re.sub(r"(?<=[ :\[])-?[\d.]+\b", number, lines[at])
        elif how == "value":
            key, colon, _ = lines[at].partition(":")
            lines[at] = f"{key}{colon} {draw(st.sampled_from(HOSTILE))}"
        else:
            pieces = PIECE.findall(lines[at]) or [""]
            place = draw(st.integers(0, len(pieces) - 1))
            pieces[place] = draw(st.sampled_from([*HOSTILE, *pieces]))
            lines[at] = "".join(pieces)
        text = "\n".join(lines)
    return text


@given(text=mutants())
@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_mutation_of_a_definition_makes_the_check_raise(tmp_path, text):
    path = tmp_path / "mutant.yaml"
    path.write_bytes(text.encode("utf-8", "replace"))
    for fault in checks.check(path):
        assert str(fault).isprintable()
        assert fault.text.count("; ") >= 2
