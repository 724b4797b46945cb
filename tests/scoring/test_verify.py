"""contract 5, verify: which node differs first, and what it is called."""

from __future__ import annotations

import pytest

from scoring.digest import digest
from scoring.verify import ABSENT, verification

CAPABILITY = {"id": "leadership.vision", "score": 70.0}
DIMENSION = {"id": "leadership", "score": 70.0, "capabilities": [CAPABILITY]}
RESULT = {
    "engine": "1",
    "mode": "self",
    "questionnaires": [
        {
            "id": "capability-model",
            "hash": "sha256:a",
            "overall": {"score": 70.0},
            "dimensions": [DIMENSION, {"id": "strategy", "score": None}],
            "flags": [{"kind": "leap", "about": "continuum"}],
        }
    ],
    "answers": [{"question": "q", "respondent": "r1", "value": 3}],
    "digest": {"answers": "sha256:1", "date": "sha256:2"},
}


def first_difference(stored, recomputed):
    return verification(stored, recomputed).first


def edited(path, value):
    def copy(node, rest):
        if not rest:
            return value
        key, *rest = rest
        if isinstance(node, dict):
            return {**node, key: copy(node.get(key), rest)}
        return [copy(v, rest) if n == key else v for n, v in enumerate(node)]

    return copy(RESULT, path)


MODEL = ("questionnaires", 0)


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        pytest.param(("mode",), "assessed", "mode", id="a key at the top"),
        pytest.param(
            (*MODEL, "dimensions", 0, "capabilities", 0, "score"),
            71.0,
            "capability-model, dimension leadership, capability leadership.vision: "
            "score",
            id="a capability",
        ),
        pytest.param(
            (*MODEL, "overall", "score"),
            None,
            "capability-model, overall: score",
            id="overall",
        ),
        pytest.param(
            (*MODEL, "flags", 0, "about"),
            "x",
            "capability-model, flag 1 of kind leap: about",
            id="a flag",
        ),
        pytest.param(
            ("answers", 0, "value"), 4, "answer 1 to q by r1: value", id="an answer"
        ),
        pytest.param(
            ("digest", "answers"), "sha256:9", "digest of answers", id="a digest"
        ),
    ],
)
def test_a_node_is_named_for_people_and_for_programs(path, value, where):
    found = first_difference(edited(path, value), RESULT)
    assert found is not None
    assert (found.where, found.path, found.stored) == (where, path, value)


def test_the_same_is_no_difference_and_every_node_is_counted():
    found = verification(RESULT, RESULT)
    assert (found.first, found.follows) == (None, None)
    # engine, mode; id, hash, overall, 2 + 1 + 2 of dimensions, 2 of the flag;
    # 3 of the answer; 2 digests
    capability_and_dimensions = 2 + 2 + 2
    assert found.compared == 2 + 3 + capability_and_dimensions + 2 + 3 + 2


@pytest.mark.parametrize(
    ("stored", "recomputed", "same"),
    [
        pytest.param(60, 60.0, True, id="a whole number either way"),
        pytest.param(60.0, 60.00000000000001, False, id="its last digit"),
        pytest.param(True, 1, False, id="true is no number"),
        pytest.param(0, False, False, id="nor is false"),
        pytest.param(None, 0, False, id="null is not zero"),
        pytest.param("1", 1, False, id="nor is a text a number"),
        pytest.param([], {}, False, id="an empty list is no object"),
        pytest.param([], None, False, id="and not nothing"),
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, True, id="order of keys"),
        pytest.param([1, 2], [2, 1], False, id="order of a list"),
        pytest.param([1, 2], [1, 2, 2], False, id="one more"),
    ],
)
def test_what_is_the_same(stored, recomputed, same):
    found = first_difference({"a": stored}, {"a": recomputed})
    assert (found is None) is same
    assert (first_difference({"a": recomputed}, {"a": stored}) is None) is same


