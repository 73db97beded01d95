"""At which desks something told from outside may land: those that the platform has named, in its order."""

from django.conf import settings

from noroshi.directory.models import Desk
from noroshi.vocabulary.errors import NotFound


def desks_for_outside() -> tuple[Desk, ...]:
    """None where the platform has opened no intake; closed desks and desks that are no more are left out."""
    named = list(settings.PUBLIC_INTAKE)
    rows = Desk.objects.filter(handle__in=named, is_active=True, organization__is_active=True)
    found = {desk.handle: desk for desk in rows.select_related("organization")} if named else {}
    return tuple(found[handle] for handle in named if handle in found)


def desk_for_outside(handle: str = "") -> Desk:
    """The first where nobody said which; without an intake there is no such page."""
    found = desks_for_outside()
    wanted = next((desk for desk in found if desk.handle == handle), None) if handle else next(iter(found), None)
    if wanted is None:
        raise NotFound
    return wanted
