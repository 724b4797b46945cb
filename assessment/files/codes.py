"""Codes of an organisation's profile: ISIC Rev. 4 and ISO 3166."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

_SECTIONS: Final = {
    "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39),
    "F": (41, 43), "G": (45, 47), "H": (49, 53), "I": (55, 56), "J": (58, 63),
    "K": (64, 66), "L": (68, 68), "M": (69, 75), "N": (77, 82), "O": (84, 84),
    "P": (85, 85), "Q": (86, 88), "R": (90, 93), "S": (94, 96), "T": (97, 98),
    "U": (99, 99),
}  # fmt: skip
# Divisions that ISIC Rev. 4 leaves out inside the ranges above.
_NO_DIVISION: Final = frozenset({4, 34, 40, 44, 48, 54, 57, 67, 76, 83, 89})
_COUNTRY_CODES: Final = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN
    BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ
    DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL
    GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM
    JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
    MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP
    NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD
    SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES: Final = frozenset(_COUNTRY_CODES.split())
_SUBDIVISIONS: Final = Path(__file__).with_name("iso_3166_2.txt")
_INDUSTRY: Final = re.compile(r"([A-U])([0-9]{2})?")


def is_industry(code: str) -> bool:
    """Tell whether a code is an ISIC Rev. 4 section, or section and division."""
    found = _INDUSTRY.fullmatch(code)
    if found is None:
        return False
    if found[2] is None:
        return True
    first, last = _SECTIONS[found[1]]
    division = int(found[2])
    return first <= division <= last and division not in _NO_DIVISION


def is_region(code: str) -> bool:
    """Tell whether a code is one of ISO 3166-1 alpha-2 or of ISO 3166-2."""
    return code in COUNTRIES or code in subdivisions()


@cache
def subdivisions() -> frozenset[str]:
    """Return the codes of ISO 3166-2, for instance ``CN-GD``."""
    lines = _SUBDIVISIONS.read_text(encoding="ascii").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return frozenset(f"{country}-{part}" for country, *parts in rows for part in parts)
