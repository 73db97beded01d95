"""Events of MISP as STIX and back, by the published format of its feeds. Plain Python; what STIX has no place for is kept as it came."""

from noroshi.stix.misp.colors import color_of_event, narrowed
from noroshi.stix.misp.reading import NotMisp, events_in, is_misp, objects_of
from noroshi.stix.misp.writing import Told, event_of, manifest_entry

__all__ = [
    "NotMisp",
    "Told",
    "color_of_event",
    "event_of",
    "events_in",
    "is_misp",
    "manifest_entry",
    "narrowed",
    "objects_of",
]
