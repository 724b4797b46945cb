"""What the statistics refuse, and where they say nothing: never a number made up."""

from __future__ import annotations

import subprocess
import sys

import pytest

from scoring import agreement, benchmark, carefulness, distributions, outliers
from scoring.aggregate import geometric_mean
from scoring.bootstrap import bootstrap_interval
from scoring.errors import ScoringError
from scoring.icc import group_effect, icc_table
from scoring.krippendorff import krippendorff_alpha
from scoring.reliability import cronbach_alpha, mcdonald_omega
from scoring.uncertainty import mean_interval, noise_threshold, wilson_interval


@pytest.mark.parametrize(
    ("call", "says"),
    [
        pytest.param(lambda: agreement.variance([3]), "given 1", id="variance of one"),
        pytest.param(
            lambda: agreement.null_variance([0.5, 0.4]), "add up", id="shares short"
        ),
        pytest.param(
            lambda: agreement.null_variance([1.5, -0.5]),
            "at least 0",
            id="shares below",
        ),
        pytest.param(lambda: agreement.null_variance([]), "add up", id="no shares"),
        pytest.param(lambda: group_effect([[1, 2]]), "two groups", id="one group"),
        pytest.param(lambda: group_effect([[1, 2], []]), "none empty", id="empty"),
        pytest.param(lambda: group_effect([[1], [2]]), "two values", id="all alone"),
        pytest.param(lambda: icc_table([[1, 2], [1]]), "full table", id="ragged"),
        pytest.param(lambda: icc_table([]), "full table", id="no table"),
        pytest.param(lambda: icc_table([[1], [2]]), "two raters", id="one rater"),
        pytest.param(lambda: cronbach_alpha([[1], [2]]), "same two", id="one question"),
        pytest.param(
            lambda: cronbach_alpha([[1, 2], [1, 2, 3]]), "same two", id="ragged alpha"
        ),
        pytest.param(
            lambda: mcdonald_omega([(0.9, -0.012), (0.5, 0.75)], 200),
            "estimate the factor anew",
            id="Heywood case",
        ),
        pytest.param(
            lambda: mcdonald_omega([(0, 0), (0, 0)], 200), "not all 0", id="all 0"
        ),
        pytest.param(
            lambda: krippendorff_alpha([[1, 2], [1]]), "a place", id="ragged ratings"
        ),
        pytest.param(
            lambda: krippendorff_alpha([[1], [1]], "ratio"), "one of", id="metric"
        ),
        pytest.param(
            lambda: outliers.squared_distances([[1, 2], [2, 1]]),
            "more than it",
            id="no more rows than questions",
        ),
        pytest.param(
            lambda: outliers.squared_distances([[1, 2], [2], [3, 1]]),
            "one length",
            id="ragged rows",
        ),
        pytest.param(lambda: wilson_interval(3, 2), "0 to 2", id="more than all"),
        pytest.param(lambda: noise_threshold(-1, 0.5), "negative", id="negative sd"),
        pytest.param(lambda: noise_threshold(1, 1.1), "0 to 1", id="reliability"),
        pytest.param(lambda: benchmark.quantile([1], 1.5), "0 to 1", id="share"),
        pytest.param(
            lambda: benchmark.is_dominated([3, -1, 2]), "negative", id="contribution"
        ),
        pytest.param(lambda: benchmark.remainder_is_safe(4, 5), "parent", id="parent"),
        pytest.param(lambda: geometric_mean([(-1, 1)]), "from 0", id="below 0"),
        pytest.param(lambda: geometric_mean([(1, 0)]), "positive", id="weight 0"),
        pytest.param(lambda: distributions.t_quantile(0.4, 3), "outside", id="t below"),
        pytest.param(lambda: distributions.t_quantile(0.9, 0), "outside", id="t of 0"),
        pytest.param(lambda: distributions.f_quantile(1, 2, 2), "outside", id="F at 1"),
        pytest.param(
            lambda: distributions.chi_square_quantile(0, 2), "outside", id="chi at 0"
        ),
    ],
)
def test_what_cannot_be_computed_is_refused_in_words(call, says):
    with pytest.raises(ScoringError, match=says):
        call()


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: mean_interval([1, 2]), id="interval of two"),
        pytest.param(lambda: mean_interval([1, 2, 3], 3), id="interval of a census"),
        pytest.param(lambda: bootstrap_interval([1, 2], 1), id="bootstrap of two"),
        pytest.param(lambda: bootstrap_interval([2, 2, 2], 1), id="no variation"),
        pytest.param(lambda: bootstrap_interval([1, 2, 9], 1, 1), id="one resample"),
        pytest.param(lambda: cronbach_alpha([[1, 2]] * 30), id="equal totals"),
        pytest.param(lambda: cronbach_alpha([[1, 2], [2, 3]] * 14), id="28 people"),
        pytest.param(lambda: cronbach_alpha([]), id="nobody"),
        pytest.param(lambda: krippendorff_alpha([]), id="no ratings"),
        pytest.param(
            lambda: krippendorff_alpha([[1, None], [None, 2]], fewest=0),
            id="nothing rated twice",
        ),
        pytest.param(
            lambda: outliers.squared_distances([[1, 2], [2, 4], [3, 6]]),
            id="one question tells the other",
        ),
        pytest.param(lambda: outliers.unusual_rows([]), id="no rows"),
        pytest.param(
            lambda: outliers.unusual_rows([[n % 5, 3] for n in range(40)]),
            id="a question that never varies",
        ),
        pytest.param(lambda: benchmark.quartiles([]), id="no peers"),
        pytest.param(lambda: carefulness.median_seconds([None]), id="no times"),
        pytest.param(lambda: carefulness.irv([3]), id="one answer"),
        pytest.param(lambda: carefulness.even_odd([[1, 2]] * 2), id="two scales"),
    ],
)
def test_where_nothing_can_be_said_nothing_is(call):
    assert call() is None


