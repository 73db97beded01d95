"""Techniques by tactic, out of the objects that the viewer may read: their numbers and phases as their senders wrote them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.graphs import Graph
from noroshi.intel.models import Link
from noroshi.intel.naming import title_of, whole_of
from noroshi.intel.queries import listed, objects
from noroshi.intel.relating import named
from noroshi.stix.kinds import StixKind
from noroshi.vocabulary import StixType

MOST: Final = 1500
STEPS, MOST_TIES = 2, 5_000
OTHER: Final = ""
ORDER: Final = (
    "reconnaissance",
    "resource-development",
    "initial-access",
    "execution",
    "persistence",
    "privilege-escalation",
    "defense-evasion",
    "credential-access",
    "discovery",
    "lateral-movement",
    "collection",
    "command-and-control",
    "exfiltration",
    "impact",
)
"""As an attack goes on; what somebody calls otherwise stands behind, in the order of the alphabet."""


@dataclass
class Technique:
    """`below` are its finer kinds: `T1566.001` stands below `T1566`."""

    number: str
    title: str
    uuid: UUID | None
    below: list["Technique"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tactic:
    phase: str
    techniques: Sequence[Technique]


def of_graph(graph: Graph) -> list[Tactic]:
    return matrix(node.of.whole for node in graph.nodes if node.of.type is StixType.ATTACK_PATTERN)


def of_objects(viewer: Viewer, numbers: Collection[int]) -> list[Tactic]:
    """Of what hangs on these objects: techniques themselves, tied to them, or tied to what they are tied to."""
    found = set(objects(viewer).filter(pk__in=numbers).values_list("uuid", flat=True))
    border = found
    for _step in range(STEPS):
        border = _tied(viewer, border) - found
        found |= border
    patterns = objects(viewer).filter(uuid__in=found, kind=int(StixKind.ATTACK_PATTERN)).values_list("uuid", flat=True)
    return matrix(one.whole for one in named(viewer, set(patterns)).values())


def _tied(viewer: Viewer, border: Collection[UUID]) -> set[UUID]:
    rows = readable_by(viewer, Link.objects.all())
    outward = rows.filter(from_uuid__in=border).values_list("to_uuid", flat=True)[:MOST_TIES]
    inward = rows.filter(to_uuid__in=border).values_list("from_uuid", flat=True)[:MOST_TIES]
    return {*outward, *inward}


def of_everything(viewer: Viewer) -> list[Tactic]:
    latest: dict[UUID, dict[str, Any]] = {}
    for one in listed(viewer, [StixKind.ATTACK_PATTERN], most=MOST):
        whole = whole_of(one.raw)
        known = latest.get(one.uuid)
        if known is None or whole["modified"] > known["modified"]:
            latest[one.uuid] = whole
    return matrix(latest.values())


def matrix(patterns: Iterable[Mapping[str, Any]]) -> list[Tactic]:
    by_phase: dict[str, dict[str, Technique]] = {}
    for whole in patterns:
        if whole.get("revoked"):
            continue
        one = Technique(number_of(whole), title_of(whole), UUID(str(whole["id"])[-36:]))
        for phase in phases_of(whole) or [OTHER]:
            by_phase.setdefault(phase, {})[one.number or str(one.uuid)] = one
    known = sorted(
        by_phase, key=lambda phase: (ORDER.index(phase) if phase in ORDER else len(ORDER), phase == OTHER, phase)
    )
    return [Tactic(phase, _nested(by_phase[phase])) for phase in known]


def number_of(whole: Mapping[str, Any]) -> str:
    """Of ATT&CK, whichever of its bodies; else whatever number its sender gave it."""
    given = [one for one in whole.get("external_references", ()) if one.get("external_id")]
    given.sort(key=lambda one: not str(one["source_name"]).startswith("mitre"))
    return str(given[0]["external_id"]) if given else ""


def phases_of(whole: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(str(one["phase_name"]) for one in whole.get("kill_chain_phases", ())))


def _nested(found: Mapping[str, Technique]) -> list[Technique]:
    tops: dict[str, Technique] = {}
    for key, one in sorted(found.items()):
        above, dot, _below = key.partition(".")
        if not dot:
            tops[key] = Technique(one.number, one.title, one.uuid)
        else:
            tops.setdefault(above, Technique(above, "", None)).below.append(one)
    return list(tops.values())
