"""``sextant benchmark``: a pool file to a release, and an assessment beside it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from assessment.benchmarks import document, signing
from assessment.cli import main
from questionnaires import loader
from tests.benchmarks import pools

PEERS = [35, 40, 40, 42, 45, 50, 55, 60, 62, 70]
"""The worked peers of the method's paragraph on benchmarks."""


def run(*args):
    return CliRunner().invoke(main, ["benchmark", *(str(arg) for arg in args)])


def peers(dimension="leadership", **more):
    return [
        {
            "organisation": f"o{i}", "parent": "", "industry": "K64", "region": "ZA",
            "size": "250-999", "date": "2026-03-01", "coverage": "1",
            "questionnaire": "capability-model", "version": "1.0",
            "dimension": dimension, "score": str(score), "consent": "yes",
        } | more
        for i, score in enumerate(PEERS)
    ]  # fmt: skip


@pytest.fixture
def pool(tmp_path):
    path = tmp_path / "pool.csv"
    path.write_bytes(pools.text(peers() + peers("overall")))
    return path


@pytest.fixture
def release(pool, tmp_path):
    path = tmp_path / "release.json"
    assert run("build", pool, "-o", path).exit_code == 0
    return path


def assessment(path, level=3, key="capability-model@1.0", **organisation):
    """Write an assessment whose every rubric question of leadership has one level."""
    questionnaire = loader.load(*key.split("@"))
    leadership = next(iter(questionnaire.dimensions))
    profile = {"industry": "K64", "region": "ZA", "size": "250-999"}
    path.write_text(
        json.dumps(
            {
                "organisation": {"name": "Ours"} | profile | organisation,
                "questionnaires": [key],
                "answers": [
                    {"question": question.id, "value": level}
                    for question in leadership.questions()
                    if question.weight is not None
                ],
            }
        )
    )
    return path


def key_file(path, key):
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def refused(result, *parts):
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for part in parts:
        assert part in result.stderr


def test_build_writes_a_release_to_the_letter_of_the_contract(pool, tmp_path):
    path = tmp_path / "r.json"
    result = run("build", pool, "-o", path, "--id", "q1", "--date", "2026-03-31")
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    found = json.loads(path.read_text())
    assert {
        key: found[key]
        for key in ("schema", "id", "date", "questionnaire", "version", "signature")
    } == {
        "schema": "sextant/release@1", "id": "q1", "date": "2026-03-31",
        "questionnaire": "capability-model", "version": "1.0", "signature": None,
    }  # fmt: skip
    assert found["thresholds"]["groups"] == 5
    assert found["cells"][0] == {
        "industry": None, "region": None, "size": None, "dimension": "leadership",
        "n": 10, "mean": 50, "quartiles": [41, 48, 59],
        "percentiles": [[20, 40], [30, 41], [40, 44], [50, 48], [60, 52], [70, 57],
                        [80, 60]],
        "histogram": None,
    }  # fmt: skip
    # Everybody, two industries, two regions, each with each, and section by size.
    assert len(found["cells"]) == 2 * 10


def test_defaults_of_id_and_date(release):
    found = json.loads(release.read_text())
    assert found["id"] == "capability-model-2026-03-01"
    assert found["date"] == "2026-03-01"


def test_the_same_pool_gives_the_same_bytes(pool, release, tmp_path):
    shuffled = tmp_path / "other.csv"
    rows = peers() + peers("overall")
    shuffled.write_bytes(pools.text(rows[::-1]))
    for given in (pool, shuffled):
        again = tmp_path / "again.json"
        assert run("build", given, "-o", again).exit_code == 0
        assert again.read_bytes() == release.read_bytes()


