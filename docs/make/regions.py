"""Print the codes of ISO 3166-2 as ``assessment/files/iso_3166_2.txt`` keeps them.

Needs pycountry, which hands on the list of Debian's iso-codes project and is no
dependency of the project: only the codes, which are facts, are kept. To renew them::

    uv run --with pycountry python -m docs.make.regions > FILE
"""

from __future__ import annotations

from collections import defaultdict
from importlib.metadata import version

_HEAD = """\
# The codes of ISO 3166-2 that are in force: a country, then what follows its hyphen.
# Source: the list of Debian's iso-codes project, handed on by pycountry {version}.
# Renewed by docs/make/regions.py; the codes alone are kept."""


def main() -> None:
    """Print one line a country, in alphabetical order."""
    import pycountry

    parts: dict[str, list[str]] = defaultdict(list)
    for found in pycountry.subdivisions:
        parts[found.country_code].append(found.code.partition("-")[2])
    print(_HEAD.format(version=version("pycountry")))
    for country in sorted(parts):
        print(country, *sorted(parts[country]))


if __name__ == "__main__":
    main()
