"""Which field of a form has a place in STIX: part of the bundle and property of it. All others go into our extension."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from noroshi.vocabulary import FormKind


@dataclass(frozen=True, slots=True)
class Place:
    """`is_list`: the property is a list and the field its only member."""

    part: str
    property: str
    is_list: bool = False


REPORT, INCIDENT, REPORTER, VICTIM, MEASURE = "report", "incident", "reporter", "victim", "measure"

PLACES: Final[Mapping[FormKind, Mapping[str, Place]]] = MappingProxyType(
    {
        FormKind.REPORT: {
            "summary": Place(INCIDENT, "description"),
            "source_ministry": Place(REPORTER, "name"),
            "operator_name": Place(VICTIM, "name"),
            "sector": Place(VICTIM, "sectors", is_list=True),
        },
        FormKind.ADVISORY: {
            "threat_summary": Place(REPORT, "description"),
            "course_of_action": Place(MEASURE, "description"),
        },
        FormKind.SHEET: {
            "what_happened": Place(REPORT, "description"),
            "measures": Place(MEASURE, "description"),
        },
    }
)
SOUGHT: Final[Mapping[FormKind, tuple[str, ...]]] = MappingProxyType(
    {
        FormKind.REPORT: ("summary", "supplement", "timeline"),
        FormKind.ADVISORY: ("threat_summary", "threat_target", "others"),
        FormKind.SHEET: ("what_happened", "indicators", "analysis"),
    }
)
"""Texts about the attack: their addresses, names and hashes become indicators. Systems of the victim are not looked at."""

CONTACT: Final[Mapping[FormKind, tuple[str, ...]]] = MappingProxyType(
    {
        FormKind.REPORT: ("source_bureau", "source_person", "source_telephone", "source_email"),
        FormKind.ADVISORY: ("contact_person", "contact_telephone", "contact_email"),
        FormKind.SHEET: ("contact_person", "contact_telephone", "contact_email"),
    }
)
