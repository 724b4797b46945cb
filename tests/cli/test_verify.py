"""``sextant verify``: a result against its own answers, without a database."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from assessment import files
from assessment.cli import main
from assessment.demo import story
from questionnaires import loader
from scoring.engine import score
from scoring.result import to_json
from tests.support.assessments import (
    PROPERTIES,
    assessments,
    changed,
    changed_once,
    nodes,
)
from tests.support.commands import run_alone

DEFINITIONS = {
    name: loader.load(name, "1.0") for name in ("capability-model", "continuum")
}
VISION = "leadership.vision.shared"
ANSWERS = [
    {"questionnaire": "capability-model", "question": VISION, "value": 3},
    {"questionnaire": "capability-model", "question": VISION, "value": 5,
     "respondent": "r2"},
    {"questionnaire": "continuum", "question": "stage-1.gate.customer-level-data",
     "value": 40, "comment": "half of it"},
]  # fmt: skip
ASSESSMENT = {
    "questionnaires": ["capability-model@1.0", "continuum@1.0"],
    "organisation": {"name": "Bank"},
    "answers": ANSWERS,
}
DEMONSTRATIONS = [told.name for told in story.stories()]


def result_of(document):
    return to_json(score(files.from_json(document, "a"), DEFINITIONS))


@pytest.fixture(scope="module")
def result():
    return json.loads(json.dumps(result_of(ASSESSMENT)))


@pytest.fixture
def verify(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(document, *options):
        text = document if isinstance(document, bytes) else json.dumps(document)
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "r.json").write_bytes(data)
        return CliRunner().invoke(main, ["verify", "r.json", *options])

    return run


@pytest.mark.parametrize("name", DEMONSTRATIONS)
def test_the_demonstrations_results_are_verified(verify, name):
    told = next(told for told in story.stories() if told.name == name)
    all_six = {name: loader.load(name, "1.0") for name in story.FAMILIES}
    found = verify(to_json(score(story.tell(told), all_six)))
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.startswith("r.json: verified; ")
    assert found.stdout.endswith(" nodes compared, all the same\n")
    assert len(found.stdout.splitlines()) == 1


def test_json_is_one_document(verify, result):
    found = verify(result, "--json")
    assert (found.exit_code, found.stderr) == (0, "")
    document = json.loads(found.stdout)
    assert document.pop("compared") > 100
    assert document == {
        "schema": "sextant/verification@1",
        "verified": True,
        "first_difference": None,
        "follows": None,
    }


# The rubric's two answers of one role, 3 and 5, are 60 and 100 points: 80.
SCORE = ("questionnaires", 0, "questions", 0, "score")


def test_a_changed_number_is_named_with_both_values(verify, result):
    found = verify(changed(result, SCORE, 81))
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr == (
        f"r.json: capability-model, question {VISION}: score; 81 stored; "
        "80.0 recomputed; ask for the result as it was issued, or score its answers "
        "again\n"
    )


def test_json_names_the_node_for_programs(verify, result):
    found = verify(changed(result, SCORE, 81), "--json")
    assert found.exit_code == 1
    document = json.loads(found.stdout)
    assert document["verified"] is False
    assert document["first_difference"] == {
        "path": "questionnaires[0].questions[0].score",
        "where": f"capability-model, question {VISION}: score",
        "stored": 81,
        "recomputed": 80.0,
    }


def test_a_changed_answer_is_the_cause_and_a_number_follows(verify, result):
    found = verify(changed(result, ("answers", 0, "value"), 4))
    assert found.exit_code == 1
    [line] = found.stderr.splitlines()
    assert line.startswith(
        'r.json: the answers are not those that were scored: digest of answers; "sha256'
    )
    # 4 and 5 are 80 and 100 points.
    assert f"then capability-model, question {VISION}: score differs too, " in line
    assert "80.0 stored, 90.0 recomputed; " in line


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        pytest.param(("answers", 2, "comment"), "all of it", "the answers are not thos",
                     id="a comment"),
        pytest.param(("answers", 2, "seconds"), 3, "the answers are not those",
                     id="how long it took"),
        pytest.param(("organisation", "name"), "Bunk", "the organisation is not the on",
                     id="the name"),
        pytest.param(("date",), "2026-11-21", "the date is not the one", id="a date"),
        pytest.param(("capacity",), 60, "the capacity is not the one", id="capacity"),
        pytest.param(("invited",), {"executive": 9}, "the numbers of people invited ar",
                     id="invited"),
        pytest.param(("questionnaires", 1, "hash"), "sha256:0",
                     "the definition is not the one that was scored: continuum: hash",
                     id="a definition's hash"),
        pytest.param(("engine",), "2", 'engine; "2" stored; "1" recomputed; ',
                     id="the engine"),
        pytest.param(("digest", "more"), "x", "there is a digest of what is never scor",
                     id="a digest too many"),
    ],
)  # fmt: skip
def test_what_changes_no_number_is_caught_too(verify, result, path, value, said):
    found = verify(changed(result, path, value))
    assert found.exit_code == 1
    assert found.stderr.startswith(f"r.json: {said}")


def test_a_result_from_before_there_were_digests_says_so(verify, result):
    found = verify({key: result[key] for key in result if key != "digest"})
    assert found.exit_code == 1
    assert found.stderr.startswith(
        "r.json: the result does not tell what was scored: digest; nothing stored; "
    )


def test_answers_off_their_scale_are_refused_as_in_an_assessment(verify, result):
    text = json.dumps(changed(result, ("answers", 0, "value"), 6), indent=1)
    found = verify(text.encode())
    line = 1 + next(n for n, row in enumerate(text.splitlines()) if '"value": 6' in row)
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.startswith(f"r.json:{line}: answers[0].value: {VISION} does no")


def test_an_unknown_version_is_refused_with_one_sentence(verify, result):
    found = verify(changed(result, ("questionnaires", 0, "version"), "7.7"), "--json")
    assert (found.exit_code, found.stdout) == (1, "")
    [line] = found.stderr.splitlines()
    assert "questionnaire is not known; capability-model@7.7 given; use one of" in line


def test_half_a_surrogate_pair_is_told_as_an_escape(verify, result):
    found = verify(changed(result, ("mode",), "self"), "--json")
    assert found.exit_code == 0
    found = verify(changed(result, ("method",), "\ud800"), "--json")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["first_difference"]["stored"] == "\ud800"


def test_wrong_usage_exits_with_2(verify):
    assert CliRunner().invoke(main, ["verify"]).exit_code == 2


def test_verifying_needs_no_web_framework_and_no_database(tmp_path, result):
    (tmp_path / "r.json").write_text(json.dumps(result), encoding="utf-8")
    assert run_alone(tmp_path, ["verify", "r.json"]).startswith("r.json: verified; ")
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def run_on(folder, data):
    path = folder / "r.json"
    path.write_bytes(data)
    return CliRunner().invoke(main, ["verify", str(path)])


def assert_refused(found):
    assert isinstance(found.exception, SystemExit), found.exception
    assert found.exit_code == 1
    assert found.stderr
    assert "Traceback" not in found.stderr


@PROPERTIES
@given(st.data())
def test_the_results_of_published_definitions_are_verified(tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp()
    document = data.draw(assessments(list(DEFINITIONS.values()), most_units=1))
    found = run_on(folder, json.dumps(result_of(document)).encode())
    assert (found.exit_code, found.stderr) == (0, "")


@PROPERTIES
@given(st.data())
def test_any_change_of_such_a_result_is_told(tmp_path_factory, result, data):
    _path, other = data.draw(changed_once(result))
    found = run_on(tmp_path_factory.getbasetemp(), json.dumps(other).encode())
    assert_refused(found)


@pytest.fixture(scope="module")
def small():
    document = {"questionnaires": ["continuum"], "answers": ANSWERS[2:]}
    return json.loads(json.dumps(result_of(document)))


@PROPERTIES
@given(st.data())
def test_anything_in_place_of_a_node_is_told_and_never_fails(
    tmp_path_factory, small, data
):
    top = [path for path in nodes(small) if len(path) <= 3]
    path = data.draw(st.sampled_from(top))
    other = changed(small, path, data.draw(ANYTHING))
    found = run_on(tmp_path_factory.getbasetemp(), json.dumps(other).encode())
    assert isinstance(found.exception, SystemExit | None), found.exception
    assert found.exit_code in (0, 1)


@PROPERTIES
@given(st.binary(max_size=200) | ANYTHING.map(lambda value: json.dumps(value).encode()))
def test_whatever_the_file_holds_is_refused(tmp_path_factory, content):
    assert_refused(run_on(tmp_path_factory.getbasetemp(), content))
