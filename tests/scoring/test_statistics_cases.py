"""Method 4.6 to 4.9: the worked figures of the statistics, function by function."""

from __future__ import annotations

from typing import Any

import pytest

from scoring import agreement as agree_
from scoring import benchmark as peers_
from scoring import carefulness as care
from scoring import outliers
from scoring.aggregate import geometric_mean
from scoring.bootstrap import bootstrap_interval
from scoring.icc import group_effect, icc_table
from scoring.krippendorff import krippendorff_alpha
from scoring.reliability import cronbach_alpha, mcdonald_omega, standardised_alpha
from scoring.result import to_json
from scoring.uncertainty import is_real_change, noise_threshold, wilson_interval
from tests.scoring.worked import FOLDER, Case, agree, inputs, load

SKEWED = {5: agree_.SLIGHT_SKEW_5, 6: agree_.SLIGHT_SKEW_6}


def agreement(*, options: int, answers: list[Any], chance: str = "uniform") -> Case:
    assert chance in ("uniform", "slight-skew"), f"unknown: {chance}"
    lowest = 6 - options
    expected = agree_.uniform_variance(options)
    if chance == "slight-skew":
        expected = agree_.null_variance(SKEWED[options])
    shared = {
        "null_variance": expected,
        "acceptable_ad": agree_.acceptable_deviation(options),
    }
    if isinstance(answers[0], list):
        questions = list(zip(*answers, strict=True))
        deviations = [agree_.deviation(levels) for levels in questions]
        return {
            **shared,
            "rwg_j": agree_.rwg_j(questions, expected),
            "rwg_star": agree_.rwg_star(questions, expected),
            "ad": sum(deviations) / len(deviations),
        }
    return {
        **shared,
        "variance": agree_.variance(answers),
        "rwg": agree_.rwg(answers, expected),
        "ad": agree_.deviation(answers),
        "ad_median": agree_.median_deviation(answers),
        "awg": agree_.awg(answers, lowest, lowest + options - 1),
    }


def icc(*, groups: Any = None, table: Any = None) -> Case:
    if table is None:
        return to_json(group_effect(groups))
    forms = to_json(icc_table(table))
    return {name: form["value"] for name, form in forms.items()}


def reliability(
    *,
    rows: Any = None,
    items: Any = None,
    ratings: Any = None,
    respondents: int | None = None,
    fewest: int | None = None,
) -> Case:
    limit = {} if fewest is None else {"fewest": fewest}
    if rows is not None:
        alpha = cronbach_alpha(rows, **limit)
        interval = alpha.interval and list(alpha.interval) if alpha else None
        return {"alpha": alpha and alpha.value, "interval": interval}
    if items is not None:
        loadings = [loading for loading, _ in items]
        products = sum(loadings) ** 2 - sum(loading**2 for loading in loadings)
        mean = products / len(items) / (len(items) - 1)
        pairs = [tuple(item) for item in items]
        return {
            "omega": mcdonald_omega(pairs, respondents, **limit),
            "standardised_alpha": standardised_alpha(mean, len(items)),
        }
    return {
        metric: krippendorff_alpha(ratings, metric, **limit)
        for metric in ("nominal", "ordinal", "interval")
    }


def uncertainty(
    *,
    successes: float = 0,
    n: int | None = None,
    change: float = 0,
    sd: float = 0,
    reliability: float = 0,
) -> Case:
    if n is not None:
        found = wilson_interval(successes, n)
        return {"wilson": found and list(found)}
    return {
        "threshold": noise_threshold(sd, reliability),
        "real": is_real_change(change, sd, reliability),
    }


def carefulness(*, answers: Any = None, scales: Any = None, rows: Any = None) -> Case:
    if answers is not None:
        asked = [value for value in answers if value is not None]
        levels = [None if value in ("na", "dk") else value for value in asked]
        valued = [level for level in levels if level is not None]
        return {"longstring": care.longstring(levels), "irv": care.irv(valued)}
    if scales is not None:
        r = care.even_odd_correlation(scales)
        return {"r": r, "even_odd": care.even_odd(scales)}
    return {
        "last": outliers.squared_distances(rows)[-1],
        "critical": outliers.critical_distance(len(rows[0])),
        "can_flag": outliers.can_flag(len(rows), len(rows[0])),
        "unusual": outliers.unusual_rows(rows),
    }


