"""Who may hold an object: its marking met with its origin's. Few distinct ones, each found once for a batch."""

from collections.abc import Iterable
from dataclasses import dataclass

from noroshi.audiences.actions import intern, interned
from noroshi.audiences.kept_schemes import keep_scheme, scheme_key
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import ALONE, Naming, Party, organization
from noroshi.stix.markings import Limit
from noroshi.vocabulary import Leg, TableVariant, Tlp, Tlp2


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a desk lets something of its own go. `opened` never goes farther than the color."""

    desk: int
    house: int
    limit: Limit
    sectors: frozenset[str] = frozenset()
    opened: frozenset[Party] = frozenset()
    is_withdrawn: bool = False


def audience_of(reach: Reach) -> int:
    """RED stays at the desk, AMBER+STRICT in its house, all else goes to the parties that the origin names."""
    definition = definition_of(reach)
    known = interned(definition)
    if known is not None:
        return known
    keep_scheme(scheme_key())
    return intern(definition)


def definition_of(reach: Reach) -> Definition:
    house, color = frozenset({organization(reach.house)}), reach.limit.tlp or Tlp.RED
    opened = reach.opened | house
    if color is Tlp.RED:
        opened = house if reach.limit.own_organization else frozenset()
    marking = Marking(
        tlp=color,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=reach.sectors,
        originator=reach.desk,
        additions=frozenset(party for party in opened if party.naming not in ALONE),
        only=opened if color is Tlp.RED else None,
        is_recalled=reach.is_withdrawn,
    )
    return Definition(marking, opened=opened, scheme=scheme_key())


def parties(texts: Iterable[str]) -> frozenset[Party]:
    return frozenset(map(Party.parse, texts))


def goes_too_far(tlp: Tlp2, opened: frozenset[Party]) -> bool:
    """The internet only for CLEAR; anybody beside the own house only from AMBER on."""
    if Party(Naming.PUBLIC) in opened:
        return tlp is not Tlp2.CLEAR
    return bool(opened) and tlp in {Tlp2.RED, Tlp2.AMBER_STRICT}
