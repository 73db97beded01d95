"""Parties and readers by name, as they are printed: always in Japanese, like the sheet itself."""

from collections.abc import Iterable
from datetime import datetime

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Person
from noroshi.editions.addressed import Addressed, addressed
from noroshi.editions.wishes import party
from noroshi.paper.paper import Holder
from noroshi.schemes import all_schemes
from noroshi.sharing.parties import Naming
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import Refusal


def holder_of(viewer: Viewer, at: datetime) -> Holder:
    """Who takes it away: the person and the desk, as everybody at that organization knows them."""
    desk = Desk.objects.select_related("organization").get(pk=viewer.desk_id)
    person = Person.objects.get(pk=viewer.seat.person_id)
    return Holder(person.name_ja, f"{desk.organization.name_ja} {desk.name_ja}", at)


def destinations(viewer: Viewer, texts: object) -> list[str]:
    """Who reads the field was told whom it names; a body that is no more keeps no name."""
    return [name for text in (texts if isinstance(texts, Iterable) else ()) if (name := _named(viewer, str(text)))]


def _named(viewer: Viewer, text: str) -> str:
    try:
        return _words(addressed([str(party(viewer, text))])[0])
    except (Refusal, KeyError):
        return ""


def _words(found: Addressed) -> str:
    """XX省（ZZ分野）, as the sheet's own example writes it."""
    naming, _, which = found.text.partition(":")
    match naming:
        case Naming.MINISTRY_FOR_SECTOR:
            return f"{found.name_ja}（{_sector(which.partition('/')[2])}分野）"
        case Naming.SECTOR:
            return f"{_sector(which)}分野"
        case Naming.CEPTOAR_MEMBERS:
            return f"{found.name_ja}の構成員"
        case Naming.KIND:
            return OrganizationKind.of(which).ja
        case Naming.EVERYONE_IN_RANGE | Naming.PUBLIC:
            return Naming.of(naming).ja
        case _:
            return f"{found.home_ja} {found.name_ja}".strip()


def _sector(sector_id: str) -> str:
    sector = next((found for scheme in all_schemes() if (found := scheme.sector(sector_id))), None)
    return sector.ja if sector else sector_id
