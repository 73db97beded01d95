"""Whose the rows of this room are: the desk's alone, each line with the color of what it rests on."""

from noroshi.audiences.actions import definition_of, intern
from noroshi.audiences.kept_schemes import keep_scheme, scheme_key
from noroshi.audiences.viewer import Viewer
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp


def own_list(viewer: Viewer) -> int:
    """Names and figures of a list: everybody at the desk."""
    return _own(viewer.desk_id, Tlp.GREEN, frozenset())


def own_line(viewer: Viewer, tlp: Tlp, sectors: frozenset[str]) -> int:
    """A value: whoever at the desk may read what it rests on, by the rules of its color."""
    return _own(viewer.desk_id, tlp, sectors)


def usable(viewer: Viewer, audience: int) -> Marking | None:
    """RED of somebody else is for the eyes of people and for no device; what was recalled is for nobody."""
    found = definition_of(audience)
    if found is None or found.marking.is_recalled:
        return None
    marking = found.marking
    return None if marking.tlp is Tlp.RED and marking.originator != viewer.desk_id else marking


def _own(desk: int, tlp: Tlp, sectors: frozenset[str]) -> int:
    keep_scheme(scheme_key())
    marking = Marking(
        tlp=tlp, variant=TableVariant.TABLE4, leg=Leg.OTHER, sectors=sectors, originator=desk, only=frozenset()
    )
    return intern(Definition(marking, scheme=scheme_key()))
