"""Groups with a confidential roster, or one that the writer is not on: what is shown, foretold or refused is as if nobody were in them."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db.models import Q

from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Group
from noroshi.editions.models import Edition
from noroshi.editions.rows import definition_row, marking_rows
from noroshi.sharing.definitions import Definition, seats
from noroshi.sharing.desks import Desks
from noroshi.sharing.marking import Cap, Marking
from noroshi.sharing.parties import Naming, Party
from noroshi.sharing.plain import marking_of
from noroshi.vocabulary import TableVariant
from noroshi.vocabulary.errors import NotFound


def confidential_groups(definition: Definition) -> set[int]:
    """Those that a sentence names, in what it opens, in its marking or in the limits of its sources.

    On a sheet also those of a named ISAC that its writer does not take part in.
    """
    caps = (definition.marking, *definition.marking.caps)
    strange = _strange(definition.marking) if definition.marking.variant is TableVariant.SHEET_FORM else set()
    return strange | _confidential(definition.opened.union(*map(_named_by, caps)))


def without(desks: Desks, groups: Collection[int]) -> Desks:
    """The desks as those see them who may not know these rosters."""
    return desks.hiding(frozenset(groups))


def desks_to_name(viewer: Viewer, edition: Edition) -> frozenset[int] | None:
    """Readers whom the originator may know: all (None), or only those who held it openly under some marking of it.

    Who has left such a group, or read before it was marked away, is not named afterwards either.
    """
    try:
        now = definition_row(viewer, edition)
    except NotFound:
        return frozenset()
    markings = [marking_of(row.marking) for row in marking_rows(viewer, edition)] or [now.marking]
    history = [replace(now, marking=replace(marking, is_recalled=False)) for marking in markings]
    groups = set().union(*map(confidential_groups, history))
    if not groups and len(markings) == edition.marking_number:
        return None
    desks = without(everybody(), groups)
    return frozenset(desk for each in history for desk in seats(each, desks, table_of(each.scheme)))


def groups_in(parties: Iterable[Party]) -> set[int]:
    return {int(party.which) for party in parties if party.naming is Naming.GROUP and party.which.isdigit()}


def _strange(marking: Marking) -> set[int]:
    numbers = groups_in(frozenset().union(*map(_named_by, (marking, *marking.caps))))
    known = Group.objects.filter(
        Q(owner=marking.originator) | Q(seats__desk=marking.originator, seats__ended_at=None), pk__in=numbers
    )
    return numbers - set(known.values_list("pk", flat=True))


def _named_by(cap: Cap) -> frozenset[Party]:
    return cap.additions | cap.destinations | (cap.only or frozenset())


def _confidential(parties: Iterable[Party]) -> set[int]:
    numbers = groups_in(parties)
    if not numbers:
        return set()
    return set(Group.objects.filter(pk__in=numbers, roster_is_confidential=True).values_list("pk", flat=True))
