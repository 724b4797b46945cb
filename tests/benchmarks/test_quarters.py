"""Series of releases from files: nothing adds up to fewer than five groups."""

from __future__ import annotations

import random
from datetime import date

import numpy as np
import pytest

from assessment.benchmarks.filing import Files, build
from assessment.files.errors import FileRefusedError
from tests.benchmarks import pools
from tests.benchmarks.attack import few, isolated
from tests.benchmarks.quarters import (
    DAYS,
    across,
    pools_of,
    published,
    random_series,
    releases,
)


@pytest.mark.parametrize("seed", range(60))
def test_no_combination_of_quarters_isolates_fewer_than_five_groups(seed, tmp_path):
    given, made = random_series(seed, tmp_path)
    assert isolated(published(given, made, "overall")) is None


WEIGHTS = {"leadership": 2, "operations": 5}


def thinned(rng, rows, rare):
    """Lower the coverage of some dimensions of some records."""
    for each in rows:
        if each["dimension"] != "overall" and rng.random() < rare:
            each["coverage"] = "0.5"
    return rows


@pytest.mark.parametrize("seed", range(40))
def test_the_overall_score_and_its_parts_do_not_add_up_either(seed, tmp_path):
    rng = random.Random(seed)
    rows = next(pools_of(rng, rng.randint(20, 80)))
    given = [thinned(rng, rows, rng.choice((0.02, 0.1, 0.3)))]
    assert few(*across(given, releases(given, tmp_path), WEIGHTS)) is None


@pytest.mark.parametrize("seed", range(15))
def test_nor_do_they_over_quarters(seed, tmp_path):
    rng = random.Random(500 + seed)
    given = list(pools_of(rng, rng.randint(30, 60)))
    # A row keeps its coverage from quarter to quarter, unless it is assessed anew.
    thin = {}
    for each in (row for rows in given for row in rows):
        key = (each["organisation"], each["date"], each["dimension"])
        if each["dimension"] != "overall" and thin.setdefault(key, rng.random() < 0.1):
            each["coverage"] = "0.5"
    assert few(*across(given, releases(given, tmp_path), WEIGHTS)) is None


def row(name, score, **more):
    return {
        "organisation": name, "parent": "", "industry": "K64", "region": "ZA",
        "size": "10-49", "date": "2026-03-01", "questionnaire": "capability-model",
        "version": "1.0", "dimension": "overall", "score": str(score),
        "coverage": "1", "consent": "yes",
    } | more  # fmt: skip


def many(prefix, count, **more):
    """Return rows of groups whose scores all differ."""
    return [
        row(f"{prefix}{i}", 10 + 3 * i + len(prefix) / 10, **more) for i in range(count)
    ]


def cells(release, **wanted):
    return [
        cell
        for cell in release.cells
        if all(cell[key] == value for key, value in wanted.items())
    ]


INSURANCE = {"industry": "J61", "region": "GB", "size": "5000+"}


@pytest.mark.parametrize("left", ["no", "gone"])
def test_who_comes_back_with_the_same_record_hides_nobody(left, tmp_path):
    banks, others = many("b", 5), many("o", 9, **INSURANCE)
    away = [each | {"consent": "no"} for each in banks] if left == "no" else []
    changed = [
        each | {"date": "2026-06-01", "score": "77"} if number < 5 else each
        for number, each in enumerate(others)
    ]
    joined = row("new", 50, date="2026-09-01")
    given = [banks + others, changed + away, changed + banks + [joined]]
    made = releases(given, tmp_path)
    assert cells(made[0], industry="K64")
    assert not cells(made[1], industry="K64")
    assert isolated(published(given, made, "overall")) is None


def test_who_moves_with_the_same_scores_hides_nobody(tmp_path):
    banks, movers = many("b", 6), many("m", 5, **INSURANCE)
    moved = [each | {"industry": "K64", "region": "ZA"} for each in movers]
    joined = row("new", 50, date="2026-06-01")
    given = [banks + movers, banks + moved + [joined]]
    made = releases(given, tmp_path)
    assert isolated(published(given, made, "overall")) is None


