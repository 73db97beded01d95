"""Objects that belong together: made by one, at one moment, under one marking."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from noroshi.stix.ids import own_id
from noroshi.stix.ours import stamp


@dataclass
class Making:
    """`root` is the public id of what they are made from: made again, every object has the same id and a later version."""

    root: UUID
    created: datetime
    modified: datetime
    created_by: str = ""
    markings: tuple[str, ...] = ()
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, kind: str, *names: object, id: str = "", **said: Any) -> str:  # noqa: A002 - the standard's own word
        """Its id. What is empty is left out, as the standard wants."""
        ref = id or own_id(kind, self.root, *names)
        self.objects[ref] = {
            "type": kind,
            "spec_version": "2.1",
            "id": ref,
            **({"created_by_ref": self.created_by} if self.created_by else {}),
            "created": stamp(self.created),
            "modified": stamp(self.modified),
            **kept(said),
            **({"object_marking_refs": list(self.markings)} if self.markings else {}),
        }
        return ref

    def put(self, whole: dict[str, Any]) -> str:
        """An observable or a marking, which has no version; markings are put on what may carry them."""
        ref = str(whole["id"])
        marked = {"object_marking_refs": list(self.markings)} if self.markings else {}
        self.objects[ref] = whole if whole["type"] == "marking-definition" else {**whole, **marked}
        return ref

    def relate(self, source: str, how: str, target: str) -> str:
        return self.add(
            "relationship", source, how, target, relationship_type=how, source_ref=source, target_ref=target
        )


def kept(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value not in ("", None, [], {}, ())}
