"""How a marking names others: by desk, organization, kind, sector, group, or ministry and sector together.

Free text never names anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from noroshi.sharing.facts import DeskFacts
from noroshi.vocabulary import DeskKind, OrganizationKind, Word
from noroshi.vocabulary.errors import Refusal


class Naming(Word):
    """The closed ways of naming a party."""

    DESK = "desk", "席", "desk"
    ORGANIZATION = "organization", "組織", "organization"
    KIND = "kind", "種別", "kind"
    SECTOR = "sector", "分野", "sector"
    GROUP = "group", "グループ", "group"
    MINISTRY_FOR_SECTOR = "ministry_for_sector", "省庁と分野", "ministry and sector"
    CEPTOAR_MEMBERS = "ceptoar_members", "セプターの構成員", "members of a CEPTOAR"
    EVERYONE_IN_RANGE = "everyone_in_range", "範囲内の全員", "everyone in range"
    PUBLIC = "public", "インターネット上のすべての人", "everybody on the internet"


class UnknownParty(Refusal):
    code, status = "unknown_party", 422
    ja = "「{text}」が指す相手が分かりません。"
    en = "“{text}” names nobody we know."


ALONE = frozenset({Naming.EVERYONE_IN_RANGE, Naming.PUBLIC})
"""They name everybody; all others say which one they mean."""


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """One named party; `which` is the id or word, as text, so that a party reads and sorts the same everywhere."""

    naming: Naming
    which: str = ""

    def __str__(self) -> str:
        return f"{self.naming.value}:{self.which}" if self.which else self.naming.value

    @classmethod
    def parse(cls, text: str) -> Self:
        naming, _, which = text.partition(":")
        if naming not in set(Naming) or (naming in ALONE) is bool(which):
            raise UnknownParty(text=text[:80])
        return cls(Naming.of(naming), which)

    def holds(self, desk: DeskFacts) -> bool:
        return _MEANING[self.naming](self.which, desk)


def desk(number: int) -> Party:
    return Party(Naming.DESK, str(number))


def organization(number: int) -> Party:
    return Party(Naming.ORGANIZATION, str(number))


def any_holds(parties: frozenset[Party], desk: DeskFacts) -> bool:
    return any(party.holds(desk) for party in parties)


def _ministry_for_sector(which: str, desk: DeskFacts) -> bool:
    """The liaison desks of that ministry for that sector; the ministry's other desks hold nothing by this name."""
    ministry, _, sector = which.partition("/")
    return str(desk.organization) == ministry and desk.desk_kind is DeskKind.LIAISON and sector in desk.sectors


def _member_operator(which: str, desk: DeskFacts) -> bool:
    return OrganizationKind.OPERATOR in desk.kinds and which in map(str, desk.ceptoars)


_MEANING: dict[Naming, Callable[[str, DeskFacts], bool]] = {
    Naming.DESK: lambda which, desk: str(desk.desk) == which,
    Naming.ORGANIZATION: lambda which, desk: str(desk.organization) == which,
    Naming.KIND: lambda which, desk: which in desk.kinds,
    Naming.SECTOR: lambda which, desk: which in desk.sectors,
    Naming.GROUP: lambda which, desk: which in map(str, desk.groups),
    Naming.MINISTRY_FOR_SECTOR: _ministry_for_sector,
    Naming.CEPTOAR_MEMBERS: _member_operator,
    Naming.EVERYONE_IN_RANGE: lambda _which, _desk: True,
    Naming.PUBLIC: lambda _which, _desk: True,
}
