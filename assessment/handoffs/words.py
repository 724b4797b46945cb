"""The hand-offs' own words, in the three languages."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from assessment import wording

word = partial(wording.word, Path(__file__).with_name("words.yaml"))