@pytest.mark.parametrize(
    ("stored", "recomputed"),
    [
        pytest.param({}, {"a": None}, id="a key is missing"),
        pytest.param({"a": [1]}, {"a": [1, 2]}, id="an element is missing"),
    ],
)
def test_what_is_missing_differs_from_null(stored, recomputed):
    missing = first_difference(stored, recomputed)
    added = first_difference(recomputed, stored)
    assert missing is not None
    assert added is not None
    assert missing.stored is added.recomputed is ABSENT


def ids(*names):
    return [{"id": name, "score": 1} for name in names]


def test_what_has_an_id_is_compared_with_its_own():
    """One that is left out must not make all that come after it differ."""
    found = first_difference({"gaps": ids("a", "c")}, {"gaps": ids("a", "b", "c")})
    assert found is not None
    assert (found.where, found.path, found.stored) == ("gap b", ("gaps", 1), ABSENT)
    found = first_difference({"gaps": ids("a", "x", "b")}, {"gaps": ids("a", "b")})
    assert found is not None
    assert (found.where, found.recomputed) == ("gap x", ABSENT)


def test_another_order_of_ids_is_one_difference():
    found = verification({"gaps": ids("b", "a")}, {"gaps": ids("a", "b")})
    assert found.first is not None
    assert (found.first.stored, found.first.recomputed) == (["b", "a"], ["a", "b"])


def test_an_id_that_comes_twice_is_a_difference():
    found = first_difference({"gaps": ids("a", "a")}, {"gaps": ids("a")})
    assert found is not None
    assert found.path == ("gaps", 1)


def test_the_same_id_in_two_questionnaires_is_two_things():
    both = [{"questionnaire": q, "id": "a", "rank": n} for n, q in enumerate("xy")]
    assert first_difference({"gaps": both}, {"gaps": both}) is None
    assert first_difference({"gaps": both[:1]}, {"gaps": both}) is not None


def test_the_cause_is_named_before_what_follows_from_it():
    """Changed answers: their digest stands last in the document and is named first."""
    stored = edited((*MODEL, "overall", "score"), 60.0)
    stored["digest"] = {**RESULT["digest"], "answers": "sha256:9"}
    found = verification(stored, RESULT)
    assert found.first is not None
    assert (found.first.block, found.first.stored) == ("answers", "sha256:9")
    assert found.follows is not None
    assert found.follows.where == "capability-model, overall: score"


def test_another_engine_and_another_definition_come_before_all():
    stored = edited(("digest", "answers"), "sha256:9")
    stored["questionnaires"] = edited((*MODEL, "hash"), "sha256:b")["questionnaires"]
    found = first_difference(stored, RESULT)
    assert found is not None
    assert found.is_definition
    found = first_difference({**stored, "engine": "2"}, RESULT)
    assert found is not None
    assert found.path == ("engine",)


def test_a_computed_number_alone_has_no_consequence():
    assert verification(edited(("mode",), "x"), RESULT).follows is None


def test_without_a_digest_there_is_no_telling_what_was_scored():
    stored = {key: value for key, value in RESULT.items() if key != "digest"}
    found = first_difference(stored, RESULT)
    assert found is not None
    assert (found.block, found.stored) == ("", ABSENT)


# Independently: printf '[60,true,"é",{"a":1,"b":null}]' | sha256sum
SHA = "c52549db18e77852ab0595c63c42c5bec486d6cb67aa093fa9ca8fe1b6423b6c"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param([60, True, "é", {"a": 1, "b": None}], id="as it is"),
        pytest.param([60.0, True, "é", {"b": None, "a": 1.0}], id="rewritten"),
    ],
)
def test_a_digest_is_that_of_the_canonical_text(value):
    assert digest(value) == f"sha256:{SHA}"


def test_a_digest_tells_truth_from_numbers():
    assert len({digest(value) for value in (True, 1, "1", None, 0, False)}) == 6


def test_half_a_surrogate_pair_has_a_digest():
    assert digest("\ud800") != digest("\ud801")
