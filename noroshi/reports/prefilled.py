"""What the form can be filled with before anybody types: who writes, from where, about whom (C-014)."""

from typing import Any

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Person
from noroshi.reports.ways import OPERATOR, role_of
from noroshi.vocabulary import YesNo


def source_block(viewer: Viewer) -> dict[str, Any]:
    """情報連絡元: reachable means and a person in every report."""
    desk = Desk.objects.select_related("organization").get(pk=viewer.desk_id)
    person = Person.objects.get(pk=viewer.seat.person_id)
    return {
        "source_ministry": desk.organization.name_ja,
        "source_person": person.name_ja,
        "source_bureau": desk.name_ja,
        "source_telephone": desk.telephone,
        "source_fax": desk.fax,
        "source_email": desk.email,
    }


def first_report(viewer: Viewer) -> dict[str, Any]:
    """The starred items as far as desk and person answer them."""
    home = Desk.objects.select_related("organization").get(pk=viewer.desk_id).organization
    about = {"operator_name": home.name_ja, "sector": next(iter(home.sectors), "")} if role_of(home) == OPERATOR else {}
    return {**source_block(viewer), **about, "attachment_presence": YesNo.NO.value}
