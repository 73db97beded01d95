"""Whose the rows of this room are: everybody's at the desk, and nobody else's."""

from noroshi.audiences.actions import intern
from noroshi.audiences.kept_schemes import keep_scheme, scheme_key
from noroshi.audiences.viewer import Viewer
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp


def own(viewer: Viewer) -> int:
    keep_scheme(scheme_key())
    marking = Marking(
        tlp=Tlp.GREEN,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=frozenset(),
        originator=viewer.desk_id,
        only=frozenset(),
    )
    return intern(Definition(marking, scheme=scheme_key()))
