"""Where a desk's notices go: what it has chosen, or the contacts that the directory names."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from django.conf import settings
from django.db.models import Q

from noroshi.delivery.hours import Rhythm
from noroshi.delivery.models import Address, DeskChannels
from noroshi.directory.models import Desk, Membership
from noroshi.vocabulary import Digest, Importance, Role


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address of a desk; without a membership its own, which several people may read."""

    address: str
    membership: int | None = None


@dataclass(frozen=True)
class Channels:
    """Of one desk, ready to plan with. `is_chosen`: the desk named its addresses itself, and nobody else is written to."""

    desk: int
    row: DeskChannels
    mailboxes: tuple[Mailbox, ...] = ()
    is_chosen: bool = False
    hears_by_webhook: bool = True

    @property
    def rhythm(self) -> Rhythm:
        row = self.row
        return Rhythm(Digest.of(row.mail_digest), row.digest_hour, row.quiet_from, row.quiet_until)

    @property
    def mail_from(self) -> Importance:
        return Importance.of(self.row.mail_from)

    @property
    def webhook_from(self) -> Importance:
        return Importance.of(self.row.webhook_from)

    @property
    def has_webhook(self) -> bool:
        return self.hears_by_webhook and self.row.webhook_is_on and bool(self.row.webhook_url)

    @property
    def has_mail(self) -> bool:
        return self.row.mail_is_on and bool(self.mailboxes) and has_mail_server()

    def and_also(self, boxes: Collection[Mailbox]) -> Self:
        """Without a choice of its own, those whom a notice addresses in particular."""
        return self if self.is_chosen or not boxes else replace(self, mailboxes=_distinct([*self.mailboxes, *boxes]))

    def only_of(self, one: Membership) -> Self:
        """One person's own mailbox; none where the desk has chosen addresses and this is not among them. A webhook is the desk's."""
        own = _mailbox(one)
        is_written_to = bool(own.address) and (not self.is_chosen or own in self.mailboxes)
        boxes = (own,) if is_written_to else ()
        return replace(self, mailboxes=boxes, hears_by_webhook=False)


def has_mail_server() -> bool:
    return bool(settings.MAIL_SERVER)


@dataclass
class _Contacts:
    """The standing people of one desk, and which of them it has chosen."""

    people: list[Membership] = field(default_factory=list)
    chosen: list[int | None] = field(default_factory=list)

    def mailboxes(self, own: str) -> tuple[Mailbox, ...]:
        return self._of_chosen(own) if self.chosen else self._usual(own)

    def _of_chosen(self, own: str) -> tuple[Mailbox, ...]:
        by_number = {one.pk: one for one in self.people}
        found = [_mailbox(by_number[one]) for one in self.chosen if one and one in by_number]
        return _distinct([*found, *([Mailbox(own)] if None in self.chosen else [])])

    def _usual(self, own: str) -> tuple[Mailbox, ...]:
        """Points of contact and deputies; where they have no address the desk's own; else its CSIRT people."""
        contacts = _distinct([_mailbox(one) for one in self.people if one.is_poc or one.is_deputy])
        if contacts or own:
            return contacts or _distinct([Mailbox(own)])
        tier = {Role.CSIRT, Role.LIAISON, Role.SECRETARIAT}
        return _distinct([_mailbox(one) for one in self.people if one.role in tier])

    @classmethod
    def of(cls, desks: Collection[int]) -> Mapping[int, Self]:
        found: dict[int, Self] = defaultdict(cls)
        standing = Membership.objects.filter(desk__in=desks, ended_at=None, person__is_active=True)
        chosen = Address.objects.filter(desk__in=desks).values_list("desk_id", "membership_id")
        wanted = standing.filter(
            Q(is_poc=True)
            | Q(is_deputy=True)
            | Q(role__in=["csirt", "liaison", "secretariat"])
            | Q(pk__in=[number for _, number in chosen if number])
        )
        for one in wanted.select_related("person").order_by("-is_poc", "pk"):
            found[one.desk_id].people.append(one)
        for desk, membership in chosen:
            found[desk].chosen.append(membership)
        return found


def channels_of(desks: Collection[int]) -> dict[int, Channels]:
    """Of many desks in four questions."""
    rows = DeskChannels.objects.in_bulk(list(desks))
    contacts = _Contacts.of(desks)
    active = Desk.objects.filter(pk__in=list(desks), is_active=True, organization__is_active=True)
    return {
        desk: Channels(
            desk,
            rows.get(desk) or DeskChannels(desk_id=desk),
            contacts[desk].mailboxes(email),
            is_chosen=bool(contacts[desk].chosen),
        )
        for desk, email in active.values_list("pk", "email")
    }


def _mailbox(one: Membership) -> Mailbox:
    return Mailbox(one.person.email, one.pk)


def _distinct(boxes: list[Mailbox]) -> tuple[Mailbox, ...]:
    found: dict[str, Mailbox] = {}
    for box in boxes:
        if box.address:
            found.setdefault(box.address.casefold(), box)
    return tuple(found.values())
