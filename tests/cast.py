"""The small cast for tests, made by the same deeds as the demonstration: one electric company and everybody around it.

`cast` (see conftest) is made once for a module and undone at its end; each test undoes its own. Persons are viewers:
`cast.electric` reports, `cast.secretariat` anonymizes, `cast.ministry` relays, `cast.center` receives, `cast.bank` must not see.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction

from noroshi.audiences.viewer import Public, Viewer, acting_as
from noroshi.demo.founding import found
from noroshi.demo.world import World
from noroshi.demo.written import cast as whole_cast
from noroshi.editions.actions import Statement, hop, seal_edition
from noroshi.editions.models import Edition, EditionKind, Hop
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import HopKind, Leg, TableVariant, Tlp

PLAYERS: Final = frozenset(
    {
        "noroshi-unei",
        "nisc",
        "meti",
        "fsa",
        "npa",
        "electricity_ceptoar",
        "banking_ceptoar",
        "shiomi",
        "hokuryo",
        "aoshio",
        "tomoshibi-isac",
        "miotsukushi",
        "taisho-chosei",
        "kagaribi-kenkyu",
        "anzen-suishin",
        "utsugi-system",
        "arcgate",
    }
)


@dataclass
class Cast:
    """Everybody by the part that they play; rows by their names through `world`."""

    world: World
    anonymous: Public = field(default_factory=Public)

    @property
    def electric(self) -> Viewer:
        """Point of contact of the electric company's CSIRT, and its administrator."""
        return self.world.viewer("saeki@shiomi")

    @property
    def electric_colleague(self) -> Viewer:
        """At the same desk, staff, without need to know."""
        return self.world.viewer("ogasa@shiomi")

    @property
    def electric_executive(self) -> Viewer:
        return self.world.viewer("muroi@shiomi")

    @property
    def consultant(self) -> Viewer:
        """At the electric company's CSIRT, outside staff, NDA in force, standing duty for electricity."""
        return self.world.viewer("hartmann@shiomi")

    @property
    def contractor(self) -> Viewer:
        """At the electric company's CSIRT, outside staff with a standing duty, but the NDA has ended."""
        return self.world.viewer("utsugi@shiomi")

    @property
    def neighbor(self) -> Viewer:
        """CSIRT of another electric company of the same CEPTOAR."""
        return self.world.viewer("watarase@hokuryo")

    @property
    def secretariat(self) -> Viewer:
        """Of the electricity CEPTOAR."""
        return self.world.viewer("miwa@electricity_ceptoar")

    @property
    def ministry(self) -> Viewer:
        """Liaison for electricity."""
        return self.world.viewer("hirasawa-k@meti")

    @property
    def gas_liaison(self) -> Viewer:
        """Of the same ministry, for another sector."""
        return self.world.viewer("todoroki@meti")

    @property
    def center(self) -> Viewer:
        """The desk for critical infrastructure protection."""
        return self.world.viewer("makino@nisc")

    @property
    def center_general(self) -> Viewer:
        """Another desk of the center."""
        return self.world.viewer("kashima-r@nisc")

    @property
    def bank(self) -> Viewer:
        return self.world.viewer("kanbara@aoshio")

    @property
    def bank_secretariat(self) -> Viewer:
        return self.world.viewer("kuramochi@banking_ceptoar")

    @property
    def bank_ministry(self) -> Viewer:
        return self.world.viewer("hoshina@fsa")

    @property
    def police(self) -> Viewer:
        """A crisis ministry that is a security ministry as well."""
        return self.world.viewer("onodera-s@npa")

    @property
    def partner(self) -> Viewer:
        """A security agency with an analysis partner agreement."""
        return self.world.viewer("kagari@kagaribi-kenkyu")

    @property
    def agency(self) -> Viewer:
        """A security agency without one."""
        return self.world.viewer("tsumugi@anzen-suishin")

    @property
    def isac(self) -> Viewer:
        return self.world.viewer("tomoshige@tomoshibi-isac")

    @property
    def hub(self) -> Viewer:
        return self.world.viewer("mioshirushi@miotsukushi")

    @property
    def vendor(self) -> Viewer:
        return self.world.viewer("whitlock@arcgate")

    @property
    def maintainer(self) -> Viewer:
        """The company that maintains the electric company's systems."""
        return self.world.viewer("utsuno@utsugi-system")

    @property
    def platform(self) -> Viewer:
        """The platform administrator, who reads nothing by that."""
        return self.world.viewer("tsukuyomi@noroshi-unei")

    def marking(self, by: Viewer, tlp: Tlp = Tlp.AMBER, **more: Any) -> Marking:
        """An operator's report about electricity, unless told otherwise."""
        usual: dict[str, Any] = {
            "variant": TableVariant.REPORT_FORM,
            "leg": Leg.OPERATOR_TO_MINISTRY,
            "sectors": frozenset({"electricity"}),
            "originator": by.desk_id,
        }
        return Marking(tlp=tlp, **(usual | more))

    def report(
        self, by: Viewer, tlp: Tlp = Tlp.AMBER, content: dict[str, Any] | None = None, importance: str = "", **more: Any
    ) -> Edition:
        """Sealed and held by its own desk alone."""
        statement = Statement(
            kind=EditionKind.REPORT,
            content=content or {"title": "変電所の保守端末から不審な通信", "body": "端末は切り離した。"},
            marking=self.marking(by, tlp, **more),
            importance=importance,
        )
        with acting_as(by):
            return seal_edition(by, statement)

    def send(self, by: Viewer, edition: Edition, *to: str | Viewer, kind: HopKind = HopKind.SUBMIT) -> Hop:
        """To desks of persons, or to parties as the cast names them (`desk:meti.gas`, `ceptoar_members:electricity_ceptoar`)."""
        with acting_as(by):
            return hop(by, edition.public_id, kind=kind, to=self._parties(to))

    def _parties(self, to: Collection[str | Viewer]) -> frozenset[Any]:
        texts = (f"desk:{self._desk_of(one)}" if isinstance(one, Viewer) else one for one in to)
        return frozenset(self.world.party(text) for text in texts)

    def _desk_of(self, viewer: Viewer) -> str:
        return next(handle for handle, desk in self.world.desks.items() if desk.pk == viewer.desk_id)


def small_cast() -> Cast:
    """In the caller's transaction or committed, as the caller likes."""
    return Cast(found(whole_cast().only(PLAYERS)))


def undone_at_the_end() -> Iterator[Cast]:
    """Made in a transaction that is rolled back; tests within are savepoints of it."""
    with transaction.atomic():
        yield small_cast()
        transaction.set_rollback(True)
