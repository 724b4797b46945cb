"""Password hashes: argon2id, a few at a time because each holds much memory."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from assessment.errors import BusyError

SHORTEST: Final = 12
LONGEST: Final = 128
_PATIENCE: Final = 10.0


def hashed(password: str) -> str:
    """Return the hash to store."""
    with _turn():
        return _hasher().hash(_normal(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether ``password`` is the one of ``stored``.

    With ``None`` (no such account) the same work is done, so that the time taken
    does not tell whether an address is known.
    """
    with _turn():
        try:
            _hasher().verify(stored or _decoy(*_cost()), _normal(password))
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


@contextmanager
def _turn() -> Iterator[None]:
    semaphore = _semaphore(current_app.config["PASSWORD_CONCURRENT"])
    if not semaphore.acquire(timeout=_PATIENCE):
        raise BusyError
    try:
        yield
    finally:
        semaphore.release()


def _normal(password: str) -> str:
    # The same password typed on another keyboard may come in other code points.
    return unicodedata.normalize("NFC", password)


def _cost() -> tuple[int, int]:
    config = current_app.config
    return config["PASSWORD_TIME_COST"], config["PASSWORD_MEMORY_KIB"]


def _hasher() -> PasswordHasher:
    time_cost, memory = _cost()
    return PasswordHasher(time_cost=time_cost, memory_cost=memory, parallelism=1)


@lru_cache(maxsize=4)
def _decoy(time_cost: int, memory: int) -> str:
    hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory, parallelism=1)
    return hasher.hash("nobody has this password")


@lru_cache(maxsize=4)
def _semaphore(places: int) -> BoundedSemaphore:
    return BoundedSemaphore(places)
