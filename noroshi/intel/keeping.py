"""A later version of an object that people change by a form: what the form does not know of stays as it was."""

from collections.abc import Iterator, Mapping
from typing import Any

from noroshi.stix.information import Information, fields_of
from noroshi.stix.ours import EXTENSION

ABOUT_ITSELF = frozenset({"type", "spec_version", "id", "created", "modified"})


def kept_with(old: Mapping[str, Any], new: Mapping[str, Any], information: Information) -> dict[str, Any]:
    """`new` holds what the form says, `old` all that stood there."""
    covered = _covered(information)
    whole = {name: value for name, value in old.items() if name not in covered} | dict(new)
    references = [*_references(old, new), *_added(old, new)]
    if references:
        whole["external_references"] = references
    else:
        whole.pop("external_references", None)
    whole["extensions"] = _extensions(old, new, information)
    return {name: whole[name] for name in (*new, *whole) if name in whole}


def _covered(information: Information) -> set[str]:
    places = {field.place for field in information.fields}
    return places | ({"kill_chain_phases"} if "phases" in places else set()) | {"extensions", "external_references"}


def _references(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Any]:
    """Those that the form does not show, and those that still stand in it, with all that was said of them."""
    still = _texts(new, new.get("external_references", ()))
    for one in old.get("external_references", ()):
        texts = _texts(new, [one])
        if not texts or texts & still:
            yield one


def _added(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Any]:
    before = _texts(new, old.get("external_references", ()))
    yield from (one for one in new.get("external_references", ()) if not _texts(new, [one]) & before)


def _texts(as_in: Mapping[str, Any], references: Any) -> set[tuple[str, str]]:
    bare = {"type": as_in["type"], "id": as_in["id"], "extensions": as_in.get("extensions", {})}
    said = fields_of({**bare, "external_references": list(references)})
    return {(name, text) for name, value in said.items() if isinstance(value, list) for text in value}


def _extensions(old: Mapping[str, Any], new: Mapping[str, Any], information: Information) -> dict[str, Any]:
    before, now = dict(old.get("extensions", {})), dict(new["extensions"])
    covered = {field.id for field in information.fields}
    own, said = dict(before.get(EXTENSION, {})), now[EXTENSION]
    details = {k: v for k, v in own.get("details", {}).items() if k not in covered} | said.get("details", {})
    whole = {k: v for k, v in own.items() if k not in covered and k != "details"} | said
    return before | {EXTENSION: whole | ({"details": details} if details else {})}