def test_compare_json_to_the_letter_of_the_contract(release, tmp_path):
    ours = assessment(tmp_path / "a.json")
    result = run("compare", ours, "--release", release, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert list(found) == ["schema", "release", "date", "dimensions"]
    assert found["schema"] == "sextant/comparison@1"
    assert found["release"] == "capability-model-2026-03-01"
    assert found["date"] == "2026-03-01"
    (leadership,) = [d for d in found["dimensions"] if d["dimension"] == "leadership"]
    # All at level 3 are 60 points, the upper end of the points: the 80th percentile.
    low, high = leadership.pop("interval")
    assert leadership == {
        "dimension": "leadership", "score": pytest.approx(60),
        "cell": {"industry": "K64", "region": "ZA"}, "n": 10, "rung": 1,
        "refused": [], "percentile": pytest.approx(80), "quartile": 1,
        "distinguishable": False,
    }  # fmt: skip
    # Wilson of 8 in 10.
    assert (low, high) == (
        pytest.approx(49.02, abs=0.01),
        pytest.approx(94.33, abs=0.01),
    )


@pytest.mark.parametrize(("level", "percentile"), [(1, "<20"), (2, 20.0), (4, ">80")])
def test_compare_gives_a_bound_beyond_the_points(level, percentile, release, tmp_path):
    ours = assessment(tmp_path / "a.json", level)
    found = json.loads(run("compare", ours, "--release", release, "--json").stdout)
    (leadership,) = [d for d in found["dimensions"] if d["dimension"] == "leadership"]
    assert leadership["percentile"] == percentile


def test_compare_as_a_member_leaves_it_out(release, tmp_path):
    ours = assessment(tmp_path / "a.json")
    result = run("compare", ours, "--release", release, "--member", "--json")
    (leadership,) = [
        d for d in json.loads(result.stdout)["dimensions"]
        if d["dimension"] == "leadership"
    ]  # fmt: skip
    # Nine others are too few for percentiles and enough for a quartile.
    assert (leadership["n"], leadership["percentile"], leadership["quartile"]) == (
        9, None, 1,
    )  # fmt: skip
    assert leadership["interval"] is leadership["distinguishable"] is None


def test_compare_says_why_finer_rungs_were_refused(release, tmp_path):
    ours = assessment(tmp_path / "a.json", industry="K65", region="NA")
    found = json.loads(run("compare", ours, "--release", release, "--json").stdout)
    (leadership,) = [d for d in found["dimensions"] if d["dimension"] == "leadership"]
    assert leadership["rung"] == 4
    assert leadership["cell"] == {"industry": "K", "region": "M49:018"}
    assert [
        (each["cell"]["industry"], each["cell"]["region"], each["why"])
        for each in leadership["refused"]
    ] == [
        ("K65", "NA", "not-published"), ("K65", "M49:018", "not-published"),
        ("K", "NA", "not-published"),
    ]  # fmt: skip


def test_compare_prints_a_table_for_people(release, tmp_path):
    ours = assessment(tmp_path / "a.json")
    result = run("compare", ours, "--release", release)
    assert result.exit_code == 0
    assert result.stdout.split("\n")[0].split() == [
        "DIMENSION", "SCORE", "PEERS", "PERCENTILE", "QUARTILE",
    ]  # fmt: skip
    # Ten tell a quarter alone; the percentile is left to programs.
    row = next(line for line in result.stdout.splitlines() if "leadership" in line)
    assert row.split() == ["leadership", "60", "10,", "rung", "1", "–", "1"]


def test_compare_says_who_the_peers_are_and_what_they_tell(release, tmp_path):
    ours = assessment(tmp_path / "a.json", industry="K65", region="NA")
    said = run("compare", ours, "--release", release).stdout
    assert "capability-model-2026-03-01 of 1 March 2026" in said
    assert "unsigned" in said
    assert "synthetic" not in said
    # Which group, how many, and why no closer one.
    assert "Compared with 10 organisations of the same sector in nearby reg" in said
    assert "Southern Africa" in said
    assert "Closer groups are not published" in said
    assert "with so few, only the quarter is told" in said
    assert "    leadership: That is not distinguishable from the median." in said


def test_compare_says_the_interval_of_many_peers(tmp_path):
    """Of thirty, 24 lie at 60 or below; the Wilson interval of it is 62.7 to 90.5."""
    many, path = tmp_path / "many.csv", tmp_path / "many.json"
    rows = [
        row | {"organisation": f"{row['organisation']}.{n}"}
        for n in range(3)
        for row in peers()
    ]
    many.write_bytes(pools.text(rows))
    assert run("build", many, "-o", path).exit_code == 0
    ours = assessment(tmp_path / "a.json")
    said = run("compare", ours, "--release", path).stdout
    found = json.loads(run("compare", ours, "--release", path, "--json").stdout)
    (leadership,) = [d for d in found["dimensions"] if d["dimension"] == "leadership"]
    low, high = (round(end) for end in leadership["interval"])
    assert "leadership  60     30, rung 1  80" in said
    assert "leadership: The score of 60 is higher than about 80 in 100" in said
    assert f"(95% interval {low}–{high})" in said
    assert (low, high) == (63, 90)
    inside = run("compare", ours, "--release", path, "--member").stdout
    assert "Compared with 29 " in inside


def test_compare_marks_generated_peers(release, tmp_path):
    made = tmp_path / "made.json"
    plain = json.loads(release.read_text())
    made.write_text(json.dumps(plain | {"synthetic": True}))
    said = run("compare", assessment(tmp_path / "a.json"), "--release", made).stdout
    assert "These peers are synthetic" in said


BARS = [{"from": 0, "to": 50, "n": 12}, {"from": 50, "to": 100, "n": 12}]


def _bars(*counts):
    return [bar | {"n": count} for bar, count in zip(BARS, counts, strict=True)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"quartiles": [48, 41, 59]}, "quartiles do not rise", id="falls"),
        pytest.param({"n": 7}, "quartiles of fewer groups", id="too few"),
        pytest.param(
            {"percentiles": [[10, 30], [50, 48]]}, "percentile points with", id="tail"
        ),
        pytest.param(
            {"n": 24, "histogram": _bars(-3, 27)}, "a bar counts no groups", id="minus"
        ),
        pytest.param(
            {"n": 24, "histogram": _bars(12, 13)}, "bars of 25 groups", id="sum"
        ),
        pytest.param(
            {"n": 24, "histogram": _bars(2, 22)}, "a bar of fewer groups", id="small"
        ),
        pytest.param(
            {"n": 24, "histogram": _bars(12, 12)[::-1]}, "bars do not rise", id="order"
        ),
        pytest.param({"region": "x y"}, "no region", id="region"),
    ],
)
def test_a_release_that_says_what_none_may_is_refused_everywhere(
    changes, said, pool, release, tmp_path
):
    bad, out = tmp_path / "bad.json", tmp_path / "out.json"
    plain = json.loads(release.read_text())
    plain["cells"][0] |= changes
    bad.write_text(json.dumps(plain))
    line = f"{bad}:1: not a release; cell 1: {said}"
    refused(run("compare", assessment(tmp_path / "a.json"), "--release", bad), line)
    before = ("--previous", bad, "--previous-pool", pool)
    refused(run("build", pool, "-o", out, "--date", "2026-06-30", *before), line)
    assert not out.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda plain: plain["cells"].append(plain["cells"][0]), "a cell is there"),
        (lambda plain: plain["thresholds"].pop("bin"), "its thresholds are none"),
        (lambda plain: plain["thresholds"].update(groups=4), "its thresholds are none"),
        (lambda plain: plain.update(id="a b"), "not an id: 'a b'"),
        (lambda plain: plain.update(synthetic="yes"), "true or false was expected"),
    ],
)
def test_a_release_that_is_none_as_a_whole_is_refused(change, said, release, tmp_path):
    bad = tmp_path / "bad.json"
    plain = json.loads(release.read_text())
    change(plain)
    bad.write_text(json.dumps(plain))
    result = run("compare", assessment(tmp_path / "a.json"), "--release", bad)
    refused(result, f"{bad}:1: not a release; {said}")


