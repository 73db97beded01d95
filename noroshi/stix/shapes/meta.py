"""Objects about other objects: markings, translations, definitions of extensions (STIX 2.1, part 7)."""

from collections.abc import Mapping
from typing import Any, Final

from noroshi.stix.faults import Wrong
from noroshi.stix.kinds import StixKind
from noroshi.stix.shapes.everywhere import ALWAYS, DOMAIN, EXTENSION_TYPES, MARKINGS, domain, words
from noroshi.stix.shapes.references import ref
from noroshi.stix.shapes.shape import Shape
from noroshi.stix.shapes.words import anything, at, dictionary, language, listed, named, one_of, text
from noroshi.stix.tlp import TLP1, TLP2, TLP2_EXTENSION

STATEMENT: Final = Shape({"statement": text}, ("statement",))
TLP: Final = Shape({"tlp": text}, ("tlp",))


def _definition(value: Mapping[str, Any], path: str) -> None:
    """Either in the old way, or in an extension; the four TLP markings are what the standard says they are."""
    if "definition_type" not in value and "definition" not in value:
        if "extensions" not in value:
            raise Wrong("needs_one_of", path, "definition, extensions")
        return
    for name in ("definition_type", "definition"):
        if name not in value:
            raise Wrong("missing", path, name)
    if value["definition_type"] == "statement":
        STATEMENT.check(value["definition"], f"{path}.definition")
    elif value["definition_type"] == "tlp":
        TLP.check(value["definition"], f"{path}.definition")
        if TLP1.get(value["id"].lower()) != value["definition"]["tlp"]:
            raise Wrong("marking_unlike", f"{path}.definition.tlp", value["definition"]["tlp"])
    elif type(value["definition"]) is not dict:
        raise Wrong("wrong_type", f"{path}.definition", named(value["definition"]))


def _published(value: Mapping[str, Any], path: str) -> None:
    """The markings of TLP 2.0 are what was published under their ids."""
    label = TLP2.get(value["id"].lower())
    if label is not None:
        said = value.get("extensions", {}).get(TLP2_EXTENSION, {}).get("tlp_2_0")
        if said != label.value:
            raise Wrong("marking_unlike", f"{path}.extensions.{TLP2_EXTENSION}.tlp_2_0", said)


def _not_itself(value: Mapping[str, Any], path: str) -> None:
    granular = [one.get("marking_ref") for one in value.get("granular_markings", ())]
    if value["id"] in [*value.get("object_marking_refs", ()), *granular]:
        raise Wrong("marked_by_itself", path)


def _contents(value: Any, path: str) -> None:
    dictionary(dictionary(anything))(value, path)
    for name in value:
        language(name, path)


META_SHAPES: Final = {
    StixKind.MARKING_DEFINITION: Shape(
        {
            **ALWAYS,
            **{name: DOMAIN[name] for name in ("created_by_ref", "created", "external_references", "extensions")},
            "name": text,
            "definition_type": text,
            "definition": anything,
        },
        ("type", "spec_version", "id", "created"),
        (_definition, _published, _not_itself),
        lacks=frozenset({"modified", "revoked", "labels", "confidence", "lang"}),
    ),
    StixKind.LANGUAGE_CONTENT: domain(
        ("object_ref", "contents"), object_ref=ref(), object_modified=at, contents=_contents
    ),
    StixKind.EXTENSION_DEFINITION: domain(
        ("created_by_ref", "name", "schema", "version", "extension_types"),
        name=text,
        description=text,
        schema=text,
        version=text,
        extension_types=listed(one_of(*EXTENSION_TYPES)),
        extension_properties=words,
    ),
}
__all__ = ["MARKINGS", "META_SHAPES"]
