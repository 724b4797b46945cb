"""The blueprint of benchmarks, and what its views share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app
from flask_login import current_user

from assessment.accounts.models import User
from assessment.benchmarks import services
from assessment.benchmarks.services import House

bp = Blueprint("benchmarks", __name__)


def me() -> User:
    """Return the signed-in user."""
    user: User = current_user._get_current_object()
    return user


def house() -> House:
    """Return how this installation publishes."""
    config: Any = current_app.config
    return services.house(config)
