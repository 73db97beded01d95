"""The 5,000 audiences of the bench as definitions, in the shapes in which they come to be, each with its share of the editions."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from noroshi.audiences.kept_schemes import scheme_key
from noroshi.directory.models import Desk
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Naming, Party, organization
from noroshi.vocabulary import Leg, OrganizationKind, TableVariant, Tlp
from tests.bench.directory import Directory

EVERYONE, PUBLIC = Party(Naming.EVERYONE_IN_RANGE), Party(Naming.PUBLIC)
BROAD, PUBLISHED, SECTOR_WIDE, GROUPED, ALL = 1_200, 120, 500, 160, 5_000
"""GREEN to everyone in range, published, AMBER to a sector, GREEN to a group; the rest are reports on their way up."""


@dataclass(frozen=True)
class Sentence:
    """A definition, how many of a million editions are its own, and up to which age (1 is the newest) they were written."""

    definition: Definition
    weight: float
    until: float = 1.0

    @property
    def originator(self) -> int:
        return self.definition.marking.originator


def sentences(made: Directory, chance: random.Random) -> list[Sentence]:
    found: dict[bytes, Sentence] = {}
    carriers = [desk for desk in made.desks if OrganizationKind.OPERATOR not in desk.organization.kinds]
    for many, of in (
        (BROAD, _broad(made, carriers, chance)),
        (PUBLISHED, _published(made, carriers, chance)),
        (SECTOR_WIDE, _sector_wide(made, chance)),
        (GROUPED, _grouped(made, chance)),
        (ALL - BROAD - PUBLISHED - SECTOR_WIDE - GROUPED, _reports(made, chance)),
    ):
        wanted = len(found) + many
        while len(found) < wanted:
            sentence = next(of)
            found.setdefault(sentence.definition.digest(), sentence)
    return list(found.values())


def _broad(made: Directory, carriers: list[Desk], chance: random.Random) -> Iterator[Sentence]:
    while True:
        desk = chance.choice(carriers)
        yield Sentence(_definition(desk, Tlp.GREEN, _some_sectors(made, chance), {EVERYONE}), weight=2)


def _published(made: Directory, carriers: list[Desk], chance: random.Random) -> Iterator[Sentence]:
    """Publishing comes late: none of it is among the newest fifth, so that nobody's list is filled by it."""
    while True:
        desk = chance.choice(carriers)
        definition = _definition(desk, Tlp.CLEAR, _some_sectors(made, chance), {EVERYONE, PUBLIC})
        yield Sentence(definition, weight=0.2, until=0.8)


def _sector_wide(made: Directory, chance: random.Random) -> Iterator[Sentence]:
    while True:
        sector = chance.choice(list(made.ceptoars_of))
        ceptoar = chance.choice(made.ceptoars_of[sector])
        opened = {Party(Naming.CEPTOAR_MEMBERS, str(ceptoar.pk)), *_upward(made, sector)}
        opened = set(chance.sample(sorted(opened), chance.randrange(2, len(opened) + 1)))
        about = frozenset({sector, *chance.sample(list(made.ceptoars_of), chance.randrange(3))})
        yield Sentence(_definition(made.desk_of(ceptoar), Tlp.AMBER, about, opened), weight=1.5)


def _grouped(made: Directory, chance: random.Random) -> Iterator[Sentence]:
    """What a closed group wrote long ago; the newest nine tenths of the table hold nothing of it."""
    while True:
        group = chance.choice(made.groups)
        definition = _definition(
            group.owner, Tlp.GREEN, _some_sectors(made, chance), {Party(Naming.GROUP, str(group.pk))}
        )
        yield Sentence(definition, weight=0.5, until=0.1)


def _reports(made: Directory, chance: random.Random) -> Iterator[Sentence]:
    operators = made.desks_of(OrganizationKind.OPERATOR)
    while True:
        desk = chance.choice(operators)
        (sector,) = desk.organization.sectors
        steps = _upward(made, sector)[: chance.randrange(4)]
        tlp = chance.choice([Tlp.RED, Tlp.AMBER, Tlp.AMBER, Tlp.GREEN])
        yield Sentence(
            _definition(desk, tlp, frozenset({sector}), set(steps), TableVariant.REPORT_FORM, Leg.OPERATOR_TO_MINISTRY),
            weight=1,
        )


def _upward(made: Directory, sector: str) -> list[Party]:
    """The way of a report: CEPTOAR, liaison desk of the ministry, center."""
    center = next(row for row in made.organizations if OrganizationKind.CENTER in row.kinds)
    ministry = Party(Naming.MINISTRY_FOR_SECTOR, f"{made.ministry_of[sector].pk}/{sector}")
    return [organization(made.ceptoars_of[sector][0].pk), ministry, organization(center.pk)]


def _some_sectors(made: Directory, chance: random.Random) -> frozenset[str]:
    return frozenset(chance.sample(list(made.ceptoars_of), chance.randrange(1, 6)))


def _definition(
    desk: Desk,
    tlp: Tlp,
    sectors: frozenset[str],
    opened: set[Party],
    variant: TableVariant = TableVariant.TABLE4,
    leg: Leg = Leg.OTHER,
) -> Definition:
    marking = Marking(
        tlp=tlp,
        variant=variant,
        leg=leg,
        sectors=sectors,
        provider_ministry=desk.organization.ministry_id,
        originator=desk.pk,
    )
    return Definition(marking, frozenset(opened), scheme=scheme_key())
