"""Our own extension of STIX: what the plan's forms and the eleven kinds of information hold and the standard has no place for."""

from datetime import UTC, datetime
from typing import Any, Final

EXTENSION: Final = "extension-definition--8c3f1a52-6d0e-4b7b-9f24-5e1b7d2c9a60"
MAKER: Final = "identity--2f6f0d7e-6f0b-4d0e-8f7a-3c9c4b8e51d2"
MADE: Final = "2026-11-21T00:00:00.000Z"
SCHEMA: Final = """Noroshi extension 1.0.0, a property extension of any STIX object. All properties are optional.
form, scheme (string): the official form and the edition of the plan that it belongs to; on a report object.
color (string: red, amber, green, clear): how far the form may go by the plan; the TLP marking of the object is never wider.
fields (dictionary): form fields by id as they were filled, those that stand in a STIX property excepted.
marks (dictionary): by field id what is said about a value: certainty (estimate, unconfirmed), basis, anonymized, correction.
placed (list of string): the fields that stand in STIX properties; parts (dictionary): part name to object id.
enclosed (list of dictionary): name, size, sha256 of files that go with the form.
sectors, products (list of string): whom and what an object concerns; place_of_discovery, background, handling_note (string).
information (string): which of the eleven kinds of shareable information this is.
severity (number, or string): how bad it is: a CVSS score or vector, else critical, high, medium, low or none.
details (dictionary): further fields of that kind, by id, as text or list of text."""


def stamp(at: datetime) -> str:
    """As STIX writes moments."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def definition() -> list[dict[str, Any]]:
    """The extension explains itself wherever it goes: its definition, and who made it."""
    return [
        {
            "type": "identity",
            "spec_version": "2.1",
            "id": MAKER,
            "created": MADE,
            "modified": MADE,
            "name": "Noroshi",
            "identity_class": "system",
        },
        {
            "type": "extension-definition",
            "spec_version": "2.1",
            "id": EXTENSION,
            "created_by_ref": MAKER,
            "created": MADE,
            "modified": MADE,
            "name": "Noroshi",
            "description": "Forms and usual fields of critical infrastructure information sharing in Japan.",
            "schema": SCHEMA,
            "version": "1.0.0",
            "extension_types": ["property-extension"],
        },
    ]


def extended(**said: Any) -> dict[str, Any]:
    """Empty lists and dictionaries may not stand in STIX."""
    kept = {name: value for name, value in said.items() if value not in ("", None, [], {}, ())}
    return {EXTENSION: {"extension_type": "property-extension", **kept}}
