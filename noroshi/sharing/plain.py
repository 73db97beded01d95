"""Markings as plain values for records and seals, and read back; what is written whole reads as the same marking."""

from dataclasses import fields
from typing import Any

from noroshi.sharing.marking import Cap, Marking, PartMarking, Published
from noroshi.sharing.parties import Party
from noroshi.vocabulary import Leg, MemberClass, TableVariant, Tlp

ABOUT_READERS = frozenset(Cap.__dataclass_fields__) | {"originator", "caps"}
"""The part of a marking that decides who reads; notes and field ranges do not change the audience of the whole."""


def to_plain(value: Any, *, whole: bool = True) -> Any:
    """Sets become sorted lists and empty values are left out, except an empty list of readers, which means nobody."""
    if isinstance(value, Cap | PartMarking | Published):
        kept = {f.name: getattr(value, f.name) for f in fields(value) if whole or f.name in ABOUT_READERS}
        return {
            name: to_plain(item, whole=whole)
            for name, item in kept.items()
            if item or (name in {"only", "readers"} and item is not None)
        }
    if isinstance(value, frozenset):
        return sorted((to_plain(item) for item in value), key=str)
    if isinstance(value, tuple):
        return sorted((to_plain(item, whole=whole) for item in value), key=str)
    return str(value) if isinstance(value, Party) else value


def marking_of(plain: dict[str, Any]) -> Marking:
    return Marking(
        **_cap(plain),
        originator=plain.get("originator", 0),
        is_statutory=plain.get("is_statutory", False),
        handling_note=plain.get("handling_note", ""),
        relay_by_hand=plain.get("relay_by_hand", False),
        only_anonymized=plain.get("only_anonymized", False),
        parts=tuple(_part(part) for part in plain.get("parts", [])),
        published=tuple(Published(frozenset(one["fields"]), one["address"]) for one in plain.get("published", [])),
        caps=tuple(Cap(**_cap(cap)) for cap in plain.get("caps", [])),
    )


def parties_of(texts: list[str]) -> frozenset[Party]:
    return frozenset(Party.parse(text) for text in texts)


def _part(plain: dict[str, Any]) -> PartMarking:
    return PartMarking(
        fields=frozenset(plain["fields"]),
        tlp=Tlp.of(plain["tlp"]) if "tlp" in plain else None,
        readers=parties_of(plain["readers"]) if "readers" in plain else None,
        kept_from=parties_of(plain.get("kept_from", [])),
    )


def _cap(plain: dict[str, Any]) -> dict[str, Any]:
    return {
        "tlp": Tlp.of(plain["tlp"]),
        "variant": TableVariant.of(plain["variant"]),
        "leg": Leg.of(plain["leg"]),
        "sectors": frozenset(plain.get("sectors", [])),
        "receivers": frozenset(plain.get("receivers", [])),
        "destinations": parties_of(plain.get("destinations", [])),
        "provider_ministry": plain.get("provider_ministry"),
        "additions": parties_of(plain.get("additions", [])),
        "exclusions": parties_of(plain.get("exclusions", [])),
        "only": parties_of(plain["only"]) if "only" in plain else None,
        "class_floor": MemberClass.of(plain["class_floor"]) if "class_floor" in plain else None,
        "is_secret": plain.get("is_secret", False),
        "is_recalled": plain.get("is_recalled", False),
        "bars_government": plain.get("bars_government", False),
    }
