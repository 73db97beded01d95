"""Passing a request on to another ISAC or hub, with the consent of whoever asked: a request of this desk's own (C-159, 参考2.3 ④)."""

import uuid

from noroshi.audiences.actions import definition_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.helping.actions.ask import Asked, helper, put
from noroshi.helping.actions.move import moves_of, request_to_change, side_of
from noroshi.helping.errors import ConsentMissing, HelpPassedOnAlready, NotNow
from noroshi.helping.models import HelpRequest, HelpTie
from noroshi.helping.naming import must_not_name_the_asker
from noroshi.helping.ranges import of_desk
from noroshi.helping.showing import Showing
from noroshi.helping.states import ASKED, WAITING, has_consent, state_after
from noroshi.ledger.actions import record
from noroshi.vocabulary import HelpField
from noroshi.vocabulary.errors import NotFound


def pass_on_help(viewer: Viewer, request_id: uuid.UUID, to: uuid.UUID, *, title: str, text: str) -> HelpRequest:
    """In words of one's own, as strict as it came. Who asked first is not named, and nothing that was shown goes along by itself."""
    upper = request_to_change(viewer, request_id)
    if side_of(viewer, upper) != ASKED:
        raise NotFound
    moves = moves_of(viewer, upper)
    if state_after(moves) not in WAITING:
        raise NotNow
    if not has_consent(moves, from_the_start=upper.may_be_passed_on):
        raise ConsentMissing
    desk = helper(viewer, to)
    if desk.pk == upper.by_desk_id:
        raise NotFound
    if readable_by(viewer, HelpTie.objects.filter(upper=upper, lower__to_desk=desk)).exists():
        raise HelpPassedOnAlready
    must_not_name_the_asker(viewer, upper, (title, text))
    fields = [HelpField.of(one) for one in upper.fields]
    made = put(viewer, desk, Asked(title, text, fields), _as_strict_as(upper))
    HelpTie.objects.create(audience_id=of_desk(viewer), lower=made, upper=upper)
    record(deed="pass_on_help", actor=viewer.actor, objects=[(upper.public_id, viewer.organization_id)])
    return made


def _as_strict_as(upper: HelpRequest) -> Showing:
    """What was asked in a narrower range goes on in that range."""
    definition = definition_of(upper.audience_id)
    if definition is None:
        raise NotFound
    return Showing(tlp=definition.marking.tlp, sectors=definition.marking.sectors)
