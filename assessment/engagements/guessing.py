"""Slowing down whoever guesses personal links.

A token has 256 random bits, so guessing is hopeless; this keeps a flood of guesses
from costing anything, and makes it visible. Misses are counted by network address in
this process's memory: with several workers a place has that many times the limit.
Nothing is written for a guess, and a clock that jumps changes nothing.
"""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from flask import Flask, current_app, has_request_context, request

from assessment.errors import TooManyTriesError

SECONDS: Final = 900.0
"""How long misses of a place count, from its first one on."""
PLACES: Final = 10_000
"""More places than this are not remembered; the oldest is forgotten."""
_V6_NETWORK: Final = 64
_EXTENSION: Final = "sextant_link_misses"


class Misses:
    """How often each place gave a link that there is none of, for a while."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._places: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._places)

    def check(self, place: str, limit: int) -> None:
        """Let a try of ``place`` pass.

        Raises:
            TooManyTriesError: If it missed ``limit`` times or more.
        """
        with self._lock:
            began, count = self._places.get(place, (0.0, 0))
            left = began + SECONDS - self._clock()
            if left > 0 and count >= limit:
                raise TooManyTriesError(left)

    def note(self, place: str) -> None:
        """Count a miss of ``place``."""
        with self._lock:
            now = self._clock()
            began, count = self._places.pop(place, (now, 0))
            if began + SECONDS <= now:
                began, count = now, 0
            self._places[place] = (began, count + 1)
            if len(self._places) > PLACES:
                self._places.popitem(last=False)


def init_app(app: Flask) -> None:
    """Begin to count, or begin anew."""
    app.extensions[_EXTENSION] = Misses()


def check() -> None:
    """Let the visitor of this request try a link; commands may always.

    Raises:
        TooManyTriesError: If there were too many misses from this place. Then a true
            link is refused as well: the answer must not tell it from a wrong one.
    """
    if has_request_context():
        _misses().check(_place(), current_app.config["LINK_TRIES"])


def note() -> None:
    """Count a miss of the visitor of this request."""
    if has_request_context():
        _misses().note(_place())


def _misses() -> Misses:
    found: Misses = current_app.extensions[_EXTENSION]
    return found


def _place() -> str:
    """Return the network address; of IPv6, where everyone has many, the network."""
    given = request.remote_addr or ""
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return given
    if address.version == 4:
        return given
    return str(ipaddress.ip_network((address, _V6_NETWORK), strict=False))
