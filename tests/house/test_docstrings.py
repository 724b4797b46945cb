"""The engine's public docstrings tell shapes, units, ranges, errors and source."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.docstrings import aliases_in, lacks

Tracked = Callable[..., list[Path]]

WHOLE = '''"""Means."""

from scoring.errors import ScoringError

Pairs = Sequence[tuple[float | None, float]]


def middle(pairs: Pairs, share: float) -> float | None:
    """Return the trimmed mean, 0-100, or ``None`` of nothing.

    Args:
        pairs: Values, 0-100, with their weights, unitless, shape (n,); ``None`` is
            a missing value.
        share: How much is left out, 0-1.

    Raises:
        ScoringError: If the share is off its scale.

    Source: method 4.2.
    """
    _check(share)
    return None


def _check(share: float) -> None:
    if share > 1:
        raise ScoringError("no")
'''


def test_public_docstrings_of_scoring_are_whole(root: Path, tracked: Tracked):
    sources = {
        path: (root / path).read_text("utf-8") for path in tracked("scoring/*.py")
    }
    aliases: dict[str, str] = {}
    for source in sources.values():
        aliases |= aliases_in(ast.parse(source))
    missing = [
        f"{path}: {each}"
        for path, source in sources.items()
        for each in lacks(source, aliases)
    ]

    assert len(sources) > 30, "the modules were not found: the pattern is wrong"
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize(
    ("whole", "broken", "complaint"),
    [
        pytest.param('"""Means."""\n', "", "no docstring", id="module"),
        pytest.param("Return the", "The", "does not begin with", id="imperative"),
        pytest.param(" of nothing.", " of", "is a sentence", id="sentence"),
        pytest.param("mean, 0-100", "mean", "what it returns", id="returned unit"),
        pytest.param(", or ``None``", "", "when it returns", id="returned none"),
        pytest.param("Args:\n", "", "nothing tells of share", id="no arguments"),
        pytest.param("share: How", "shares: How", "of share", id="argument"),
        pytest.param("share: How", "shares: How", "no parameter", id="stale argument"),
        pytest.param("out, 0-1", "out", "range of share", id="argument's unit"),
        pytest.param("shape (n,)", "many", "shape of pairs", id="shape"),
        pytest.param("``None`` is", "There is", "means in pairs", id="missing value"),
        pytest.param("ScoringError: If", "Never if", "ScoringError", id="raised below"),
        pytest.param("Source:", "See", "no Source", id="source"),
        pytest.param("method 4.2", "common sense", "neither", id="source of nothing"),
        pytest.param("method 4.2", "method 4.12", "4.12", id="unknown paragraph"),
    ],
)
def test_what_a_docstring_lacks_is_found(whole: str, broken: str, complaint: str):
    assert lacks(WHOLE) == []
    assert whole in WHOLE
    assert any(complaint in each for each in lacks(WHOLE.replace(whole, broken)))


def test_a_class_tells_units_missing_values_and_source():
    source = '"""Things."""\n\nclass One:\n    """One."""\n\n    size: float | None\n'

    assert lacks(source) == [
        "One: no unit or range of size",
        "One: not what ``None`` means in size",
        "One: no Source",
    ]