def benchmark(*, peers: Any = None, contributions: Any = None, **more: Any) -> Case:
    if peers is not None:
        return _compared(peers, **more)
    if contributions is not None:
        assert not more, f"unknown: misspelt {sorted(more)}"
        return {"dominated": peers_.is_dominated(contributions)}
    if "percentiles" in more:
        return _grouped(**more)
    return _shrunk(**more) if "n" in more else _differenced(**more)


def _compared(peers: list[float], scores: list[float]) -> Case:
    ranks = [peers_.percentile_rank(peers, score) for score in scores]
    found = peers_.quartiles(peers)
    groups = [rank if rank is None else peers_.quartile_group(rank) for rank in ranks]
    return {"ranks": ranks, "quartiles": found and list(found), "groups": groups}


def _grouped(percentiles: list[float]) -> Case:
    return {"groups": [peers_.quartile_group(value) for value in percentiles]}


def _shrunk(n: int, mean: float, parent: float) -> Case:
    return {"shrunk": peers_.shrunk_mean(mean, n, parent)}


def _differenced(whole: list[Any], part: list[Any]) -> Case:
    return {
        "remainder": peers_.remainder_mean(tuple(whole), tuple(part)),
        "safe": peers_.remainder_is_safe(whole[0], part[0]),
    }


RUNS = {
    run.__name__: run
    for run in (agreement, icc, reliability, uncertainty, carefulness, benchmark)
}
CASES = [
    pytest.param(run, case, id=f"{file}: {case['name']}")
    for file, run in RUNS.items()
    for case in load(FOLDER / f"{file}.yaml")
]


def rounded(found: Any, digits: int | None) -> Any:
    """What a source printed with few digits is compared at that many."""
    if isinstance(found, dict):
        return {key: rounded(value, digits) for key, value in found.items()}
    if isinstance(found, list):
        return [rounded(value, digits) for value in found]
    if digits is None or not isinstance(found, float):
        return found
    return round(found, digits)


@pytest.mark.parametrize(("run", "case"), CASES)
def test_worked_statistic(run: Any, case: Case) -> None:
    given = inputs(case)
    digits = given.pop("rounded", None)
    agree(rounded(run(**given), digits), case["expect"])


@pytest.mark.parametrize("run", RUNS.values())
def test_a_key_that_nobody_reads_is_refused(run: Any) -> None:
    with pytest.raises(TypeError, match="misspelt"):
        run(misspelt=1)


def test_4_2_geometric_mean():
    weights = (100, 100, 130, 100, 120, 250, 200)
    scores = (62, 55, 48, 50, 40, 58, 45)
    pairs = list(zip(scores, weights, strict=True))
    assert geometric_mean(pairs) == pytest.approx(50.755195, abs=1e-6)


def test_4_2_geometric_mean_lets_nothing_be_hidden():
    assert geometric_mean([(100, 9), (0, 1)]) == 0
    assert geometric_mean([(4, 1), (None, 5), (9, 1)]) == pytest.approx(6)
    assert geometric_mean([(None, 1)]) is None


def test_4_7_bootstrap_with_the_methods_seed():
    """The seed holds for a version of numpy: one step of an eighth is let pass."""
    low, high = bootstrap_interval([3, 4, 4, 5, 2, 4, 3, 4], seed=12345)
    assert low == pytest.approx(3.0, abs=0.13)
    assert high == pytest.approx(4.125, abs=0.13)


def test_4_9_mahalanobis_can_flag_from_nineteen_on():
    """With three questions (n - 1)^2/n passes 16.27 between 18 (16.06) and 19."""
    assert not outliers.can_flag(18, 3)
    assert outliers.can_flag(19, 3)
