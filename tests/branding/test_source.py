"""``brand.yaml``: everything taken, or every fault told with its line."""

from __future__ import annotations

import pytest

from assessment.branding import source
from assessment.files.errors import FileRefusedError
from tests.branding.pictures import picture

KNOWN = ("summary", "position", "roadmap", "method", "appendix")
WHOLE = """\
schema: "sextant/brand@1"
name: "Lantern Advisory"
contact: "hello@lantern.example"
logo: "logo.png"
colours: {primary: "#7a1f1f", secondary: "#A9894D"}
confidentiality: {en: "For the board", zh-Hant: "僅供董事會參閱"}
sections: ["roadmap", "method"]
texts:
  after-cover:
    en: |
      Dear {{ organisation }},

      thank you.
    zh-Hans: "谢谢。"
"""


@pytest.fixture
def write(tmp_path):
    (tmp_path / "logo.png").write_bytes(picture())

    def put(text):
        path = tmp_path / "brand.yaml"
        path.write_text(text, "utf-8")
        return path

    return put


def faults(path):
    with pytest.raises(FileRefusedError) as refused:
        source.read(path, KNOWN)
    return [fault.removeprefix(f"{path}:") for fault in refused.value.faults]


def test_a_whole_file_becomes_a_brand(write):
    brand = source.read(write(WHOLE), KNOWN)
    assert brand.name == "Lantern Advisory"
    assert (brand.primary, brand.secondary) == ("#7A1F1F", "#A9894D")
    assert brand.logo.kind == "png"
    assert brand.sections == ("roadmap", "method")
    assert brand.foot("zh-Hant") == ("僅供董事會參閱", "zh-Hant")
    assert brand.foot("zh-Hans") == ("For the board", "en")
    assert brand.block("after-cover", "zh-Hant").language == "en"
    assert brand.block("after-cover", "zh-Hans").text == "谢谢。"
    assert brand.block("closing", "en") is None


def test_a_file_that_says_nothing_is_the_houses_look(write):
    assert source.read(write('schema: "sextant/brand@1"\n'), KNOWN) == source.Brand()


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        pytest.param('name: "A\\nB"', 2, "several lines", id="two lines"),
        pytest.param('name: "' + "x" * 201 + '"', 2, "201 characters", id="long"),
        pytest.param('name: "a\\u0007"', 2, "U+0007", id="control"),
        pytest.param("name: 3", 2, "must be a text", id="number"),
        pytest.param(
            "colours:\n  primary: #777777",
            3,
            "nothing given",
            id="a comment by mistake",
        ),
        pytest.param('colours:\n  primary: "#777777"', 3, "4.12:1", id="pale"),
        pytest.param(
            'colours: {third: "#000000"}', 2, "unknown key", id="third colour"
        ),
        pytest.param('logo: "none.png"', 2, "cannot be read", id="no such logo"),
        pytest.param('logo: "../up.png"', 2, "not a file beside", id="S-11 above"),
        pytest.param('logo: "/etc/passwd"', 2, "not a file beside", id="S-06 absolute"),
        pytest.param(
            'logo: "file:///etc/passwd"', 2, "not a file beside", id="S-06 file"
        ),
        pytest.param('logo: "http://169.254.169.254/"', 2, "beside", id="S-06 address"),
        pytest.param('logo: "brand.yaml"', 2, "neither a PNG", id="no picture"),
        pytest.param(
            'sections: ["method", "cover"]', 2, "'cover'", id="unknown section"
        ),
        pytest.param(
            'sections: ["method", "method"]', 2, "twice", id="doubled section"
        ),
        pytest.param('sections: ["roadmap"]', 2, "method is missing", id="no method"),
        pytest.param('texts: {somewhere: {en: "x"}}', 2, "unknown key", id="place"),
        pytest.param(
            'texts:\n  closing: {zh-Hans: "谢谢"}', 3, "English", id="English"
        ),
        pytest.param('texts: {closing: {en: "{{ config }}"}}', 2, "config", id="S-03"),
        pytest.param('texts: {closing: {fr: "x"}}', 2, "unknown key", id="French"),
        pytest.param('fonts: "x"', 2, "unknown key", id="key"),
        pytest.param("name: &a x\ncontact: *a", 3, "aliases are refused", id="S-07"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_do(write, written, line, said):
    found = faults(write(f'schema: "sextant/brand@1"\n{written}\n'))
    assert any(f.startswith(f"{line}: ") and said.strip("'") in f for f in found), found
    assert all(fault.count(";") >= 1 for fault in found)


def test_all_faults_are_told_at_once(write):
    found = faults(write('schema: "x"\nname: 3\ncolours: {primary: "red"}\n'))
    assert [fault.split(":")[0] for fault in found] == ["1", "2", "3"]


def test_a_link_out_of_the_folder_is_not_followed(write, tmp_path):
    path = write('schema: "sextant/brand@1"\nlogo: "link.png"\n')
    outside = tmp_path.parent / f"{tmp_path.name}-outside.png"
    outside.write_bytes(picture())
    (tmp_path / "link.png").symlink_to(outside)
    (fault,) = faults(path)
    assert "not a file beside" in fault
