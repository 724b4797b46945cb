"""S-07, F-30: hostile YAML is refused fast, small, and with its line."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from questionnaires import yaml_source
from questionnaires.faults import Faults

BOMB = "\n".join(
    ['a0: &a0 ["x", "x"]']
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
)


def read(data: bytes):
    faults = Faults()
    node = yaml_source.parse(data, "d.yaml", faults)
    return node, [str(fault) for fault in faults.sorted()]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(BOMB, "d.yaml:1: anchors are refused; &a0 given", id="alias bomb"),
        pytest.param(
            'a: "1"\nb: &x "2"\n',
            "d.yaml:2: anchors are refused; &x given",
            id="anchor",
        ),
        pytest.param(
            "a:\n  b: !!python/object/apply:os.system ['true']\n",
            "d.yaml:2: tags are refused; 'tag:yaml.org,2002:python/object/apply",
            id="python tag",
        ),
        pytest.param("a: !x 1\n", "d.yaml:1: tags are refused; '!x' given", id="tag"),
        pytest.param(
            'a: "1"\n\na: "2"\n',
            "d.yaml:3: duplicate key; 'a' already stands on line 1; remove",
            id="duplicate key",
        ),
        pytest.param(
            'x: "1"\nno: "2"\n',
            "d.yaml:2: key is not a text; no given; put it in double quotes",
            id="key that YAML reads as false",
        ),
        pytest.param(
            '1: "2"\n', "d.yaml:1: key is not a text; 1 given", id="number key"
        ),
        pytest.param(
            '? [a, b]\n: "2"\n',
            "d.yaml:1: key is not a text; list given",
            id="list key",
        ),
        pytest.param(
            'a: "1"\n<<: {b: "2"}\n',
            "d.yaml:2: key is not a text; << given",
            id="merge",
        ),
        pytest.param(
            "a: 1:30\n", "d.yaml:1: can be read in two ways; '1:30'", id="sexagesimal"
        ),
        pytest.param(
            "a: 0x1F\n", "d.yaml:1: can be read in two ways; '0x1F'", id="hexadecimal"
        ),
        pytest.param(
            "a: 010\n", "d.yaml:1: can be read in two ways; '010'", id="octal"
        ),
        pytest.param(
            "a:\n\tb: 1\n", "d.yaml:2: tab refused; at column 1; indent", id="tab"
        ),
        pytest.param(
            "a: [" * 200, "d.yaml:1: nested too deeply; over 20 levels", id="depth 200"
        ),
        pytest.param(
            "[" * 100_000, "d.yaml:1: nested too deeply; over 20", id="depth 100,000"
        ),
        pytest.param(
            'a: "1"\n---\nb: "2"\n', "d.yaml:2: second document refused", id="two"
        ),
        pytest.param("", "d.yaml:1: file is empty; nothing given", id="empty"),
        pytest.param("# only words\n", "d.yaml:1: file is empty", id="only a comment"),
        pytest.param(
            'a: "open\nb: 1\n',
            "d.yaml:3: not valid YAML; found unexpected",
            id="syntax",
        ),
        pytest.param(
            'a: "x\\0y"\n', "d.yaml:1: NUL refused; \\0 given; remove it", id="NUL"
        ),
        pytest.param(
            "a: b\x00c\n", "d.yaml:1: control character refused; U+0000", id="raw NUL"
        ),
        pytest.param(
            "a: b\u2028c\n", "d.yaml:1: control character refused; U+2028", id="U+2028"
        ),
    ],
)
def test_s07_hostile_yaml_is_refused_with_its_line(text, message):
    started = time.perf_counter()
    _, faults = read(text.encode())
    assert time.perf_counter() - started < 1
    assert faults[0].startswith(message)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"\xef\xbb\xbfa: 1\n", "starts with a byte order mark", id="BOM"),
        pytest.param("a: 1\n".encode("utf-16"), "UTF-16 was given", id="UTF-16"),
        pytest.param(
            b"a: 1\nb: \xff\n", "d.yaml:2: not UTF-8; byte 0xff given", id="not UTF-8"
        ),
        pytest.param(
            b'a: "' + b"x" * 2 * 1024 * 1024 + b'"',
            "file is too large; 2097157 bytes given, 1048576 allowed",
            id="2 MiB",
        ),
    ],
)
def test_s07_hostile_bytes_are_refused(data, message):
    node, faults = read(data)
    assert node is None
    assert len(faults) == 1
    assert message in faults[0]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BOMB, id="alias bomb"),
        pytest.param("- !!python/name:os.system x\n" * 30_000, id="many faults"),
        pytest.param("[" * 1_000_000, id="a million brackets"),
        pytest.param("a: " + "9" * 1_000_000, id="a million digits"),
        pytest.param('"' + "k" * 1_000_000 + '": 1\nno: 1', id="a huge key"),
        pytest.param("{" * 500_000 + "}" * 500_000, id="braces"),
        pytest.param("\t\n" * 500_000, id="half a million tabs"),
    ],
)
def test_s07_refusal_takes_under_a_second_and_50_megabytes(text):
    data = text.encode()
    tracemalloc.start()
    try:
        faults = Faults()
        yaml_source.parse(data, "d.yaml", faults)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 50 * 1024 * 1024
    assert len(faults.found) <= yaml_source.MAX_FAULTS
    started = time.perf_counter()
    yaml_source.parse(data, "d.yaml", Faults())
    assert time.perf_counter() - started < 1


def test_reading_that_is_given_up_says_so_in_the_last_line():
    _, faults = read(b"- !x 1\n" * 1000)
    assert len(faults) == yaml_source.MAX_FAULTS + 1
    assert faults[-1].startswith("d.yaml:200: not read any further; 200 faults listed")


def test_tabs_and_control_characters_do_not_end_the_reading():
    node, faults = read(b'a:\t"1"\nb: "\x07"\nb: "2"\n---\nc: 1\n')
    assert [fault.split(";")[0] for fault in faults] == [
        "d.yaml:1: tab refused",
        "d.yaml:2: control character refused",
        "d.yaml:3: duplicate key",
        "d.yaml:4: second document refused",
    ]
    assert node.plain() == {"a": "1", "b": " "}


def test_all_faults_of_a_document_are_found_at_once():
    _, faults = read(b'a: !x "1"\nb: "2"\nb: "3"\nno: 1\n')
    assert [fault.split(":")[1] for fault in faults] == ["1", "3", "4"]


def test_values_keep_their_type_and_line():
    node, faults = read(
        b'a: "no"\nb:\n  - 1\n  - 2.5\n  - true\n  - ~\nc: 2026-11-21\n'
    )
    assert faults == []
    assert node.plain() == {"a": "no", "b": [1, 2.5, True, None], "c": "2026-11-21"}
    assert node.value["b"].key_line == 2
    assert node.value["b"].value[1].line == 4


def test_a_missing_file_is_a_fault(tmp_path):
    faults = Faults()
    assert yaml_source.read(tmp_path / "none.yaml", faults) is None
    assert "cannot be read; No such file or directory" in str(faults.found[0])