def test_what_stayed_the_same_in_a_corrected_record_hides_nobody(tmp_path):
    banks, others = many("b", 5), many("o", 9, **INSURANCE)
    part = [each | {"dimension": "leadership"} for each in banks + others]
    corrected = [
        each | ({"score": "99"} if each["organisation"].startswith("b") else {})
        for each in part
    ]
    joined = [row("new", 50, date="2026-06-01")]
    joined += [joined[0] | {"dimension": "leadership"}]
    given = [banks + others + part, banks + others + corrected + joined]
    made = releases(given, tmp_path)
    assert isolated(published(given, made, "overall")) is None


def test_a_newer_record_in_place_of_the_older_is_no_withdrawal(tmp_path):
    first = many("b", 9)
    again = [first[0] | {"date": "2026-06-01", "score": "88"}, *first[1:]]
    made = releases([first, again], tmp_path)
    assert made[1].cells
    assert [cell["since"] for cell in made[1].cells] == ["r0"] * len(made[0].cells)


def without(cell):
    return {key: value for key, value in cell.items() if key != "since"}


@pytest.mark.parametrize(("changed", "carried"), [(0, True), (4, True), (5, False)])
def test_fewer_than_five_changed_is_carried_forward_to_the_letter(
    changed, carried, tmp_path
):
    first = many("b", 9)
    later = [
        each | {"date": "2026-06-01", "score": str(80 + number)}
        if number < changed
        else each
        for number, each in enumerate(first)
    ]
    made = releases([first, later, later], tmp_path)
    assert made[0].cells
    assert (made[1].cells != made[0].cells) or not changed or not carried
    for old, new, newest in zip(*(each.cells for each in made), strict=True):
        if carried:
            assert without(new) == without(newest) == old
            assert new["since"] == newest["since"] == "r0"
        else:
            assert "since" not in new
            assert new["mean"] != old["mean"]
            assert without(newest) == new
            assert newest["since"] == "r1"


@pytest.mark.parametrize("left", ["no", "gone"])
def test_a_withdrawal_takes_the_cell_until_five_others_changed(left, tmp_path):
    first = many("b", 12) + many("o", 9, **INSURANCE)
    away = [first[0] | {"consent": "no"}] if left == "no" else []
    changed = [
        each | {"date": "2026-09-01", "score": str(60 + number)}
        if 1 <= number <= 5
        else each
        for number, each in enumerate(first)
    ][1:]
    given = [first, first[1:] + away, first[1:] + away, changed + away]
    made = releases(given, tmp_path)
    for release in made[1:3]:
        assert not cells(release, industry=None)
        assert not cells(release, industry="K")
        kept = cells(release, industry="J")
        assert [without(cell) for cell in kept] == cells(made[0], industry="J")
        assert {cell["since"] for cell in kept} == {"r0"}
    (everybody,) = cells(made[3], industry=None, region=None, size=None)
    assert (everybody["n"], "since" in everybody) == (20, False)
    mean = np.mean([float(each["score"]) for each in changed])
    assert everybody["mean"] == int(mean + 0.5)


def changed_on(rows, names, day):
    """Return rows of which some organisations have new scores."""
    return [
        each | {"date": day, "score": str(60 + number)}
        if each["organisation"] in names
        else each
        for number, each in enumerate(rows)
    ]


def everybody_in(release):
    """Return how many groups everybody is, and since which release; ``None``s if no."""
    found = cells(release, industry=None, region=None, size=None)
    return (found[0]["n"], found[0].get("since")) if found else (None, None)


def test_four_more_each_quarter_are_published_when_they_are_eight(tmp_path):
    given = [many("b", 10)]
    for day in DAYS[1:]:
        more = many(f"q{day[5:7]}", 4, date=f"{day[:8]}15")
        given.append(given[-1] + more)
    made = releases(given, tmp_path)
    assert [everybody_in(each) for each in made] == [
        (10, None), (10, "r0"), (18, None), (18, "r2"),
    ]  # fmt: skip
    assert isolated(published(given, made, "overall")) is None
    assert made[1].since == {"r0": made[0].date}
    assert [each.used_until for each in made] == [
        None, made[0].date, made[0].date, made[2].date,
    ]  # fmt: skip