def test_bars_that_are_in_order_pass(release, tmp_path):
    good = tmp_path / "good.json"
    plain = json.loads(release.read_text())
    plain["cells"][0] |= {"n": 24, "histogram": _bars(3, 21)}
    good.write_text(json.dumps(plain))
    result = run("compare", assessment(tmp_path / "a.json"), "--release", good)
    assert result.exit_code == 0, result.output


def test_compare_without_any_peers_says_none(pool, tmp_path):
    few = tmp_path / "few.csv"
    few.write_bytes(pools.text(peers()[:4]))
    path = tmp_path / "few.json"
    assert run("build", few, "-o", path).exit_code == 0
    assert json.loads(path.read_text())["cells"] == []
    result = run("compare", assessment(tmp_path / "a.json"), "--release", path)
    assert result.exit_code == 0
    assert "leadership  60     none" in result.stdout
    assert "No group holds five others or more (<5): " in result.stdout


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("score", "101", "out of range; '101' given; write a number from 0 to 100"),
        ("score", "NaN", "out of range"),
        ("score", "", "value is missing"),
        ("coverage", "1.2", "from 0 to 1"),
        ("consent", "maybe", "write yes or no"),
        ("consent", "", "value is missing"),
        ("industry", "Z99", "write an ISIC Rev. 4 code"),
        ("region", "Mars", "write an ISO 3166 code"),
        ("size", "big", "write one of"),
        ("date", "31.3.2026", "write it as 2026-11-21"),
        ("date", "2026-02-30", "not a day"),
        ("questionnaire", "Capability Model", "write a published one"),
        ("organisation", "", "value is missing"),
    ],
)
def test_a_bad_cell_is_refused_with_its_row(column, value, said, tmp_path):
    rows = peers()
    rows[3] |= {column: value}
    letter = "ABCDEFGHIJKL"[pools.COLUMNS.index(column)]
    bad = tmp_path / "bad.csv"
    bad.write_bytes(pools.text(rows))
    out = tmp_path / "r.json"
    result = run("build", bad, "-o", out)
    refused(result, f"{bad}: row 5, column {letter} ({column}): ", said)
    assert len(result.stderr.splitlines()) == 1
    assert not out.exists()


