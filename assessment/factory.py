"""The web application, put together."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from assessment import (
    config,
    db,
    errors,
    fonts,
    forms,
    i18n,
    logs,
    paths,
    readiness,
    security,
)

FEATURES: Final = (
    "accounts", "engagements", "benchmarks", "branding", "answering", "guides",
    "reports", "explorer", "handoffs", "planner", "batches",
)  # fmt: skip


def build(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Build the application; ``overrides`` win over every other setting.

    Raises:
        ConfigurationError: If production settings are unsafe.
    """
    app = Flask(__package__, template_folder=str(paths.templates()))
    config.configure(app, overrides)
    db.init_app(app)
    errors.init_app(app)
    logs.init_app(app)
    security.init_app(app)
    i18n.init_app(app)
    forms.init_app(app)
    fonts.init_app(app)
    readiness.init_app(app)
    for feature in FEATURES:
        import_module(f"assessment.{feature}.views").init_app(app)
    _trust_proxies(app)
    return app


def _trust_proxies(app: Flask) -> None:
    """Take the visitor's address from our own proxies; nothing else, no host."""
    proxies = app.config["PROXIES"]
    if proxies:
        wrapped = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0, x_host=0)
        app.wsgi_app = wrapped  # type: ignore[method-assign]  # as Flask documents it
