"""STIX beside the text of a mail, for desks without TAXII (C-111): of the same parts as the text, where the text itself may go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.editions.models import Edition
from noroshi.paper.paper import Paper
from noroshi.schemes.forms import Form
from noroshi.sharing.redaction import CHANNEL
from noroshi.stix.forms import Around, bundle, file_name
from noroshi.vocabulary import FieldType, FormKind, Tlp

LEFT_OUT: Final = frozenset({FieldType.FILES, FieldType.SPECIMENS, FieldType.DESTINATIONS, FieldType.REFERENCES})


def attachment(
    edition: Edition,
    content: Mapping[str, Any],
    *,
    title: str,
    reference: str,
    number: int | None,
    marked_at: datetime | None = None,
) -> tuple[str, bytes] | None:
    """Name and content; a notice has no form, and so no bundle."""
    scheme = scheme_of(edition.scheme)
    form = scheme.form(FormKind.of(edition.kind)) if edition.kind in set(FormKind) else None
    if form is None:
        return None
    center = scheme.center_on(edition.sealed_at.date())
    paper = Paper(
        scheme=scheme,
        form=form,
        content={
            **dict(_told(form, content)),
            "importance": edition.importance,
            "edition_number": number or "",
            "reference_number": reference,
            "sharing_scope": edition.tlp,
        },
        title=title,
        center=center.ja if center else "",
    )
    around = Around(edition.public_id, edition.sealed_at, settings.PORTAL_ADDRESS, marked_at=marked_at)
    return file_name(reference or str(edition.public_id), Tlp.of(edition.tlp)), bundle(paper, around)


def _told(form: Form, content: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The form's own fields; what is for its desk alone, files and parties are looked at in the portal."""
    flat = {name.replace(".", "_"): value for name, value in content.items() if name != CHANNEL}
    return [
        (field.id, flat[field.id])
        for field in form.fields
        if field.id in flat and not field.internal and field.type not in LEFT_OUT
    ]
