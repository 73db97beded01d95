"""The 5,000 audiences of the bench as definitions, in the shapes in which they come to be, each with its share of the editions."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from noroshi.audiences.kept_schemes import scheme_key
from noroshi.directory.models import Desk
from noroshi.editions.models import EditionKind
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Naming, Party, organization
from noroshi.vocabulary import HopKind, Leg, OrganizationKind, TableVariant, Tlp
from tests.bench.directory import Directory

EVERYONE, PUBLIC = Party(Naming.EVERYONE_IN_RANGE), Party(Naming.PUBLIC)
BROAD, PUBLISHED, SECTOR_WIDE, GROUPED, ALL = 1_200, 120, 500, 160, 5_000
"""GREEN to everyone in range, published, AMBER to a sector, GREEN to a group; the rest are reports on their way up."""


@dataclass(frozen=True)
class Step:
    """One hop of such an edition: which deed, from which desk, to whom."""

    deed: HopKind
    from_desk: int
    to: frozenset[Party]


@dataclass(frozen=True)
class Sentence:
    """A definition, how many of a million editions are its own, up to which age (1 is the newest) they were written, and their way."""

    definition: Definition
    weight: float
    until: float = 1.0
    kind: EditionKind = EditionKind.ADVISORY
    steps: tuple[Step, ...] = ()

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
        definition = _definition(desk, Tlp.GREEN, _some_sectors(made, chance), {EVERYONE})
        yield Sentence(definition, weight=2, steps=_at_once(definition))


def _published(made: Directory, carriers: list[Desk], chance: random.Random) -> Iterator[Sentence]:
    """Publishing comes late: none of it is among the newest fifth, so that nobody's list is filled by it."""
    while True:
        desk = chance.choice(carriers)
        definition = _definition(desk, Tlp.CLEAR, _some_sectors(made, chance), {EVERYONE, PUBLIC})
        yield Sentence(definition, weight=0.2, until=0.8, kind=EditionKind.NOTICE)


def _sector_wide(made: Directory, chance: random.Random) -> Iterator[Sentence]:
    while True:
        sector = chance.choice(list(made.ceptoars_of))
        ceptoar = chance.choice(made.ceptoars_of[sector])
        opened = {Party(Naming.CEPTOAR_MEMBERS, str(ceptoar.pk)), *_upward(made, sector)}
        opened = set(chance.sample(sorted(opened), chance.randrange(2, len(opened) + 1)))
        about = frozenset({sector, *chance.sample(list(made.ceptoars_of), chance.randrange(3))})
        definition = _definition(made.desk_of(ceptoar), Tlp.AMBER, about, opened)
        yield Sentence(definition, weight=1.5, steps=_at_once(definition))


def _grouped(made: Directory, chance: random.Random) -> Iterator[Sentence]:
    """What a closed group wrote long ago; the newest nine tenths of the table hold nothing of it."""
    while True:
        group = chance.choice(made.groups)
        definition = _definition(
            group.owner, Tlp.GREEN, _some_sectors(made, chance), {Party(Naming.GROUP, str(group.pk))}
        )
        yield Sentence(definition, weight=0.5, until=0.1, kind=EditionKind.NOTICE)


def _reports(made: Directory, chance: random.Random) -> Iterator[Sentence]:
    """Each station that it has reached has brought it to the next."""
    operators = made.desks_of(OrganizationKind.OPERATOR)
    while True:
        desk = chance.choice(operators)
        (sector,) = desk.organization.sectors
        stations = _upward(made, sector)[: chance.randrange(4)]
        tlp = chance.choice([Tlp.RED, Tlp.AMBER, Tlp.AMBER, Tlp.GREEN])
        definition = _definition(
            desk, tlp, frozenset({sector}), set(stations), TableVariant.REPORT_FORM, Leg.OPERATOR_TO_MINISTRY
        )
        yield Sentence(
            definition, weight=1, kind=EditionKind.REPORT, steps=_one_by_one(made, definition, sector, stations)
        )


def _at_once(definition: Definition) -> tuple[Step, ...]:
    return (Step(HopKind.ISSUE, definition.marking.originator, definition.opened),)


def _one_by_one(made: Directory, definition: Definition, sector: str, stations: list[Party]) -> tuple[Step, ...]:
    liaison = next(desk for desk in made.desks if desk.sectors == [sector])
    carriers = [definition.marking.originator, made.desk_of(made.ceptoars_of[sector][0]).pk, liaison.pk]
    deeds = [HopKind.SUBMIT, HopKind.RELAY, HopKind.RELAY]
    return tuple(Step(deed, desk, frozenset({to})) for deed, desk, to in zip(deeds, carriers, stations, strict=False))


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
