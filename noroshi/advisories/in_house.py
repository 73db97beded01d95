"""Advisories that nobody of the own house has answered, as far as this viewer reads the advisory and hears the answers."""

from typing import Final
from uuid import UUID

from django.utils import timezone

from noroshi.advisories.queries import ASKED_FOR
from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import EditionKind

OPEN_IN_HOUSE: Final = """
select e.public_id from held.editions_edition e
 where e.kind = %(advisory)s and not e.is_recalled and e.sealed_at >= %(since)s and e.originator_organization_id <> %(house)s
   and not exists (select from held.editions_edition l where l.matter = e.matter and l.number > e.number and not l.is_recalled)
   and not exists (select from held.advisories_acknowledgement a join directory_desk d on d.id = a.desk_id
                    where a.edition_id = e.id and d.organization_id = %(house)s)
 order by e.sealed_at desc, e.id desc
"""


def open_in_house(viewer: Viewer) -> list[UUID]:
    """All of them, the newest first: one answer ends the silence of a whole house."""
    since = timezone.now() - ASKED_FOR
    given = {"advisory": EditionKind.ADVISORY.value, "since": since, "house": viewer.organization_id}
    return [public_id for (public_id,) in Held.by(viewer).asked(OPEN_IN_HOUSE, **given)]
