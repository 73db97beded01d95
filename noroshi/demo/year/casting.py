"""Who plays which part in the year: who writes for an operator, who sits at its secretariat, who is its liaison."""

from dataclasses import dataclass
from functools import cached_property

from noroshi.demo.written import Cast, Seat
from noroshi.vocabulary import DeskKind, OrganizationKind, Role, Tie

CENTER_DESK = "nisc.cip"
ISSUERS = ("makino@nisc", "makino@nisc", "makino@nisc", "kuwabara@nisc", "shinozuka@nisc")


@dataclass(frozen=True)
class Sitting:
    """A person at a desk."""

    login: str
    desk: str


@dataclass(frozen=True)
class Casting:
    """Looked up once in the cast."""

    cast: Cast

    def writer(self, operator: str) -> Sitting:
        """Operators report from the desk that has a CSIRT's work."""
        home = next(row for row in self.cast.organization if row.handle == operator)
        desk = next((row for row in home.desk if row.kind is DeskKind.CSIRT), home.desk[0])
        return self.contacts[f"{operator}.{desk.handle}"]

    def also_writing(self, operator: str) -> Sitting | None:
        """Somebody else of the same desk's CSIRT."""
        first = self.writer(operator)
        colleagues = (
            Sitting(login, desk)
            for login, desk, seat in self.cast.seats()
            if desk == first.desk and login != first.login and seat.role is Role.CSIRT and seat.tie is Tie.STAFF
        )
        return next(colleagues, None)

    def secretariat(self, operator: str, sector: str) -> Sitting:
        home = next(row for row in self.cast.organization if row.handle == operator)
        ceptoars = [row for row in self.cast.organization if row.handle in home.ceptoars]
        return self.contacts[f"{next(row.handle for row in ceptoars if sector in row.sectors)}.secretariat"]

    def secretariats(self, sector: str) -> list[Sitting]:
        found = [row.handle for row in self.cast.organization if self._is_ceptoar_of(row.kinds, row.sectors, sector)]
        return [self.contacts[f"{handle}.secretariat"] for handle in found]

    def members(self, ceptoar: str) -> list[Sitting]:
        """One desk of each member: the one that answers."""
        return [self.writer(row.handle) for row in self.cast.organization if ceptoar in row.ceptoars]

    def liaison(self, sector: str) -> Sitting:
        return self.contacts[self._liaisons[sector]]

    def ministry(self, sector: str) -> str:
        return self._liaisons[sector].partition(".")[0]

    @cached_property
    def contacts(self) -> dict[str, Sitting]:
        """Points of contact by desk."""
        return {desk: Sitting(login, desk) for login, desk, seat in self.cast.seats() if _answers(seat)}

    @cached_property
    def _liaisons(self) -> dict[str, str]:
        return {
            sector: handle
            for handle, desk, home in self.cast.desks()
            if desk.kind is DeskKind.LIAISON and OrganizationKind.MINISTRY in home.kinds
            for sector in desk.sectors
        }

    @staticmethod
    def _is_ceptoar_of(kinds: tuple[OrganizationKind, ...], sectors: tuple[str, ...], sector: str) -> bool:
        return OrganizationKind.CEPTOAR in kinds and sector in sectors


def _answers(seat: Seat) -> bool:
    return seat.is_poc