def test_all_faults_are_listed_and_nothing_is_overwritten(tmp_path):
    rows = peers()
    rows[0] |= {"score": "-1"}
    rows[2] |= {"consent": "YES", "region": "XX"}
    bad, out = tmp_path / "bad.csv", tmp_path / "r.json"
    bad.write_bytes(pools.text(rows))
    out.write_text("kept")
    result = run("build", bad, "-o", out)
    refused(result, "row 2, column J (score)", "row 4, column D (region)")
    assert "row 4, column L (consent)" in result.stderr
    assert out.read_text() == "kept"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "row 1"),
        (b"organisation,score\no,1\n", "row 1: column is missing"),
        (b"\xff\xfe\x00\xd8", ""),
        (pools.text([]), "no rows given"),
        (
            pools.text([*peers(), peers()[0]]),
            "row 12, column I (dimension): given twice",
        ),
        (
            pools.text([*peers(), peers("overall")[0] | {"region": "GB"}]),
            "row 12, column A (organisation): profile differs",
        ),
    ],
)
def test_a_file_that_is_no_pool_is_refused(data, said, tmp_path):
    bad, out = tmp_path / "bad.csv", tmp_path / "r.json"
    bad.write_bytes(data)
    refused(run("build", bad, "-o", out), str(bad), said)
    assert not out.exists()


def test_a_column_that_comes_twice_is_refused(tmp_path):
    bad, out = tmp_path / "bad.csv", tmp_path / "r.json"
    head, *lines = pools.text(peers()).decode().splitlines()
    twice = [f"{head}, Consent", *(f"{line},no" for line in lines)]
    bad.write_text("\n".join(twice))
    refused(
        run("build", bad, "-o", out),
        f"{bad}: row 1: column comes twice; 2 of consent given; keep one",
    )
    assert not out.exists()


def test_a_missing_file_is_refused(tmp_path):
    missing, out = tmp_path / "none.csv", tmp_path / "r.json"
    refused(run("build", missing, "-o", out), str(missing))
    assert not out.exists()


