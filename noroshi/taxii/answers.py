"""Answers as TAXII 2.1 writes them. Lists that would be empty are left out, as the standard wants it."""

from datetime import datetime
from typing import Any

import msgspec
from django.http import HttpResponse
from django.utils.translation import get_language

from noroshi.intel.exchange import Described, Handed, Manifest, Page
from noroshi.taxii.media import STIX
from noroshi.threshold.refusals import TAXII_MEDIA


def told(body: bytes | dict[str, Any], status: int = 200) -> HttpResponse:
    content = body if isinstance(body, bytes) else msgspec.json.encode(body)
    return HttpResponse(content, status=status, content_type=TAXII_MEDIA)


def of_page(page: Page, place: str) -> HttpResponse:
    """The objects as they lie here, between a head and a tail."""
    if not page.objects:
        return told({"more": False})
    head = b'{"more":true,"next":"%s","objects":[' % place.encode() if place else b'{"more":false,"objects":['
    answer = told(b"".join([head, page.objects, b"]}"]))
    return _dated(answer, page.first, page.last)


def of_manifest(found: Manifest, place: str) -> HttpResponse:
    if not found.entries:
        return told({"more": False})
    objects = [
        {
            "id": one.id,
            "date_added": stamp(one.added),
            "version": stamp(one.version),
            "media_type": STIX.format(one.spec),
        }
        for one in found.entries
    ]
    answer = told({"more": bool(place), **_next(place), "objects": objects})
    return _dated(answer, found.entries[0].added, found.entries[-1].added)


def of_versions(found: Manifest, place: str) -> HttpResponse:
    if not found.entries:
        return told({"more": False})
    versions = list(dict.fromkeys(stamp(one.version) for one in found.entries))
    answer = told({"more": bool(place), **_next(place), "versions": versions})
    return _dated(answer, found.entries[0].added, found.entries[-1].added)


def of_collection(one: Described) -> dict[str, Any]:
    language = get_language() or "ja"
    return {
        "id": str(one.collection.id),
        "title": one.title.label(language),
        "description": one.note.label(language),
        "can_read": True,
        "can_write": one.collection.is_own,
        "media_types": [STIX.format("2.1")],
    }


def of_status(one: Handed) -> dict[str, Any]:
    """Everything is done when we answer: nothing is ever pending."""
    language = get_language() or "ja"
    failures = [
        {
            "id": bad.id or bad.path,
            "version": bad.version or stamp(one.at),
            "message": f"{bad.path}: {bad.says.label(language)}",
        }
        for bad in one.refused
    ]
    return {
        "id": str(one.id),
        "status": "complete",
        "request_timestamp": stamp(one.at),
        "total_count": one.total,
        "success_count": one.new + one.known,
        "failure_count": len(one.refused),
        "pending_count": 0,
        **({"failures": failures} if failures else {}),
    }


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _next(place: str) -> dict[str, str]:
    return {"next": place} if place else {}


def _dated(answer: HttpResponse, first: datetime | None, last: datetime | None) -> HttpResponse:
    if first and last:
        answer["X-TAXII-Date-Added-First"], answer["X-TAXII-Date-Added-Last"] = stamp(first), stamp(last)
    return answer
