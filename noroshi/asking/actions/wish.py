"""A desk's standing wish: texts made from its reports go up only with its approval."""

from django.utils import timezone

from noroshi.asking.models import ApprovalWish
from noroshi.audiences.actions import intern
from noroshi.audiences.kept_schemes import scheme_key
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization
from noroshi.ledger.actions import record
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import organization
from noroshi.vocabulary import Leg, TableVariant, Tlp


def wish_approval(viewer: Viewer, *, is_wanted: bool) -> None:
    """Said again it stays; the secretariats of the desk's CEPTOARs hear it and nobody else."""
    own = readable_by(viewer, ApprovalWish.objects.filter(desk=viewer.desk_id)).order_by("-at").first()
    if (own.is_wanted if own else False) is is_wanted:
        return
    made = ApprovalWish.objects.create(
        audience_id=_heard_by(viewer),
        desk_id=viewer.desk_id,
        is_wanted=is_wanted,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    objects = [(made.public_id, viewer.organization_id)]
    record(deed="wish_approval", actor=viewer.actor, objects=objects, detail={"is_wanted": is_wanted})


def _heard_by(viewer: Viewer) -> int:
    home = Organization.objects.get(pk=viewer.organization_id)
    heard = frozenset(organization(number) for number in home.ceptoars.values_list("pk", flat=True))
    marking = Marking(
        tlp=Tlp.GREEN,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        originator=viewer.desk_id,
        additions=heard,
        only=heard,
    )
    return intern(Definition(marking, opened=heard, scheme=scheme_key()))