def test_two_questionnaires_in_a_pool_need_a_name(tmp_path):
    both, out = tmp_path / "both.csv", tmp_path / "r.json"
    stages = peers("position", questionnaire="continuum", score="2.5")
    both.write_bytes(pools.text(peers() + stages))
    refused(
        run("build", both, "-o", out),
        "capability-model@1.0, continuum@1.0 given; name one of them with"
        " --questionnaire",
    )
    assert not out.exists()
    for name in ("continuum", "continuum@1.0"):
        assert run("build", both, "-o", out, "--questionnaire", name).exit_code == 0
        found = json.loads(out.read_text())
        assert found["questionnaire"] == "continuum"
        assert {cell["dimension"] for cell in found["cells"]} == {"position"}
        assert found["cells"][0]["mean"] == 2.5
    refused(run("build", both, "-o", out, "--questionnaire", "other"), "not one")


def test_a_release_and_its_pool_belong_together(pool, release, tmp_path):
    out = tmp_path / "next.json"
    for given in (("--previous", release), ("--previous-pool", pool)):
        result = run("build", pool, "-o", out, "--date", "2026-06-30", *given)
        refused(result, "only one of two given", "give both")
    assert not out.exists()


def test_the_next_release_names_the_one_before_and_carries_on(pool, release, tmp_path):
    out = tmp_path / "next.json"
    before = ("--previous", release, "--previous-pool", pool)
    result = run("build", pool, "-o", out, "--date", "2026-06-30", *before)
    assert result.exit_code == 0, result.output
    old, new = json.loads(release.read_text()), json.loads(out.read_text())
    assert new["previous"] == old["id"]
    assert new["cells"] == [cell | {"since": old["id"]} for cell in old["cells"]]
    same_day = run("build", pool, "-o", out, "--date", "2026-03-01", *before)
    refused(same_day, "not earlier; 2026-03-01 given")
    other = tmp_path / "continuum.csv"
    stages = peers("position", questionnaire="continuum", score="2", date="2026-06-01")
    other.write_bytes(pools.text(stages))
    refused(
        run("build", other, "-o", out, *before), "another questionnaire",
    )  # fmt: skip


def test_what_is_no_release_is_refused(pool, tmp_path):
    ours = assessment(tmp_path / "a.json")
    bad = tmp_path / "bad.json"
    for text in ("", "[]", "{}", '{"schema": "sextant/release@1"}', '{"a": 1, "a": 2}'):
        bad.write_text(text)
        refused(run("compare", ours, "--release", bad), str(bad))
    refused(run("compare", ours, "--release", ours), str(ours), "not a release")


@pytest.mark.parametrize(
    "changes",
    [
        {"n": "10"}, {"n": True}, {"mean": None}, {"quartiles": "x"},
        {"quartiles": [1, 2]}, {"percentiles": [[10]]}, {"percentiles": [["a", 1]]},
        {"percentiles": [[50, 40], [20, 50]]}, {"percentiles": {}}, {"dimension": 5},
        {"industry": 7}, {"histogram": [{"from": 0}]}, {"n": 4},
    ],
)  # fmt: skip
def test_a_release_with_a_cell_that_is_none_is_refused(changes, release, tmp_path):
    bad = tmp_path / "bad.json"
    given = json.loads(release.read_text())
    given["cells"][0] |= changes
    bad.write_text(json.dumps(given))
    ours = assessment(tmp_path / "a.json")
    refused(run("compare", ours, "--release", bad), f"{bad}:1: not a release; ")


@pytest.mark.parametrize(
    "changes",
    [
        {"cells": {}}, {"cells": [1]}, {"date": "soon"}, {"id": 3}, {"thresholds": []},
        {"signature": "x"}, {"previous": 3}, {"previous_date": "x"},
    ],
)  # fmt: skip
def test_a_release_with_a_head_that_is_none_is_refused(changes, release, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(json.loads(release.read_text()) | changes))
    ours = assessment(tmp_path / "a.json")
    refused(run("compare", ours, "--release", bad), f"{bad}:1: ")


