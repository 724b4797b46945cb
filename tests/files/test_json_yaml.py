"""JSON and YAML: strict, with the line of every fault; what is written reads back."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import files
from assessment.files import places
from questionnaires import yaml_source
from scoring.answers import EVIDENCE, NA_REASONS

KEYS = [
    "schema", "organisation", "date", "mode", "questionnaires", "invited", "units",
    "targets", "accepted", "answers", "consensus", "question", "value", "id", "name",
    "continuum", "weight", "respondent", "reason",
]  # fmt: skip
LINES = """\
{
  "questionnaires": ["sample@1.0"],
  "answers": [
    {"question": "first.care.level", "value": 3},
    {"question": "first.care.level",
     "respondent": "r2",
     "value": 6},
    {"question": "first.none", "value": 1}
  ],
  "date": "soon"
}
"""


def refused(data, name="a.json"):
    with pytest.raises(files.FileRefusedError) as caught:
        files.parse(data if isinstance(data, bytes) else data.encode(), name)
    return caught.value.faults


def faults_of(document):
    try:
        files.from_json(document, "d")
    except files.FileRefusedError as refusal:
        return refusal.faults
    return []


def test_faults_of_json_name_the_line_of_the_value():
    value, question, date = refused(LINES)
    assert value.startswith(
        "a.json:7: answers[1].value: first.care.level does not take this value; given 6"
    )
    assert question.startswith(
        "a.json:8: answers[2].question: question is not known; 'first.none' given"
    )
    assert date.startswith("a.json:10: date: date is not a date; 'soon' given")


def test_faults_of_yaml_name_the_line_of_the_value():
    text = (
        'questionnaires: ["sample"]\n'
        "answers:\n"
        '  - question: "first.care.level"\n'
        "    value: 3\n"
        '  - question: "first.care.level"\n'
        '    respondent: "r2"\n'
        '    value: "3"\n'
        '  - question: "first.care.level"\n'
    )
    number, *last = sorted(refused(text, "a.yaml"))
    assert number.startswith(
        "a.yaml:7: answers[1].value: first.care.level does not take this value"
    )
    assert [fault.split(";")[0] for fault in last] == [
        "a.yaml:8: answers[2].question: answered twice by r1",
        "a.yaml:8: answers[2]: value is missing",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            '{"answers": [],\n "answers": []}',
            "a.json:2: answers: duplicate key; 'answers' ",
        ),
        ('{"a": {"b": 1, "b": 2}}', "a.json:1: a.b: duplicate key; 'b' already"),
        ('{"a": 1,\n"b": NaN}', "a.json:2: b: not a usable number; 'NaN' given"),
        ('{"a":\n-Infinity}', "a.json:2: a: not a usable number; '-Infinity' giv"),
        ('{"a": 1e999}', "a.json:1: a: not a usable number; '1e999' given"),
        ('{"a": ' + "9" * 5000 + "}", "a.json:1: a: not a usable number; '999"),
        ('{"a": 1,\n}', "a.json:2: not valid JSON; "),
        ('{"a": 1, "a": NaN,\n', "a.json:2: not valid JSON; "),
        ('{"a": "tab\there"}', "a.json:1: not valid JSON; Invalid control character"),
        ("{'a': 1}", "a.json:1: not valid JSON; "),
        ("", "a.json:1: not valid JSON; "),
        ("[" * 100_000, "a.json:1: nested too deeply; 100000 levels given, 20"),
        ('{"a":' * 30 + "1" + "}" * 30, "a.json:1: nested too deeply; 30 levels"),
        ('{"a": "' + '\\"' * 200_000, "a.json:1: not valid JSON; "),
        ("[]", "a.json:1: must be a mapping; [] given"),
    ],
)
def test_json_that_is_not_plain_is_refused_at_once(text, fault):
    started = time.perf_counter()
    assert refused(text)[0].startswith(fault)
    assert time.perf_counter() - started < 1


NOT_PLAIN = """\
{"questionnaires": ["sample"], "mode": "guess", "answers": [
{"question": "first.care.level", "value": NaN},
{"question": "first.care.gate", "value": "f", "value": "x", "seconds": -Infinity},
{"question": "first.care.mood", "value": 7},
{"question": "first.care.practice",
 "value": {"intention": 1, "intention": 2, "reality": 3, "effect": 1e999}},
{"question": "first.care.none", "question": "first.care.size", "value": 1},
{"question": "first.care.wish", "value": 9, "value": NaN}
]}
"""


def test_what_is_not_plain_json_hides_no_other_fault():
    faults = refused(NOT_PLAIN)
    assert sorted(fault.split(";")[0] for fault in faults) == [
        "a.json:1: mode: mode is not known",
        "a.json:2: answers[0].value: not a usable number",
        "a.json:3: answers[1].seconds: not a usable number",
        "a.json:3: answers[1].value: duplicate key",
        "a.json:4: answers[2].value: first.care.mood does not take this value",
        "a.json:6: answers[3].value.effect: not a usable number",
        "a.json:6: answers[3].value.intention: duplicate key",
        "a.json:6: answers[3].value: first.care.practice does not take this value",
        "a.json:7: answers[4].question: duplicate key",
        "a.json:7: answers[4].question: question is not known",
        "a.json:8: answers[5].value: duplicate key",
        "a.json:8: answers[5].value: first.care.wish does not take this value",
        "a.json:8: answers[5].value: not a usable number",
    ]
    assert all(fault.count("; ") == 2 for fault in faults)


NOT_CLEAN = """\
questionnaires: ["sample"]
mode: "guess"
mode: "self"
answers:
  - {question: "first.care.level", value: .nan}
  - {question: "first.care.gate", value: 9,	value: 101}
  - {question: "first.care.mood", value: !x "7"}
  - {question: "first.care.size", value: "a b"}
  - {question: "first.care.words", value: "x", no: 1, seconds: 1e400}