def test_changes_after_a_withdrawal_add_up_over_quarters(tmp_path):
    first = many("b", 12)
    left = first[1:]
    three = changed_on(left, {"b1", "b2", "b3"}, "2026-06-15")
    six = changed_on(three, {"b4", "b5", "b6"}, "2026-09-15")
    given = [first, three, six, six]
    made = releases(given, tmp_path)
    assert [everybody_in(each) for each in made] == [
        (12, None), (None, None), (11, None), (11, "r2"),
    ]  # fmt: skip
    assert isolated(published(given, made, "overall")) is None


def test_the_same_few_that_change_again_and_again_do_not_add_up(tmp_path):
    given = [many("b", 10)]
    for day in DAYS[1:]:
        given.append(changed_on(given[-1], {"b0", "b1", "b2"}, f"{day[:8]}15"))
    made = releases(given, tmp_path)
    assert {everybody_in(each) for each in made[1:]} == {(10, "r0")}


def test_what_a_dropped_cell_used_hides_nobody_later(tmp_path):
    """The banks' cell is computed, dropped, and of no release that is still known."""
    banks, others = many("b", 6), many("o", 12, **INSURANCE)
    away = banks[1:]
    given = [banks + others, away + others, away + others,
             [*away, *others, row("new", 50, date="2026-12-01")]]  # fmt: skip
    made = releases(given, tmp_path)
    assert not cells(made[3], industry="K64")
    assert isolated(published(given, made, "overall")) is None


def test_an_older_record_that_comes_back_hides_nobody(tmp_path):
    first = many("b", 9)
    second = [each | {"date": "2026-06-15", "score": "70"} for each in first]
    given = [first, second, [*first, row("new", 50, date="2026-09-01")]]
    made = releases(given, tmp_path)
    assert everybody_in(made[1]) == (9, None)
    assert everybody_in(made[2]) == (None, None)
    assert isolated(published(given, made, "overall")) is None


def test_the_pool_of_a_correction_to_an_earlier_day_is_known_again(tmp_path):
    first = many("b", 12)
    earlier = [first[0] | {"date": "2026-02-01"}, *first[1:]]
    more = earlier + many("new", 5, date="2026-06-15")
    made = releases([first, more, more], tmp_path)
    assert everybody_in(made[1]) == (17, None)
    assert everybody_in(made[2]) == (17, "r1")


def test_carried_cells_are_dropped_when_they_are_too_old(tmp_path):
    old, later = many("b", 9), many("c", 4, date="2028-01-01")
    given = [old, old + later, old + later]
    days = ["2026-03-31", "2029-03-31", "2029-04-01"]
    made = releases(given, tmp_path, days)
    assert [bool(each.cells) for each in made] == [True, True, False]


def refused(folder, rows, **more):
    """Return why a release after r0 is refused whose pool is said to be these rows."""
    other = folder / "other.csv"
    other.write_bytes(pools.text(rows))
    given = {
        "pool": str(folder / "pool0.csv"), "name": "next", "day": date(2026, 6, 30),
        "previous": str(folder / "release0.json"), "previous_pool": str(other),
    }  # fmt: skip
    with pytest.raises(FileRefusedError) as caught:
        build(Files(**given | more))
    return caught.value.faults


def test_another_pool_than_that_of_the_previous_release_is_refused(tmp_path):
    first = many("b", 10)
    releases([first], tmp_path)
    fewer = refused(tmp_path, first[:7])
    assert fewer[0] == (
        f"{tmp_path}/other.csv:1: not the pool of this release; cell everybody,"
        " overall: n 10 in the release, 7 in the pool; give the pool it was built from"
    )
    # By hand: 10.1 + 3i has the mean 23.6, and with 90 in place of 10.1 it is 31.59.
    changed = refused(tmp_path, [first[0] | {"score": "90"}, *first[1:]])
    assert "overall: mean 24 in the release, 32 in the pool" in changed[0]
    unlike = refused(tmp_path, [each | {"dimension": "people"} for each in first])
    assert "n 10 in the release, 0 in the pool" in unlike[0]


def test_the_next_release_has_an_id_of_its_own(tmp_path):
    first = many("b", 10)
    releases([first], tmp_path)
    (fault,) = refused(tmp_path, first, name="r0")
    assert fault.startswith(f"{tmp_path}/release0.json:1: an id is given once; r0")


def test_a_later_no_in_any_row_is_a_no(tmp_path):
    part = [each | {"dimension": "leadership"} for each in many("b", 5)]
    part[0]["consent"] = "no"
    (release,) = releases([many("b", 5) + part], tmp_path)
    assert release.cells == ()