def test_4_6_alpha_from_thirty_people_on():
    rows = [[1, 2], [2, 3], [4, 4]] * 10
    assert cronbach_alpha(rows) is not None
    assert cronbach_alpha(rows[:-1]) is None


def test_4_6_agreement_over_questions_never_leaves_its_range():
    """Two camps on every question: more variance than chance gives."""
    camps = [[0, 5, 0, 5, 0, 5]] * 3
    assert agreement.rwg_j(camps) == agreement.rwg_star(camps) == 0
    same = [[4, 4, 4]] * 3
    assert agreement.rwg_j(same) == agreement.rwg_star(same) == 1


def test_4_6_equal_means_up_to_rounding_are_equal():
    """0.1 + 0.2 and 0.3 differ in their last digit, which must not make an ICC."""
    found = group_effect([[0.1 + 0.2, 1.3], [0.3, 1.3]])
    assert found.icc2 is None


def test_4_7_quantiles_are_kept_and_have_twelve_digits():
    distributions.t_quantile.cache_clear()
    first = mean_interval([3, 4, 4, 5])
    assert mean_interval([3, 4, 4, 5]) == first
    kept = distributions.t_quantile.cache_info()
    assert (kept.misses, kept.hits) == (1, 1)
    quantile = distributions.t_quantile(0.975, 3)
    assert quantile == float(f"{quantile:.12g}") == 3.18244630528


def test_4_7_the_seed_decides_the_bootstrap():
    values = [3, 4, 4, 5, 2, 4, 3, 4, 1, 0]
    first, again = (bootstrap_interval(values, 7) for _ in range(2))
    assert first == again
    assert bootstrap_interval(values, 7, 99) != bootstrap_interval(values, 8, 99)


def test_4_8_midranks_ignore_the_noise_of_floating_point():
    assert benchmark.percentile_rank([0.3, 0.5], 0.1 + 0.2) == 25


def test_4_8_an_estimate_lies_between_cell_and_parent():
    assert benchmark.shrunk_mean(62, 0, 50) == 50
    assert benchmark.shrunk_mean(62, 5, 50) == 56


def test_4_9_spearman_brown_would_give_less_than_minus_37():
    scales = [[1, 5, 2, 4], [5, 1, 4, 1], [2, 5, 3, 1], [4, 1, 5, 3]]
    r = carefulness.even_odd_correlation(scales)
    assert 2 * r / (1 + r) == pytest.approx(-37.1, abs=0.05)
    assert carefulness.even_odd(scales) == -1


def test_scoring_an_assessment_loads_no_numpy():
    """It takes most of a tenth of a second, and no result needs it."""
    code = "import sys, scoring.engine; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
