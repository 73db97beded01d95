"""While a mode is in force: ministries that one would not usually send to, as far as the item's color lets them (別添4; C-277).

Suggested, never opened by itself. The ceiling stays what it is.
"""

import uuid

from noroshi.audiences.actions import definition_of
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization
from noroshi.editions.models import Edition
from noroshi.emergency.modes import ModeShown, added_organizations, in_force
from noroshi.sharing.definitions import seats
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary.errors import NotFound


def suggested(viewer: Viewer, edition_id: uuid.UUID) -> tuple[ModeShown | None, list[Organization]]:
    """The mode that concerns it, and the ministries that may hold it and do not yet."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id, is_recalled=False)).first()
    if edition is None:
        raise NotFound
    found = next((one for one in in_force(viewer) if set(one.sectors) & set(edition.sectors)), None)
    return found, _within(edition) if found else []


def _within(edition: Edition) -> list[Organization]:
    definition = definition_of(edition.audience_id)
    if definition is None:
        raise NotFound
    homes = list(added_organizations())
    opened = definition.opened_to({Party(Naming.ORGANIZATION, str(home.pk)) for home in homes})
    table, desks = table_of(definition.scheme), everybody()
    of = {one.desk: one.organization for one in desks}
    held, reached = ({of[desk] for desk in seats(each, desks, table)} for each in (definition, opened))
    return [home for home in homes if home.pk in reached - held]
