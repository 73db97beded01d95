"""Who is who in a world that has been made: the rows behind the names that the cast uses."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Group, Membership, Organization, Person
from noroshi.directory.seated import Seated, of_membership, seated
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary import Role


@dataclass
class World:
    """Names as in the cast: `shiomi`, `shiomi.csirt`, `saeki@shiomi`, and a group by its own short name."""

    today: date
    organizations: dict[str, Organization] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    first_desks: dict[str, str] = field(default_factory=dict)

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def seat(self, login: str, desk: str | None = None) -> Seated:
        """The person at that desk, or at the one under which the cast lists the person."""
        return seated(self.people[login].pk, self.desks[desk or self.first_desks[login]].pk)

    def viewer(self, login: str, desk: str | None = None) -> Viewer:
        return Viewer(self.seat(login, desk))

    def second(self, viewer: Viewer) -> Viewer:
        """Somebody else of the same desk who knows of everything there: whoever wrote something does not release it."""
        others = Membership.objects.filter(desk=viewer.desk_id, ended_at=None).exclude(person=viewer.seat.person_id)
        knowing = others.filter(Q(is_poc=True) | Q(is_deputy=True) | Q(role=Role.CSIRT.value)).order_by("pk")
        return Viewer(of_membership(knowing[0]))

    def party(self, text: str) -> Party:
        """`desk:shiomi.csirt`, `ministry_for_sector:meti/electricity`: names in place of the policy's numbers."""
        named = Party.parse(text)
        which = named.which
        match named.naming:
            case Naming.DESK:
                which = str(self.desks[which].pk)
            case Naming.ORGANIZATION | Naming.CEPTOAR_MEMBERS:
                which = str(self.organizations[which].pk)
            case Naming.GROUP:
                which = str(self.groups[which].pk)
            case Naming.MINISTRY_FOR_SECTOR:
                ministry, _, sector = which.partition("/")
                which = f"{self.organizations[ministry].pk}/{sector}"
        return Party(named.naming, which)

    def parties(self, texts: tuple[str, ...]) -> frozenset[Party]:
        return frozenset(map(self.party, texts))
