"""Filling forms in tests: the starred items and a summary, sent by the way that the test names."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from noroshi.advisories.actions import begin_advisory, issue_advisory
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Membership
from noroshi.directory.seated import of_membership
from noroshi.drafting.actions import save
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.reports.actions import begin_report, submit_report
from noroshi.vocabulary import Role

SUMMARY = "変電所の保守端末から社外への不審な通信"


def draft_report(viewer: Viewer, way: str = "", *, tlp: str = "amber", wish: Any = None, **typed: Any) -> DraftShown:
    """Begun and saved with a color and a summary."""
    with acting_as(viewer):
        begun = begin_report(viewer, way)
        return amended(viewer, begun, tlp=tlp, wish=wish, **{"summary": SUMMARY, **typed})


def amended(viewer: Viewer, draft: DraftShown, *, tlp: str = "amber", wish: Any = None, **typed: Any) -> DraftShown:
    """In the caller's transaction. An advisory is in one of its cases, as its writer has to say."""
    before = draft.written
    case = {"provision_case": "otherwise_useful"} if draft.kind == "advisory" else {}
    written = Written(
        {**case, **before.typed, **typed}, before.marks, {**before.wish, "tlp": tlp, **(wish or {})}, before.figures
    )
    return save(viewer, draft.public_id, written, version=draft.version)


def reported(viewer: Viewer, way: str = "", *, tlp: str = "amber", wish: Any = None, **typed: Any) -> UUID:
    """A report that is on its way."""
    draft = draft_report(viewer, way, tlp=tlp, wish=wish, **typed)
    return sent(viewer, draft)


def sent(viewer: Viewer, draft: DraftShown) -> UUID:
    with acting_as(viewer):
        return submit_report(viewer, draft.public_id, version=draft.version)


def issued(
    viewer: Viewer, *destinations: str, tlp: str = "amber", sources: tuple[UUID, ...] = (), **typed: Any
) -> UUID:
    """An advisory to ministry and sector pairs, as the doors write them."""
    with acting_as(viewer):
        begun = begin_advisory(viewer, sources)
        wish = {"destinations": list(destinations)}
        draft = amended(
            viewer, begun, tlp=tlp, wish=wish, **{"threat_summary": "遠隔接続機器の弱点が悪用されている", **typed}
        )
    by = second_person(viewer) if sources else viewer
    with acting_as(by):
        return issue_advisory(by, draft.public_id, version=draft.version)


def second_person(viewer: Viewer) -> Viewer:
    """Somebody else of the same desk who knows of everything there."""
    others = Membership.objects.filter(desk=viewer.desk_id, ended_at=None).exclude(person=viewer.seat.person_id)
    knowing = others.filter(Q(is_poc=True) | Q(is_deputy=True) | Q(role=Role.CSIRT.value)).order_by("pk")
    return Viewer(of_membership(knowing[0]))