def only(name, tmp_path, *rows, day="2026-03-31"):
    """Return the entry of everybody of a release of some rows, ``None`` without."""
    (release,) = releases([list(rows)], tmp_path, [day])
    found = cells(release, industry=None, region=None, size=None, dimension=name)
    return found[0] if found else None


def test_the_latest_record_of_an_organisation_counts(tmp_path):
    old = [each | {"date": "2025-01-01", "score": "1"} for each in many("b", 9)]
    new = many("b", 9)
    late = [each | {"date": "2026-04-01", "score": "99"} for each in many("b", 9)]
    found = only("overall", tmp_path, *new, *old, *late)
    mean = np.mean([float(each["score"]) for each in new])
    assert (found["n"], found["mean"]) == (9, int(mean + 0.5))


def test_a_latest_record_that_says_no_does_not_bring_the_older_back(tmp_path):
    old = [each | {"date": "2025-01-01"} for each in many("b", 6)]
    gone = [each | {"consent": "no"} for each in many("b", 2)]
    assert only("overall", tmp_path, *old, *gone) is None


@pytest.mark.parametrize(
    ("day", "held"),
    [("2023-03-31", True), ("2023-03-30", False), ("2020-01-01", False)],
)
def test_records_older_than_36_months_do_not_count(day, held, tmp_path):
    rows = [*many("b", 4), row("last", 50, date=day)]
    assert (only("overall", tmp_path, *rows) is not None) == held


@pytest.mark.parametrize(
    ("dimension", "coverage", "held"),
    [
        ("leadership", "0.75", True),
        ("leadership", "0.7499", False),
        ("overall", "0.8", True),
        ("overall", "0.79", False),
    ],
)
def test_too_little_coverage_does_not_count(dimension, coverage, held, tmp_path):
    rows = many("b", 4, dimension=dimension)
    rows.append(row("last", 50, dimension=dimension, coverage=coverage))
    assert (only(dimension, tmp_path, *rows) is not None) == held


def test_a_group_counts_once_in_each_cell_with_its_members_there(tmp_path):
    clinics = many("c", 6, industry="Q86", region="IE")
    others = many("b", 6) + many("o", 6, **INSURANCE) + clinics
    firm = {"parent": "firm"}
    members = [
        row("x", 90, **firm), row("y", 70, **firm), row("z", 20, **firm, **INSURANCE),
    ]  # fmt: skip
    (release,) = releases([others + members], tmp_path)
    every = [float(each["score"]) for each in others]
    expected = {
        None: (19, np.mean([*every, np.mean([90, 70, 20])])),
        "K": (7, np.mean([*every[:6], np.mean([90, 70])])),
        "J": (7, np.mean([*every[6:12], 20])),
    }
    for industry, (n, mean) in expected.items():
        (found,) = cells(release, industry=industry, region=None, size=None)
        assert (found["n"], found["mean"]) == (n, int(mean + 0.5))


@pytest.mark.parametrize("units", [1, 4, 30])
def test_one_firm_alone_is_nothing_however_many_units(units, tmp_path):
    rows = many("u", units, parent="firm")
    assert only("overall", tmp_path, *rows) is None
    four = many("b", 4)
    found = only("overall", tmp_path, *rows, *four)
    firm = np.mean([float(each["score"]) for each in rows])
    mean = np.mean([firm, *(float(each["score"]) for each in four)])
    assert (found["n"], found["mean"]) == (5, int(mean + 0.5))


def test_the_continuum_is_published_in_tenths_of_a_stage(tmp_path):
    continuum = {"questionnaire": "continuum", "dimension": "position"}
    values = [0.25, 1, 1.5, 2, 2.25, 3, 3.5, 4, 4.75, 5]
    rows = [row(f"b{i}", value, **continuum) for i, value in enumerate(values)]
    found = only("position", tmp_path, *rows)
    # By hand: the sum is 27.25, so 2.725 is 2.7; type 7 gives 1.625, 2.625, 3.875.
    assert found["mean"] == 2.7
    assert found["quartiles"] == [1.6, 2.6, 3.9]
    assert [p for p, _ in found["percentiles"]] == [20, 30, 40, 50, 60, 70, 80]
