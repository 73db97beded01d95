"""Every factor of a score, as data. Plain Python.

score = confidence × reliability × importance × severity × freshness × relevance, from 0 to 1. Freshness halves nothing at a clock's
stroke: it falls by exp(-age / days), so that `weight` = ln(confidence × severity) + start / days orders what is of one kind for ever,
and time moves only the bar.
"""

from typing import Final

from noroshi.observables import Kind
from noroshi.stix.kinds import StixKind
from noroshi.vocabulary import Freshness, Relevance, Reliability, Severity

RELIABILITY: Final = {
    Reliability.A: 1.0,
    Reliability.B: 0.8,
    Reliability.C: 0.6,
    Reliability.D: 0.4,
    Reliability.E: 0.2,
    Reliability.F: 0.5,
}
UNSAID_CONFIDENCE: Final = 50
"""Of what a source gives no confidence to."""
DAYS: Final = {
    Freshness.ADDRESS: 30,
    Freshness.NAME: 90,
    Freshness.FILE: 180,
    Freshness.WEAKNESS: 180,
    Freshness.STORY: 180,
}
IMPORTANCE: Final = {
    Freshness.ADDRESS: 0.9,
    Freshness.NAME: 0.9,
    Freshness.FILE: 0.9,
    Freshness.WEAKNESS: 1.0,
    Freshness.STORY: 0.8,
}
SEVERITY: Final = {
    Severity.CRITICAL: 1.0,
    Severity.HIGH: 0.9,
    Severity.MEDIUM: 0.7,
    Severity.LOW: 0.4,
    Severity.NONE: 0.2,
}
UNSAID_SEVERITY: Final = 1.0
"""What says nothing loses nothing: a weakness is newest before anybody has judged it."""
RELEVANCE: Final = {
    Relevance.OWN: 1.0,
    Relevance.PRODUCT: 1.0,
    Relevance.SUPPLIER: 0.9,
    Relevance.SECTOR: 0.8,
    Relevance.KEYWORD: 0.7,
    Relevance.GENERAL: 0.3,
}
FLOOR: Final = 0.05
"""What can never again reach this is on no list; no threshold may be lower."""
THRESHOLD: Final = 0.35
MOST: Final = 656

NUMBER: Final = {which: number for number, which in enumerate(Freshness, 1)}
"""Stored: add at the end, never move one."""
OF_KIND: Final = {
    Freshness.ADDRESS: (Kind.IPV4, Kind.IPV6, Kind.CIDR, Kind.ASN),
    Freshness.NAME: (Kind.DOMAIN, Kind.URL, Kind.EMAIL, Kind.JA3, Kind.CERTIFICATE, Kind.USER_AGENT),
    Freshness.WEAKNESS: (Kind.CVE,),
}
OF_OBJECT: Final = {Freshness.WEAKNESS: (StixKind.VULNERABILITY,)}


def freshness_of(object_kind: int, kind: int) -> Freshness:
    """By the object first, then by the value; an object about itself is a story."""
    for which, objects in OF_OBJECT.items():
        if object_kind in objects:
            return which
    for which, kinds in OF_KIND.items():
        if kind in kinds:
            return which
    return Freshness.FILE if kind else Freshness.STORY