def test_an_assessment_of_another_questionnaire_is_refused(release, tmp_path):
    other = tmp_path / "a.json"
    continuum = loader.load("continuum")
    question = next(iter(next(iter(continuum.dimensions)).questions()))
    other.write_text(
        json.dumps(
            {
                "questionnaires": ["continuum@1.0"],
                "answers": [{"question": question.id, "value": "f"}],
            }
        )
    )
    refused(
        run("compare", other, "--release", release),
        "continuum@1.0 given; compare an assessment of capability-model@1.0",
    )


def test_a_signature_verifies_and_tampering_is_found(pool, release, tmp_path):
    key = key_file(tmp_path / "key.pem", ed25519.Ed25519PrivateKey.generate())
    out = tmp_path / "signed.json"
    assert run("build", pool, "-o", out, "--key", key).exit_code == 0
    signed = document.read(out.read_bytes(), "signed.json")
    assert signing.trust(signed) is signing.Trust.SIGNED
    assert signed.signature["algorithm"] == "ed25519"
    assert len(signing.fingerprint(signed)) == 39
    plain = json.loads(out.read_text()) | {"signature": None}
    assert plain == json.loads(release.read_text())

    ours = assessment(tmp_path / "a.json")
    assert run("compare", ours, "--release", out).exit_code == 0
    for old, new in (
        ('"mean": 50', '"mean": 60'),
        ("capability-model-2026-03-01", "capability-model-2026-03-02"),
        ('"groups": 5', '"groups": 6'),
        ('"algorithm": "ed25519"', '"algorithm": "none"'),
    ):
        changed = tmp_path / "changed.json"
        assert old in out.read_text()
        changed.write_text(out.read_text().replace(old, new, 1))
        found = document.read(changed.read_bytes(), "changed.json")
        assert signing.trust(found) is signing.Trust.TAMPERED
        compared = run("compare", ours, "--release", changed)
        refused(compared, f"{changed}:1: changed after it was signed")
        before = ("--previous", changed, "--previous-pool", pool)
        nothing = tmp_path / "nothing.json"
        built = run("build", pool, "-o", nothing, "--date", "2026-06-30", *before)
        refused(built, "changed after it was signed")
        assert not nothing.exists()


def test_another_key_signs_otherwise(pool, tmp_path):
    keys = set()
    for number in range(2):
        key = key_file(tmp_path / "key.pem", ed25519.Ed25519PrivateKey.generate())
        out = tmp_path / f"{number}.json"
        assert run("build", pool, "-o", out, "--key", key).exit_code == 0
        keys.add(signing.fingerprint(document.read(out.read_bytes(), "r")))
    assert len(keys) == 2


def test_an_unsigned_release_is_known_as_one(release):
    found = document.read(release.read_bytes(), "release.json")
    assert signing.trust(found) is signing.Trust.UNSIGNED
    assert signing.fingerprint(found) is None


def test_a_wrong_key_file_is_refused(pool, tmp_path):
    out, key = tmp_path / "r.json", tmp_path / "key.pem"
    key.write_text("no key")
    refused(run("build", pool, "-o", out, "--key", key), "not a private key")
    key_file(key, ec.generate_private_key(ec.SECP256R1()))
    refused(run("build", pool, "-o", out, "--key", key), "give an Ed25519 key")
    refused(run("build", pool, "-o", out, "--key", tmp_path / "none.pem"), "none.pem")
    assert not out.exists()


@pytest.mark.parametrize("name", ["", "a b", "../x", "ä", "x" * 121])
def test_an_id_that_is_none_is_refused(name, pool, tmp_path):
    out = tmp_path / "r.json"
    result = run("build", pool, "-o", out, "--id", name)
    if name:
        refused(result, "not an id")
        assert not out.exists()
    else:
        assert json.loads(out.read_text())["id"] == "capability-model-2026-03-01"


@pytest.mark.parametrize("args", [(), ("build",), ("build", "p.csv"), ("compare", "a")])
def test_wrong_usage_exits_with_2(args):
    result = run(*args)
    assert result.exit_code == 2
    assert "Usage" in result.output