---
answers: []
"""


def test_what_is_not_clean_yaml_hides_no_other_fault():
    faults = refused(NOT_CLEAN, "a.yaml")
    assert sorted(fault.split(";")[0] for fault in faults) == [
        "a.yaml:10: second document refused",
        "a.yaml:2: mode: mode is not known",
        "a.yaml:3: duplicate key",
        "a.yaml:5: answers[0].value: first.care.level does not take this value",
        "a.yaml:6: duplicate key",
        "a.yaml:6: tab refused",
        "a.yaml:7: answers[2].value: first.care.mood does not take this value",
        "a.yaml:7: tags are refused",
        "a.yaml:8: answers[3].value: first.care.size does not take this value",
        "a.yaml:8: control character refused",
        "a.yaml:9: answers[4].seconds: seconds is out of range",
        "a.yaml:9: key is not a text",
    ]


def test_faults_on_one_line_are_told_apart():
    rows = [{"question": "first.care.level", "value": n} for n in ("x", 1, 9)]
    text = json.dumps({"questionnaires": ["sample"], "answers": rows})
    for name in ("a.json", "a.yaml"):
        places = [fault.split(": ")[:2] for fault in refused(text, name)]
        assert places == [
            [f"{name}:1", "answers[0].value"],
            [f"{name}:1", "answers[1].question"],
            [f"{name}:1", "answers[2].question"],
            [f"{name}:1", "answers[2].value"],
        ]


def test_every_fault_is_listed_and_the_rest_counted(monkeypatch):
    monkeypatch.setattr(places, "MAX_FAULTS", 5)
    rows = [
        {"question": "first.care.level", "value": 9, "respondent": f"r{n}"}
        for n in range(12)
    ]
    data = {"questionnaires": ["sample"], "answers": rows}
    *faults, last = refused(json.dumps(data))
    assert len(faults) == 5
    assert last == (
        "a.json:1: 5 of 12 faults listed; 7 more found; mend these and read it again"
    )
    data["answers"] = rows[:5]
    assert len(refused(json.dumps(data))) == 5


def test_thousands_of_faults_are_all_listed():
    row = '{"question": "first.care.level", "value": 9, "respondent": "r%d"}'
    rows = ",".join(row % n for n in range(5_000))
    text = '{"questionnaires": ["sample"], "answers": [' + rows + "]}"
    assert len(refused(text)) == 5_000


def test_yaml_that_is_given_up_says_so_last():
    *faults, last = refused("- !x 1\n" * 300, "a.yaml")
    assert len(faults) == yaml_source.MAX_FAULTS
    assert last == (
        "a.yaml:200: not read any further; 200 faults listed, there may be more; "
        "mend these and check again"
    )


def test_long_key_is_cut_in_the_place_and_in_the_text():
    (fault,) = refused(
        '{"questionnaires": ["sample"], "answers": [], "%s": 1}' % ("k" * 9_000)
    )
    assert len(fault) < 400


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "big5"])
def test_f39_json_in_another_encoding_is_refused(encoding):
    faults = refused('{"organisation": {"name": "客戶銀行"}}'.encode(encoding))
    assert "save the file as UTF-8" in faults[0]


def test_json_in_utf_16_without_a_mark_is_refused_as_such():
    (fault,) = refused('{"answers": []}'.encode("utf-16-le"))
    assert fault == "a.json:1: not UTF-8 text; NUL given; save the file as UTF-8"


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_byte_order_mark_is_passed_over(name):
    data = json.dumps({"questionnaires": ["sample"], "answers": []}).encode()
    assert files.parse(b"\xef\xbb\xbf" + data, name).answers == ()


def test_s07_hostile_yaml_is_refused_as_in_definitions():
    faults = refused("a: &a 1\nb: *a\n", "a.yaml")
    assert faults[1].startswith("a.yaml:2: aliases are refused; *a given")
    fault = refused('mode: "self"\nmode: "self"\n', "a.yml")[0]
    assert fault.startswith("a.yml:2: duplicate key; 'mode' already stands on line 1")
    assert fault.endswith("remove the one at column 1")


def test_unquoted_yaml_words_are_no_texts():
    text = 'questionnaires: ["sample"]\nanswers: []\norganisation: {name: no}\n'
    assert refused(text, "a.yaml")[0].startswith(
        "a.yaml:3: organisation.name: name must be a text; false"
    )


@pytest.mark.parametrize("name", ["a.txt", "a", "a.xlsm", "a.ods"])
def test_unknown_kind_of_file_is_refused(name):
    assert "unknown kind of file" in refused(b"", name)[0]


def test_missing_and_huge_files_are_refused(tmp_path):
    with pytest.raises(files.FileRefusedError, match="cannot be read; No such file"):
        files.read(tmp_path / "none.json")
    big = tmp_path / "big.json"
    with big.open("wb") as stream:
        stream.truncate(files.MAX_BYTES + 1)
    with pytest.raises(files.FileRefusedError, match="file is too large"):
        files.read(big)


def test_large_sound_file_is_read_in_seconds():
    rows = [
        {"question": "first.care.level", "value": n % 6, "respondent": f"r{n}"}
        for n in range(50_000)
    ]
    data = json.dumps({"questionnaires": ["sample"], "answers": rows}).encode()
    started = time.perf_counter()
    assert len(files.parse(data, "a.json").answers) == 50_000
    assert time.perf_counter() - started < 10


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
                max_size=20)  # fmt: skip
names = words.filter(bool)
percent = st.integers(0, 100)
letci = st.fixed_dictionaries(
    dict.fromkeys(("level", "trend", "comparison", "relevance"), percent)
)
values = {
    "level": st.integers(0, 5),
    "gate": st.sampled_from("nplf") | percent,
    "outcome": letci,
    "mood": st.sampled_from(["0", "1", 0, 1]),
    "size": st.floats(allow_nan=False, allow_infinity=False),
    "words": words,
}


@st.composite
def answers(draw):
    name = draw(st.sampled_from(sorted(values)))
    found = {"question": f"first.care.{name}", "respondent": draw(names)}
    blank = st.sampled_from([None, "dk", "na"])
    found["value"] = draw(blank | values[name])
    if found["value"] == "na":
        found["reason"] = draw(st.sampled_from(NA_REASONS))
    optional = {
        "role": names,
        "evidence": st.sampled_from(EVIDENCE),
        "importance": st.floats(1, 5),
        "comment": words,
        "seconds": st.floats(0, 1e6),
        "questionnaire": st.just("sample"),
    }
    for key, strategy in optional.items():
        if draw(st.booleans()):
            found[key] = draw(strategy)
    return found


documents = st.fixed_dictionaries(
    {
        "questionnaires": st.just(["sample@1.0"]),
        "answers": st.lists(
            answers(), max_size=5, unique_by=lambda a: (a["question"], a["respondent"])
        ),
    },
    optional={
        "mode": st.sampled_from(["self", "assessed"]),
        "date": st.dates().map(str),
        "organisation": st.fixed_dictionaries({}, optional={"name": words}),
        "invited": st.dictionaries(names, st.integers(0, 99), max_size=3),
        "targets": st.fixed_dictionaries({}, optional={"first": st.floats(0, 100)}),
        "accepted": st.lists(
            st.fixed_dictionaries(
                {"question": st.just("first.care.level"), "by": words}
            ),
            max_size=1,
        ),
    },
)


@settings(max_examples=60, deadline=None)
@given(documents)
def test_what_is_written_reads_back_equal(document):
    data = files.from_json(document, "d")
    written = json.dumps(files.to_json(data), allow_nan=False)
    assert files.parse(written.encode(), "d.json") == data


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5) | st.sampled_from(KEYS), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), anything) | anything)
def test_whatever_is_given_is_taken_or_refused_in_printable_lines(document):
    assert all(fault.isprintable() for fault in faults_of(document))
