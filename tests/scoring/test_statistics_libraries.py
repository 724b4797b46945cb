"""The statistics against independent libraries, on random data with fixed seeds.

Where no library has an index, it is written out once more with numpy, in another way
than in the product.
"""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd
import pingouin
import pytest
import scipy.stats as st
from scipy.spatial.distance import mahalanobis
from statsmodels.stats.proportion import proportion_confint

from scoring import agreement, benchmark, carefulness, distributions, outliers
from scoring.aggregate import geometric_mean
from scoring.bootstrap import bootstrap_interval
from scoring.icc import group_effect, icc_table
from scoring.krippendorff import krippendorff_alpha
from scoring.reliability import cronbach_alpha, standardised_alpha
from scoring.uncertainty import mean_interval, wilson_interval

SEEDS = range(20)
each_seed = pytest.mark.parametrize("seed", SEEDS)


def near(expected, precision=1e-9):
    return pytest.approx(expected, rel=precision, abs=precision)


def levels(rng, *shape):
    """Levels 0-5, never all the same."""
    given = rng.integers(0, 6, shape)
    given.flat[0], given.flat[-1] = 0, 5
    return given


@each_seed
def test_4_6_variance_rwg_and_deviations(seed):
    rng = np.random.default_rng(seed)
    answers = levels(rng, rng.integers(2, 30))
    null = st.randint(0, 6).var()
    assert near(null) == agreement.UNIFORM_VARIANCE
    assert agreement.variance(answers) == near(np.var(answers, ddof=1))
    assert agreement.rwg(answers) == near(max(0, 1 - np.var(answers, ddof=1) / null))
    assert agreement.deviation(answers) == near(np.abs(answers - answers.mean()).mean())
    assert agreement.median_deviation(answers) == near(
        np.abs(answers - np.median(answers)).mean()
    )


@each_seed
def test_4_6_several_questions(seed):
    rng = np.random.default_rng(seed)
    rows = np.clip(rng.integers(1, 5) + rng.integers(-1, 2, (8, 4)), 0, 5)
    share = rows.var(axis=0, ddof=1).mean() / agreement.UNIFORM_VARIANCE
    assert share < 1
    # Spearman-Brown's formula, applied to the agreement on a mean question.
    assert agreement.rwg_j(rows.T) == near(4 * (1 - share) / (1 + 3 * (1 - share)))
    assert agreement.rwg_star(rows.T) == near(1 - share)


@each_seed
def test_4_6_null_variance(seed):
    shares = np.random.default_rng(seed).dirichlet(np.ones(6))
    expected = st.rv_discrete(values=(np.arange(6), shares)).var()
    assert agreement.null_variance(shares) == near(expected, 1e-8)


@each_seed
def test_4_6_awg(seed):
    """Most variance a mean allows: only the two ends are given (Brown & Hauenstein)."""
    rng = np.random.default_rng(seed)
    answers = np.append(rng.integers(1, 5, 10), [0, 5])
    centre, n = answers.mean(), answers.size
    ends = st.bernoulli(centre / 5).var() * 25 * n / (n - 1)
    expected = 1 - 2 * np.var(answers, ddof=1) / ends
    assert agreement.awg(answers, 0, 5) == near(expected)


@each_seed
def test_4_6_group_effect(seed):
    rng = np.random.default_rng(seed)
    groups = [
        levels(rng, size) + shift for shift, size in enumerate(rng.integers(2, 9, 5))
    ]
    found = group_effect(groups)
    f, p = st.f_oneway(*groups)
    sizes = np.array([len(group) for group in groups])
    k0 = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / 4
    assert (found.f, found.p) == (near(f), near(p))
    assert found.k0 == near(k0)
    assert found.icc1 == near((f - 1) / (f + k0 - 1))
    assert found.icc2 == near(1 - 1 / f)


