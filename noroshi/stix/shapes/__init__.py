"""The shape of every kind of object, and the one check that holds an object against its own."""

from collections.abc import Mapping
from typing import Any, Final

from noroshi.stix.faults import Wrong
from noroshi.stix.kinds import KINDS, StixKind
from noroshi.stix.shapes.domains import DOMAIN_SHAPES
from noroshi.stix.shapes.everywhere import domain, observable
from noroshi.stix.shapes.meta import META_SHAPES
from noroshi.stix.shapes.observables import OBSERVABLE_SHAPES
from noroshi.stix.shapes.references import TYPE, type_in
from noroshi.stix.shapes.shape import Shape
from noroshi.stix.shapes.words import named, text

SHAPES: Final[Mapping[StixKind, Shape]] = {**DOMAIN_SHAPES, **OBSERVABLE_SHAPES, **META_SHAPES}
CUSTOM: Final = domain()
CUSTOM_OBSERVABLE: Final = observable()


def check(whole: dict[str, Any]) -> StixKind:
    """Which kind it is. Raises Wrong with the path of the first thing that is not as the standard has it."""
    for name in ("type", "id"):
        if name not in whole:
            raise Wrong("missing", "$", name)
    kind = _kind(whole)
    _shape(whole, kind).check(whole)
    for number, one in enumerate(whole.get("granular_markings", ())):
        for at, selector in enumerate(one["selectors"]):
            if not selects(whole, selector):
                raise Wrong("not_a_selector", f"$.granular_markings[{number}].selectors[{at}]", selector)
    return kind


def _kind(whole: Mapping[str, Any]) -> StixKind:
    given = whole["type"]
    text(given, "$.type")
    if TYPE.fullmatch(given) is None or given == "bundle":
        raise Wrong("not_a_type", "$.type", given)
    if type_in(whole["id"], "$.id") != given:
        raise Wrong("wrong_id_type", "$.id", whole["id"])
    return KINDS.get(given, StixKind.CUSTOM)


def _shape(whole: Mapping[str, Any], kind: StixKind) -> Shape:
    """A custom observable has no version; whatever says when it was made is a domain object or a relationship."""
    if kind is not StixKind.CUSTOM:
        return SHAPES[kind]
    return CUSTOM if "created" in whole or "modified" in whole or not _extends(whole, "new-sco") else CUSTOM_OBSERVABLE


def _extends(whole: Mapping[str, Any], how: str) -> bool:
    given = whole.get("extensions")
    if type(given) is not dict:
        return "spec_version" not in whole
    return any(type(one) is dict and one.get("extension_type") == how for one in given.values())


def selects(whole: Any, selector: str) -> bool:
    """Whether there is something where a marking of parts points."""
    for step in selector.split("."):
        if step.startswith("[") and type(whole) is list:
            number = int(step[1:-1]) if len(step) < 12 else len(whole)
            if number >= len(whole):
                return False
            whole = whole[number]
        elif type(whole) is dict and step in whole:
            whole = whole[step]
        else:
            return False
    return True


__all__ = ["SHAPES", "check", "named", "selects"]
