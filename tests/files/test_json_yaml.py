"""JSON and YAML: strict, with the line of every fault; what is written reads back."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import files
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
    assert value.startswith("a.json:7: first.care.level does not take this value; giv")
    assert question.startswith("a.json:8: question is not known; 'first.none' given")
    assert date.startswith("a.json:10: date is not a date; 'soon' given")


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
    assert number.startswith("a.yaml:7: first.care.level does not take this value")
    assert [fault.split(";")[0] for fault in last] == [
        "a.yaml:8: answered twice",
        "a.yaml:8: value is missing",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"answers": [],\n "answers": []}', "a.json:2: duplicate key; 'answers' alr"),
        ('{"a": {"b": 1, "b": 2}}', "a.json:1: duplicate key; 'b' already stands"),
        ('{"a": 1,\n"b": NaN}', "a.json:2: not a usable number; 'NaN' given"),
        ('{"a":\n-Infinity}', "a.json:2: not a usable number; '-Infinity' given"),
        ('{"a": 1e999}', "a.json:1: not a usable number; '1e999' given"),
        ('{"a": ' + "9" * 5000 + "}", "a.json:1: not a usable number; '999"),
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


def test_every_duplicate_and_every_nan_is_listed():
    assert len(refused('{"a": NaN,\n"b": 1,\n"b": Infinity,\n"a": 2}')) == 4


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "big5"])
def test_f39_json_in_another_encoding_is_refused(encoding):
    faults = refused('{"organisation": {"name": "客戶銀行"}}'.encode(encoding))
    assert "save the file as UTF-8" in faults[0]


def test_byte_order_mark_of_json_is_passed_over():
    data = json.dumps({"questionnaires": ["sample"], "answers": []}).encode()
    assert files.parse(b"\xef\xbb\xbf" + data, "a.json").answers == ()


def test_s07_hostile_yaml_is_refused_as_in_definitions():
    assert "aliases are refused" in refused("a: &a 1\nb: *a\n", "a.yaml")[-1]
    assert "duplicate key" in refused('mode: "self"\nmode: "self"\n', "a.yml")[0]


def test_unquoted_yaml_words_are_no_texts():
    text = 'questionnaires: ["sample"]\nanswers: []\norganisation: {name: no}\n'
    assert refused(text, "a.yaml")[0].startswith("a.yaml:3: name must be a text; False")


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
