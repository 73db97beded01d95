"""CVSS as others write it: base scores of vectors of versions 2 and 3, scores in a text. In tenths, 0 to 100; whatever is none is None.

A vector of version 4 tells no score without FIRST's table of its own: there the score that stands beside it counts.
"""

import re
from collections.abc import Iterator, Mapping
from functools import reduce
from itertools import islice
from math import ceil, isfinite
from typing import Any, Final

MOST: Final = 20
LONGEST: Final = 20_000
VECTOR: Final = re.compile(r"[A-Z][A-Za-z]{0,2}:[A-Z]{1,2}(?:/[A-Z][A-Za-z]{0,2}:[A-Z]{1,2}){5,40}", re.ASCII)
DECIMAL: Final = re.compile(r"10(?:\.0{1,2})?|[0-9](?:\.[0-9]{1,2})?", re.ASCII)
SAID: Final = re.compile(
    r"CVSS(?:[^\n]{0,60}?(?:score|スコア|基本値)[^0-9\n]{0,12}|[ ]?v?[234]?(?:\.[01])?[ ]?[:=：][ ]?)(10\.0|[0-9]\.[0-9])(?![0-9./])",
    re.ASCII | re.IGNORECASE,
)
IMPACTS: Final = {"N": 0.0, "L": 0.22, "H": 0.56}
CHANGED: Final = {"N": 0.85, "L": 0.68, "H": 0.5}
"""What privileges weigh where the scope changes."""
THIRD: Final[Mapping[str, Mapping[str, float]]] = {
    "AV": {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2},
    "AC": {"L": 0.77, "H": 0.44},
    "PR": {"N": 0.85, "L": 0.62, "H": 0.27},
    "UI": {"N": 0.85, "R": 0.62},
    "S": {"U": 0.0, "C": 1.0},
    "C": IMPACTS,
    "I": IMPACTS,
    "A": IMPACTS,
}
DAMAGES: Final = {"N": 0.0, "P": 0.275, "C": 0.66}
SECOND: Final[Mapping[str, Mapping[str, float]]] = {
    "AV": {"L": 0.395, "A": 0.646, "N": 1.0},
    "AC": {"H": 0.35, "M": 0.61, "L": 0.71},
    "Au": {"M": 0.45, "S": 0.56, "N": 0.704},
    "C": DAMAGES,
    "I": DAMAGES,
    "A": DAMAGES,
}


def of_number(given: Any) -> int | None:
    """A number or a decimal from 0 to 10; true is no number."""
    if isinstance(given, str):
        given = float(given) if DECIMAL.fullmatch(given.strip()[:8]) else None
    if given is None or isinstance(given, bool) or not isinstance(given, int | float):
        return None
    return round(given * 10) if isfinite(given) and 0 <= given <= 10 else None


def of_text(text: str) -> int | None:
    """The highest that stands in it, as a vector or as a score that is called one."""
    text = text[:LONGEST]
    found = [*_vectors(text), *(of_number(one[1]) for one in islice(SAID.finditer(text), MOST))]
    return max((one for one in found if one is not None), default=None)


def _vectors(text: str) -> Iterator[int | None]:
    for one in islice(VECTOR.finditer(text), MOST):
        said = dict(part.split(":", 1) for part in one[0].split("/"))
        yield _third(said) if "S" in said else _second(said)


def _third(said: Mapping[str, str]) -> int | None:
    """FIRST, CVSS v3.1, 7.1 and appendix A."""
    known = _weights(said, THIRD)
    if known is None:
        return None
    missed = _missed(known)
    if said["S"] == "C":
        impact = 7.52 * (missed - 0.029) - 3.25 * (missed - 0.02) ** 15
        ease = 8.22 * known["AV"] * known["AC"] * CHANGED[said["PR"]] * known["UI"]
        return _up(min(1.08 * (impact + ease), 10)) if impact > 0 else 0
    impact = 6.42 * missed
    ease = 8.22 * known["AV"] * known["AC"] * known["PR"] * known["UI"]
    return _up(min(impact + ease, 10)) if impact > 0 else 0


def _second(said: Mapping[str, str]) -> int | None:
    """FIRST, CVSS v2, 3.2.1."""
    known = _weights(said, SECOND)
    if known is None:
        return None
    impact = 10.41 * _missed(known)
    ease = 20 * known["AV"] * known["AC"] * known["Au"]
    return round((0.6 * impact + 0.4 * ease - 1.5) * 1.176 * 10) if impact else 0


def _weights(said: Mapping[str, str], table: Mapping[str, Mapping[str, float]]) -> dict[str, float] | None:
    found = {name: table[name].get(said.get(name, "")) for name in table}
    return {name: one for name, one in found.items() if one is not None} if None not in found.values() else None


def _missed(known: Mapping[str, float]) -> float:
    return 1 - reduce(lambda whole, name: whole * (1 - known[name]), ("C", "I", "A"), 1.0)


def _up(score: float) -> int:
    """To the next tenth, without what floats leave behind."""
    return ceil(round(score * 10, 4))