# Pingouin 0.7 calls pandas in a way that pandas 3.1 warns of.
@pytest.mark.filterwarnings("ignore:The inplace keyword:pandas.errors.Pandas4Warning")
@each_seed
def test_4_6_icc_of_a_full_table(seed):
    rng = np.random.default_rng(seed)
    n, k = rng.integers(4, 12), rng.integers(2, 6)
    table = levels(rng, n, k) + rng.normal(0, 2, (n, 1)) + rng.normal(0, 1, (1, k))
    long = pd.DataFrame(table).reset_index().melt(id_vars="index")
    theirs = pingouin.intraclass_corr(long, "index", "variable", "value")
    theirs = theirs.set_index("Type")
    ours = icc_table(table.tolist())
    for name, kind in {
        "icc1": "ICC(1,1)",
        "icc2": "ICC(A,1)",
        "icc3": "ICC(C,1)",
        "icc1k": "ICC(1,k)",
        "icc2k": "ICC(A,k)",
        "icc3k": "ICC(C,k)",
    }.items():
        form = getattr(ours, name)
        assert form.value == near(theirs.loc[kind, "ICC"]), name
        # It prints the ends with two digits.
        assert form.interval == near(tuple(theirs.loc[kind, "CI95"]), 0.0051), name


@each_seed
def test_4_6_icc_of_groups_is_that_of_a_table_whose_raters_differ(seed):
    table = levels(np.random.default_rng(seed), 6, 4)
    effect, forms = group_effect(table), icc_table(table.tolist())
    assert (effect.icc1, effect.icc2) == (
        near(forms.icc1.value),
        near(forms.icc1k.value),
    )


@each_seed
def test_4_6_cronbach_alpha(seed):
    rng = np.random.default_rng(seed)
    rows = levels(rng, rng.integers(30, 60), rng.integers(2, 8))
    rows = rows + rng.integers(0, 3, (len(rows), 1))
    expected, interval = pingouin.cronbach_alpha(pd.DataFrame(rows))
    found = cronbach_alpha(rows.tolist())
    assert found.value == near(expected)
    assert found.interval == near(tuple(interval), 5.1e-4)  # it prints three digits


@each_seed
def test_4_6_alpha_of_standardised_answers(seed):
    rows = levels(np.random.default_rng(seed), 30, 5)
    standard = pd.DataFrame(st.zscore(rows, ddof=1))
    mean = standard.corr().to_numpy()[np.triu_indices(5, 1)].mean()
    assert standardised_alpha(mean, 5) == near(pingouin.cronbach_alpha(standard)[0])


@each_seed
@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval"])
def test_4_6_krippendorff_alpha_with_gaps(seed, metric):
    rng = np.random.default_rng(seed)
    ratings = levels(rng, 4, 15).astype(float)
    ratings[rng.random(ratings.shape) < 0.3] = np.nan
    expected = krippendorff.alpha(ratings, level_of_measurement=metric)
    given = [[None if np.isnan(r) else float(r) for r in row] for row in ratings]
    assert krippendorff_alpha(given, metric, fewest=2) == near(expected)


@each_seed
def test_4_7_t_interval(seed):
    rng = np.random.default_rng(seed)
    values = rng.uniform(0, 100, rng.integers(3, 40))
    expected = st.t.interval(0.95, len(values) - 1, values.mean(), st.sem(values))
    assert mean_interval(values) == near(expected)


@each_seed
def test_4_7_finite_population(seed):
    rng = np.random.default_rng(seed)
    values = rng.uniform(0, 100, 12)
    population = int(rng.integers(13, 60))
    error = st.sem(values) * np.sqrt((population - 12) / (population - 1))
    expected = st.t.interval(0.95, 11, values.mean(), error)
    assert mean_interval(values, population) == near(expected)


@each_seed
def test_4_7_wilson_interval(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 60))
    for successes in (0, int(rng.integers(0, n + 1)), n):
        expected = proportion_confint(successes, n, method="wilson")
        assert wilson_interval(successes, n) == near(expected)


@each_seed
def test_4_7_bootstrap(seed):
    values = np.random.default_rng(seed).integers(0, 6, 12)
    rng = np.random.default_rng(seed)
    expected = st.bootstrap((values,), np.mean, n_resamples=9999, rng=rng, method="BCa")
    found = bootstrap_interval(values, seed)
    assert found == near(tuple(expected.confidence_interval))


