"""Settings: defaults, then ``SEXTANT_…`` variables, then what the caller gives."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy.engine import make_url

from assessment import settings
from assessment.errors import ConfigurationError
from assessment.settings import DEVELOPMENT, PRODUCTION
from questionnaires import loader
from scoring.release import METHOD as METHOD_LIMITS

logger = logging.getLogger("sextant.config")

DEFAULT_FILE: Final = "var/sextant.db"
MINIMUM_SECRET: Final = 32
DEVELOPMENT_SECRET: Final = "development only"  # noqa: S105  # refused in production
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")


class Default:
    """What holds where nothing else is said."""

    ENV = DEVELOPMENT
    DEBUG = False
    SECRET_KEY = DEVELOPMENT_SECRET
    DATABASE_URL = ""
    PUBLIC_URL = "http://127.0.0.1:8000"

    # A folder of a consultancy's own definitions.
    QUESTIONNAIRES = ""

    LANGUAGE = "en"
    MAX_CONTENT_LENGTH = 2 * 1024 * 1024
    MAX_FORM_MEMORY_SIZE = 2 * 1024 * 1024
    MAX_FORM_PARTS = 2000

    SESSION_IDLE_MINUTES = 120
    SESSION_ABSOLUTE_HOURS = 12
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_PATH = "/"
    LINK_DAYS = 90

    # The cost of one password hash (RFC 9106, second recommended option) and how
    # many may run at once: each holds this many KiB of memory.
    PASSWORD_TIME_COST = 3
    PASSWORD_MEMORY_KIB = 65536
    PASSWORD_CONCURRENT = 2

    # Wrong passwords in a quarter of an hour before an answer is 429: for one
    # address from one place, from one place, and for one address from anywhere.
    SIGN_IN_TRIES_PAIR = 5
    SIGN_IN_TRIES_PLACE = 30
    SIGN_IN_TRIES_ADDRESS = 50

    # Links that there are none of, in a quarter of an hour from one place and worker.
    LINK_TRIES = 100

    # How many groups of companies stand behind what a benchmark release says, what one
    # of them may weigh in percent, and how many months old a record may be: the
    # method's own numbers, which can be made stricter and never weaker.
    BENCHMARK_GROUPS = METHOD_LIMITS.groups
    BENCHMARK_QUARTILES = METHOD_LIMITS.quartiles
    BENCHMARK_PERCENTILES = METHOD_LIMITS.percentiles
    BENCHMARK_HISTOGRAM = METHOD_LIMITS.histogram
    BENCHMARK_BIN = METHOD_LIMITS.bin
    BENCHMARK_SHARE = METHOD_LIMITS.share
    BENCHMARK_MONTHS = METHOD_LIMITS.months

    # A private key (Ed25519, PEM) that signs this installation's releases.
    BENCHMARK_KEY = ""

    # Where reports lie that were made in the background: outside what is served, and
    # the same folder for all servers and workers. Beside a SQLite file by default.
    REPORTS_DIR = ""

    # How long a worker may take to make one file before it is stopped.
    REPORT_SECONDS = 120

    # How many proxies of ours stand in front and say who the visitor is.
    PROXIES = 0

    # The token lives and dies with the server's session, so it has no clock.
    WTF_CSRF_TIME_LIMIT = None
    WTF_CSRF_SSL_STRICT = False  # Origin is checked on every unsafe request instead
    WTF_I18N_ENABLED = False  # our own messages are translated where they are made

    LOG_LEVEL = "INFO"
    SEND_FILE_MAX_AGE_DEFAULT = 3600


def configure(app: Flask, overrides: Mapping[str, Any] | None) -> None:
    """Fill ``app.config`` from all sources, derive the rest, refuse what is wrong.

    Raises:
        ConfigurationError: If a setting is wrong (all of them are named), or
            production has no proper secret or runs in debug mode.
    """
    app.config.from_object(Default)
    app.config.from_mapping(settings.environment())
    app.config.from_mapping(overrides or {})
    given = app.config["DATABASE_URL"]
    app.config["DATABASE_URL"] = given or f"sqlite:///{Path(DEFAULT_FILE).resolve()}"
    faults = settings.apply(app.config)
    if faults:
        raise ConfigurationError("\n".join(faults))
    for line in settings.unknown():
        logger.warning(line)
    _derive(app)
    app.config["REPORTS_DIR"] = str(Path(app.config["REPORTS_DIR"] or _beside(app)))
    if app.config["QUESTIONNAIRES"]:
        loader.add_folder(app.config["QUESTIONNAIRES"])
    if app.config["ENV"] == PRODUCTION:
        _refuse_unsafe(app)
    if not given:
        Path(DEFAULT_FILE).parent.mkdir(parents=True, exist_ok=True)


def is_https(app: Flask) -> bool:
    """Whether people reach the application through https."""
    return urlsplit(str(app.config["PUBLIC_URL"])).scheme == "https"


def _derive(app: Flask) -> None:
    secure = is_https(app)
    host = urlsplit(app.config["PUBLIC_URL"]).hostname
    app.config["SESSION_COOKIE_SECURE"] = secure
    app.config["SESSION_COOKIE_NAME"] = "__Host-sextant" if secure else "sextant"
    app.config["TRUSTED_HOSTS"] = list(dict.fromkeys([host, *LOOPBACK]))


def _beside(app: Flask) -> Path:
    """Return the folder of reports where none is named."""
    parts = make_url(app.config["DATABASE_URL"])
    is_file = parts.get_backend_name() == "sqlite" and parts.database
    data = Path(str(parts.database)) if is_file else Path(DEFAULT_FILE)
    return data.resolve().with_name("reports")


def _refuse_unsafe(app: Flask) -> None:
    secret = app.config["SECRET_KEY"]
    if app.debug or os.environ.get("FLASK_DEBUG", "0") not in ("", "0"):
        raise ConfigurationError(
            "SEXTANT_DEBUG is set in production; debug mode lets visitors run code; "
            "unset it (and FLASK_DEBUG)."
        )
    if secret == DEVELOPMENT_SECRET:
        raise ConfigurationError(
            "SEXTANT_SECRET_KEY is missing in production; set it to a random text "
            "of at least 32 characters, for instance from: openssl rand -base64 48"
        )
    if len(str(secret)) < MINIMUM_SECRET:
        raise ConfigurationError(
            f"SEXTANT_SECRET_KEY is too short: {len(str(secret))} characters; "
            f"production needs at least {MINIMUM_SECRET}, for instance from: "
            "openssl rand -base64 48"
        )
