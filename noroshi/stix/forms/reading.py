"""A bundle that comes in becomes a form that was read. It is somebody's file like any other: every field is looked at anew."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import msgspec

from noroshi.paper.brought import BESIDE, MOST_TROUBLES, FormRead, Trouble
from noroshi.paper.errors import NotAForm
from noroshi.paper.offline import read_offline
from noroshi.paper.offline.page import FORMAT
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Form
from noroshi.stix.errors import refusal_of
from noroshi.stix.faults import Fault
from noroshi.stix.forms.places import PLACES
from noroshi.stix.kinds import StixKind
from noroshi.stix.markings import NOTHING, Book, Limit, limit_of, meant, outward
from noroshi.stix.ours import EXTENSION
from noroshi.stix.read import Read
from noroshi.stix.reading import read_all
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import FormKind, Tlp

TYPE: Final = re.compile(rb'"type"\s*:\s*"(?:bundle|report|incident|indicator|grouping)"')
LONGEST: Final = 20_000
ABOUT: Final = frozenset({StixKind.REPORT, StixKind.INCIDENT, StixKind.GROUPING, StixKind.NOTE})


def is_bundle(content: bytes) -> bool:
    """By what stands at its beginning."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] in {b"{", b"["} and TYPE.search(head) is not None


def read_bundle(content: bytes, scheme: Scheme) -> FormRead:
    """Our own form as it was filled, or what a report of anybody else says, put where it belongs."""
    objects, faults = _objects(content)
    report = _our_report(objects)
    found = _ours(report, objects, scheme) if report else _theirs(objects, scheme)
    troubles = [Trouble(_place(one), refusal_of(one)) for one in faults]
    return replace(found, troubles=(*found.troubles, *troubles)[:MOST_TROUBLES])


def content_of(content: bytes) -> Mapping[str, Any]:
    """All fields of our own form as its sheet held them, those included that a deed gives anew."""
    objects, _ = _objects(content)
    report = _our_report(objects)
    if report is None:
        raise NotAForm
    fields, marks = _filled(report, objects)
    names = dict.fromkeys([*fields, *marks])
    return {name: {"value": fields.get(name, ""), **marks[name]} if name in marks else fields[name] for name in names}


def _objects(content: bytes) -> tuple[dict[str, tuple[Read, dict[str, Any]]], list[Fault]]:
    objects: dict[str, tuple[Read, dict[str, Any]]] = {}
    faults: list[Fault] = []
    for one in read_all(content):
        if isinstance(one, Fault):
            faults.append(one)
        else:
            objects[one.id] = (one, msgspec.json.decode(one.raw))
    if not objects:
        raise NotAForm
    return objects, faults


def _our_report(objects: Mapping[str, tuple[Read, dict[str, Any]]]) -> dict[str, Any] | None:
    for read, whole in objects.values():
        if read.kind is StixKind.REPORT and isinstance(_said(whole).get("form"), str):
            return whole
    return None


def _said(whole: Mapping[str, Any]) -> dict[str, Any]:
    found = whole.get("extensions", {}).get(EXTENSION)
    return found if isinstance(found, dict) else {}


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _filled(
    report: dict[str, Any], objects: Mapping[str, tuple[Read, dict[str, Any]]]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """A field stands in the property that the extension says, as it reads there now."""
    said = _said(report)
    fields, parts = dict(_mapping(said.get("fields"))), _mapping(said.get("parts"))
    kind = next((one for one in FormKind if str(said["form"]).startswith(one.value)), FormKind.ADVISORY)
    placed = said.get("placed")
    for name in placed if isinstance(placed, list) else ():
        place = PLACES[kind].get(str(name))
        part = parts.get(place.part) if place else None
        whole = objects[part][1] if isinstance(part, str) and part in objects else {}
        value = whole.get(place.property) if place else None
        if place and place.is_list:
            value = value[0] if isinstance(value, list) and value else None
        if isinstance(value, str):
            fields[str(name)] = value
    return fields, {name: mark for name, mark in _mapping(said.get("marks")).items() if isinstance(mark, dict)}


def _ours(report: dict[str, Any], objects: Mapping[str, tuple[Read, dict[str, Any]]], scheme: Scheme) -> FormRead:
    said = _said(report)
    fields, marks = _filled(report, objects)
    beside = {name: _plainly(fields.pop(name)) for name in list(fields) if name in BESIDE}
    fields.pop("sharing_scope", None)
    saved = {
        "format": FORMAT,
        "form": said["form"],
        "scheme": str(said.get("scheme") or ""),
        "scope": _scope(said.get("color"), report, objects),
        "typed": fields,
        "marks": marks,
    }
    return replace(read_offline(json.dumps(saved), scheme), beside=beside)


def _plainly(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _scope(color: Any, report: dict[str, Any], objects: Mapping[str, tuple[Read, dict[str, Any]]]) -> str:
    """The color that the form had; a marking that somebody has added since narrows it, and none widens it."""
    own = Tlp.of(color) if isinstance(color, str) and color in set(Tlp) else None
    expected = ID_OF[outward(own)] if own else ""
    read = objects[report["id"]][0]
    others = msgspec.structs.replace(read, markings=tuple(ref for ref in read.markings if ref != expected))
    is_as_sent = expected in read.markings
    limit = limit_of(others, _book(objects))
    if own is None or not is_as_sent:
        limit = limit_of(read, _book(objects)) & (Limit(own) if own else NOTHING)
        return limit.tlp.value if limit.tlp else ""
    return (limit.within(own).tlp or own).value


def _book(objects: Mapping[str, tuple[Read, dict[str, Any]]]) -> Book:
    return {ref: meant(whole) for ref, (read, whole) in objects.items() if read.kind is StixKind.MARKING_DEFINITION}


def _theirs(objects: Mapping[str, tuple[Read, dict[str, Any]]], scheme: Scheme) -> FormRead:
    """Of an incident a report, of somebody's report or note an advisory. Indicators alone are no form: they are kept as what they are."""
    if not any(read.kind in ABOUT for read, _ in objects.values()):
        raise NotAForm
    has_incident = any(read.kind is StixKind.INCIDENT for read, _ in objects.values())
    kind = FormKind.REPORT if has_incident else FormKind.ADVISORY
    text = "\n\n".join(_told(objects)).strip()
    form = scheme.form(kind)
    if not text or form is None:
        raise NotAForm
    field = "summary" if kind is FormKind.REPORT else "threat_summary"
    typed = {field: text[:LONGEST], **({} if has_incident else _advice(objects))}
    limits = [limit_of(read, _book(objects)).tlp for read, _ in objects.values()]
    colors = [tlp for tlp in limits if tlp is not None]
    scope = min(colors, key=lambda tlp: tlp.width).value if colors else ""
    saved = {"format": FORMAT, "form": form.id, "typed": _known(form, typed), "marks": {}, "scope": scope}
    return read_offline(json.dumps(saved), scheme)


def _told(objects: Mapping[str, tuple[Read, dict[str, Any]]]) -> Iterator[str]:
    """Names and descriptions of what tells something, then the values that it names."""
    for read, whole in objects.values():
        if read.kind in ABOUT:
            yield "\n".join(
                str(whole[name])
                for name in ("name", "abstract", "description", "content")
                if isinstance(whole.get(name), str)
            )
    values = dict.fromkeys(value for read, _ in objects.values() for _, value in read.values)
    if values:
        yield "\n".join(values)


def _advice(objects: Mapping[str, tuple[Read, dict[str, Any]]]) -> dict[str, str]:
    told = [
        str(whole.get("description") or whole.get("name") or "")
        for read, whole in objects.values()
        if read.kind is StixKind.COURSE_OF_ACTION
    ]
    return {"course_of_action": "\n\n".join(told)[:LONGEST]} if any(told) else {}


def _known(form: Form, typed: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in typed.items() if form.field(name) and value}


def _place(fault: Fault) -> str:
    where = f"objects[{fault.position}]" if fault.position is not None else ""
    return f"{where}{fault.path[1:]}"[:60]
