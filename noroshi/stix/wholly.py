"""The long way: any object of any kind, against its shape and the rules of the standard."""

import json
import re
from datetime import datetime
from typing import Any, Final

import msgspec

from noroshi.stix.extracting import facts
from noroshi.stix.faults import Fault, Wrong, shortened
from noroshi.stix.kinds import StixKind
from noroshi.stix.limits import DEPTH, OBJECT_BYTES, REFERENCES
from noroshi.stix.looking import look_through
from noroshi.stix.read import Read
from noroshi.stix.severity import severity_said
from noroshi.stix.shapes import check
from noroshi.stix.shapes.words import is_moment, moment

SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")

_decode: Final = msgspec.json.Decoder().decode


def read_wholly(raw: bytes, position: int | None = None) -> Read | Fault:
    of = None
    try:
        whole = _parsed(raw)
        given = whole.get("id")
        of = shortened(given) if isinstance(given, str) else None
        look_through(whole, raw)
        kind = check(whole)
        return _read(raw, whole, kind)
    except Wrong as wrong:
        return wrong.fault.at(position, of)


def _parsed(raw: bytes) -> dict[str, Any]:
    if len(raw) > OBJECT_BYTES:
        raise Wrong("too_large", given=OBJECT_BYTES)
    try:
        raw.decode()
        whole = _decode(raw)
    except UnicodeDecodeError:
        raise Wrong("not_utf8") from None
    except RecursionError:
        raise Wrong("too_deep", given=DEPTH) from None
    except msgspec.ValidationError as error:
        raise Wrong("number_out_of_range", given=error) from None
    except msgspec.DecodeError as error:
        raise Wrong("half_a_pair" if _has_half_a_pair(raw) else "not_json", given=error) from None
    except ValueError:
        raise Wrong("number_out_of_range", given="…") from None
    if not isinstance(whole, dict):
        raise Wrong("not_an_object")
    return whole


def _has_half_a_pair(raw: bytes) -> bool:
    """Then it is JSON for whoever looks less closely."""
    try:
        return SURROGATE.search(raw) is not None and json.loads(raw) is not None
    except (ValueError, RecursionError):
        return False


def _read(raw: bytes, whole: dict[str, Any], kind: StixKind) -> Read:
    found, labels = facts(whole, kind), _labels(whole)
    if len(found.refs) > REFERENCES:
        raise Wrong("too_many", given=REFERENCES)
    created = _moment(whole, "created")
    return Read(
        raw=raw,
        id=whole["id"],
        kind=kind,
        created=created,
        version=_moment(whole, "modified") or created,
        confidence=_confidence(whole),
        valid_from=_moment(whole, "valid_from"),
        valid_until=_moment(whole, "valid_until"),
        revoked=whole.get("revoked") is True,
        created_by=_words(whole, "created_by_ref"),
        name=found.name,
        values=found.values,
        products=found.products,
        sectors=found.sectors,
        labels=labels,
        refs=found.refs,
        markings=found.markings,
        severity=severity_said(whole, kind, labels),
    )


def _moment(whole: dict[str, Any], name: str) -> datetime | None:
    """A kind that knows no such property was not asked what stands there: nothing is read from what is none."""
    given = whole.get(name)
    return moment(given) if isinstance(given, str) and is_moment(given) else None


def _confidence(whole: dict[str, Any]) -> int | None:
    given = whole.get("confidence")
    return given if isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= 100 else None


def _words(whole: dict[str, Any], name: str) -> str | None:
    given = whole.get(name)
    return given if isinstance(given, str) else None


def _labels(whole: dict[str, Any]) -> tuple[str, ...]:
    given = whole.get("labels")
    return tuple(one for one in given if isinstance(one, str)) if isinstance(given, list) else ()
