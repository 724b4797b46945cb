"""Every setting that can be given: what it may be, and how a wrong one is refused.

A setting comes as a text from the environment or as a value from the caller; both take
the same rule. A blank variable counts as not given.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, MutableMapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from questionnaires.model import LANGUAGES

Rule = Callable[[Any], Any]
"""Returns a setting as it is kept, or raises ``_WrongError``."""

PREFIX: Final = "SEXTANT_"
PRODUCTION: Final = "production"
DEVELOPMENT: Final = "development"
DRIVERS: Final = ("sqlite", "postgresql+psycopg")
_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}
_SHOWN: Final = 80
_DIGITS: Final = 12
_KIB: Final = 1024
_WHOLE: Final = 100


class _WrongError(ValueError):
    """A value that a setting cannot have; the text says what it can be.

    ``given`` replaces the value in the message where that may hold a secret.
    """

    def __init__(self, allowed: str, given: str | None = None) -> None:
        super().__init__(allowed)
        self.given = given


def _whole(lowest: int, highest: int) -> Rule:
    def read(given: Any) -> int:
        text = str(given).strip()
        plain = text.isascii() and text.isdigit() and len(text) <= _DIGITS
        if not plain or not lowest <= int(text) <= highest:
            raise _WrongError(f"give a whole number from {lowest} to {highest}")
        return int(text)

    return read


def _one_of(*allowed: str, fold: Callable[[str], str] = str) -> Rule:
    def read(given: Any) -> str:
        text = fold(str(given).strip())
        if text not in allowed:
            raise _WrongError(f"give {', '.join(allowed[:-1])} or {allowed[-1]}")
        return text

    return read


def _flag(given: Any) -> bool:
    text = str(given).strip().lower()
    if text not in _FLAGS:
        raise _WrongError("give true or false")
    return _FLAGS[text]


def _secret(given: Any) -> str:
    text = str(given).strip()
    if not text:
        raise _WrongError("give a random text, or leave it out", "a blank text")
    return text


def _address(given: Any) -> str:
    text = str(given).strip()
    allowed = "use http:// or https:// and a host, for instance https://x.example.org"
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if "@" in text:
        raise _WrongError(allowed, "one with a user or password")
    # What stands here begins every link that is handed over.
    if not known or re.search(r"[\s\x00-\x1f\x7f?#]", text):
        raise _WrongError(allowed)
    return text.rstrip("/")


def _database(given: Any) -> str:
    text = str(given).strip()
    allowed = "use sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"
    # The address may hold a password: only its first word is repeated.
    kind = repr(text.partition(":")[0][:20])
    try:
        driver = make_url(text).drivername
    except (ArgumentError, ValueError):
        raise _WrongError(allowed, kind) from None
    if driver not in DRIVERS:
        raise _WrongError(allowed, kind)
    return text


def _folder(given: Any) -> str:
    text = str(given).strip()
    if text and not Path(text).is_dir():
        raise _WrongError("name a folder of definitions, or leave it out")
    return text


def _place(given: Any) -> str:
    """Return a folder that need not be there yet."""
    text = str(given).strip()
    if text and Path(text).exists() and not Path(text).is_dir():
        raise _WrongError("name a folder, or leave it out")
    return text


def _file(given: Any) -> str:
    text = str(given).strip()
    if text and not Path(text).is_file():
        raise _WrongError("name a file, or leave it out")
    return text


RULES: Final[dict[str, Rule]] = {
    "ENV": _one_of(DEVELOPMENT, PRODUCTION, fold=str.lower),
    "DEBUG": _flag,
    "SECRET_KEY": _secret,
    "DATABASE_URL": _database,
    "PUBLIC_URL": _address,
    "QUESTIONNAIRES": _folder,
    "LANGUAGE": _one_of(*LANGUAGES),
    "LOG_LEVEL": _one_of(*_LEVELS, fold=str.upper),
    "MAX_CONTENT_LENGTH": _whole(_KIB**2, _KIB**3),
    "MAX_FORM_MEMORY_SIZE": _whole(_KIB**2, _KIB**3),
    "MAX_FORM_PARTS": _whole(1000, 100_000),
    "SEND_FILE_MAX_AGE_DEFAULT": _whole(0, 31_536_000),
    "SESSION_IDLE_MINUTES": _whole(1, 10_080),
    "SESSION_ABSOLUTE_HOURS": _whole(1, 720),
    "LINK_DAYS": _whole(1, 3650),
    "PASSWORD_TIME_COST": _whole(1, 100),
    # argon2 needs eight blocks of one KiB.
    "PASSWORD_MEMORY_KIB": _whole(8, 4 * _KIB**2),
    "PASSWORD_CONCURRENT": _whole(1, 1000),
    # None may be weaker than the method's (scoring.release); stricter is welcome.
    "BENCHMARK_GROUPS": _whole(5, 1000),
    "BENCHMARK_QUARTILES": _whole(8, 1000),
    "BENCHMARK_PERCENTILES": _whole(10, 1000),
    "BENCHMARK_HISTOGRAM": _whole(20, 1000),
    "BENCHMARK_BIN": _whole(3, 1000),
    "BENCHMARK_SHARE": _whole(1, 25),
    "BENCHMARK_MONTHS": _whole(1, 36),
    "BENCHMARK_KEY": _file,
    "REPORTS_DIR": _place,
    "REPORT_SECONDS": _whole(1, 3600),
    "LINK_TRIES": _whole(1, 1_000_000),
    "PROXIES": _whole(0, 5),
    "SIGN_IN_TRIES_PAIR": _whole(1, 1_000_000),
    "SIGN_IN_TRIES_PLACE": _whole(1, 1_000_000),
    "SIGN_IN_TRIES_ADDRESS": _whole(1, 1_000_000),
}


def environment() -> dict[str, str]:
    """Return the known settings that are given as variables.

    Nothing else of the environment reaches the configuration: a stray variable must
    not turn off CSRF tokens or the flags of the cookie.
    """
    given = {name: os.environ.get(PREFIX + name, "") for name in RULES}
    return {name: text for name, text in given.items() if text.strip()}


def unknown() -> list[str]:
    """Return a sentence for each variable with our prefix that is no setting."""
    strays = sorted(
        name.removeprefix(PREFIX)
        for name in os.environ
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in RULES
    )
    return [
        f"{PREFIX}{name} is no setting and does nothing{_like(name)}" for name in strays
    ]


def _like(name: str) -> str:
    close = get_close_matches(name, RULES, n=1)
    return f"; did you mean {PREFIX}{close[0]}?" if close else ""


def apply(config: MutableMapping[str, Any]) -> list[str]:
    """Put every setting into its proper form; return a sentence for each wrong one."""
    return list(_faults(config))


def _faults(config: MutableMapping[str, Any]) -> Iterator[str]:
    for name, rule in RULES.items():
        try:
            config[name] = rule(config[name])
        except _WrongError as error:
            given = error.given or repr(str(config[name])[:_SHOWN])
            yield f"{PREFIX}{name} cannot be this; {given} given; {error}"
    yield from _too_heavy(config)


def _too_heavy(config: MutableMapping[str, Any]) -> Iterator[str]:
    """Tell where one of the fewest groups outweighs the largest share."""
    groups, share = config["BENCHMARK_GROUPS"], config["BENCHMARK_SHARE"]
    if isinstance(groups, int) and isinstance(share, int) and groups * share < _WHOLE:
        needed = -(-_WHOLE // share)
        yield (
            f"{PREFIX}BENCHMARK_SHARE cannot be this; {share!r} given; with it"
            f" {PREFIX}BENCHMARK_GROUPS must be {needed} or more"
        )