@pytest.mark.parametrize("freedom", [1, 2, 3, 5, 7, 11, 24, 60, 250, 5000])
@pytest.mark.parametrize("probability", [0.5, 0.75, 0.95, 0.975, 0.9995])
def test_4_7_t_quantile(probability, freedom):
    expected = st.t.ppf(probability, freedom)
    assert distributions.t_quantile(probability, freedom) == near(expected)


@pytest.mark.parametrize("freedom", [1, 2, 3, 8, 40, 300])
@pytest.mark.parametrize("probability", [0.01, 0.5, 0.95, 0.999])
def test_4_9_chi_square_quantile(probability, freedom):
    expected = st.chi2.ppf(probability, freedom)
    assert distributions.chi_square_quantile(probability, freedom) == near(expected)


@pytest.mark.parametrize("freedom", [(1, 4), (2, 9), (5, 15), (11.4, 3.7), (40, 600)])
@pytest.mark.parametrize("probability", [0.025, 0.5, 0.975])
def test_4_6_f_quantile_and_tail(probability, freedom):
    expected = st.f.ppf(probability, *freedom)
    assert distributions.f_quantile(probability, *freedom) == near(expected)
    assert distributions.f_tail(expected, *freedom) == near(1 - probability)


@each_seed
def test_4_8_percentile_rank_and_quartiles(seed):
    rng = np.random.default_rng(seed)
    peers = rng.integers(30, 60, rng.integers(1, 40))
    for score in range(28, 62):
        expected = st.percentileofscore(peers, score, kind="mean")
        assert benchmark.percentile_rank(peers.tolist(), score) == near(expected)
    quartiles = tuple(np.percentile(peers, [25, 50, 75], method="linear"))
    assert benchmark.quartiles(peers.tolist()) == near(quartiles)


@each_seed
def test_4_2_geometric_mean(seed):
    rng = np.random.default_rng(seed)
    values, weights = rng.uniform(1, 100, 7), rng.uniform(0.1, 9, 7)
    expected = st.gmean(values, weights=weights)
    assert geometric_mean(list(zip(values, weights, strict=True))) == near(expected)


@each_seed
def test_4_9_longstring_and_variation(seed):
    answers = np.random.default_rng(seed).integers(0, 3, 40)
    same = np.split(answers, np.flatnonzero(np.diff(answers)) + 1)
    assert carefulness.longstring(answers.tolist()) == max(len(run) for run in same)
    assert carefulness.irv(answers.tolist()) == near(st.tstd(answers))


@each_seed
def test_4_9_even_and_odd(seed):
    rng = np.random.default_rng(seed)
    scales = [levels(rng, size).tolist() for size in rng.integers(4, 9, 6)]
    odd = [np.mean(scale[0::2]) for scale in scales]
    even = [np.mean(scale[1::2]) for scale in scales]
    r = st.pearsonr(odd, even).statistic
    assert carefulness.even_odd_correlation(scales) == near(r)
    assert carefulness.even_odd(scales) == near(max(-1, 2 * r / (1 + r)))


@each_seed
def test_4_9_mahalanobis(seed):
    rng = np.random.default_rng(seed)
    rows = levels(rng, 40, 3)
    inverse = np.linalg.inv(np.cov(rows.T))
    centre = rows.mean(axis=0)
    expected = [mahalanobis(row, centre, inverse) ** 2 for row in rows]
    assert outliers.squared_distances(rows.tolist()) == near(expected)
    assert outliers.critical_distance(3) == near(st.chi2.ppf(0.999, 3))


def test_4_9_mahalanobis_flags_whoever_contradicts_all_others():
    rng = np.random.default_rng(1)
    rows = np.repeat(rng.integers(0, 6, (60, 1)), 3, axis=1)
    rows = rows + rng.normal(0, 0.3, rows.shape)
    rows[17] = [0, 5, 0]
    assert outliers.unusual_rows(rows.tolist()) == (17,)
