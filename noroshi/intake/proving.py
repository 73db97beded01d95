"""Whose mail it may be: an address that the directory knows, and proof that it came from there."""

from dataclasses import dataclass

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Membership, Person
from noroshi.directory.seated import of_membership
from noroshi.vocabulary import MailCheck, SenderProof


@dataclass(frozen=True, slots=True)
class Checks:
    """What SPF and DKIM said, and whether one that passed speaks for the domain of From."""

    spf: MailCheck = MailCheck.NONE
    dkim: MailCheck = MailCheck.NONE
    is_aligned: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """`seat` is where the sender may write at this desk; None for somebody of another desk."""

    person: Person | None
    seat: Membership | None
    is_desk: bool = False


def known(sender: str, desk: Desk) -> Known | None:
    """A person's own address, or that of the desk itself, for which its point of contact stands."""
    if not sender:
        return None
    people = list(Person.objects.filter(email__iexact=sender, is_active=True)[:2])
    if len(people) == 1:
        return Known(people[0], _seats(desk).filter(person=people[0]).first())
    if desk.email and desk.email.lower() == sender:
        return Known(None, _seats(desk).order_by("-is_poc", "-is_deputy", "pk").first(), is_desk=True)
    is_known = bool(people) or Desk.objects.filter(email__iexact=sender, is_active=True).exists()
    return Known(None, None) if is_known else None


def proof_of(found: Known | None, checks: Checks) -> SenderProof:
    if found is None:
        return SenderProof.STRANGER
    return SenderProof.PROVEN if checks.is_aligned else SenderProof.UNPROVEN


def viewer_of_sender(sender: str, desk: Desk) -> Viewer | None:
    """Looked up when it is read, not when it came: whoever has left meanwhile writes nothing."""
    found = known(sender, desk)
    return Viewer(of_membership(found.seat)) if found and found.seat else None


def _seats(desk: Desk):  # type: ignore[no-untyped-def]  # a query set
    return Membership.objects.select_related("desk__organization").filter(
        desk=desk, ended_at=None, person__is_active=True, desk__is_active=True, desk__organization__is_active=True
    )
