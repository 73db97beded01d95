"""What this viewer may read of an edition, laid onto its form; withheld parts are simply not there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.compared import form_of_edition
from noroshi.drafting.consulting import CONSULTATION
from noroshi.drafting.exporting.named import destinations
from noroshi.drafting.exporting.since import since
from noroshi.drafting.moments import era_words
from noroshi.drafting.superseded import Replaced, around_in_matter, replaced
from noroshi.editions.queries import Reading
from noroshi.paper.paper import Enclosed, Holder, Paper, Replacement
from noroshi.schemes.forms import Form
from noroshi.sharing.redaction import CHANNEL, TERMS
from noroshi.vault.queries import FileShown, files_of
from noroshi.vocabulary import Channel, FieldType, Said
from noroshi.vocabulary.errors import NotFound

FILES: Final = frozenset({FieldType.FILES, FieldType.SPECIMENS})


def paper_of_item(
    viewer: Viewer, reading: Reading, *, holder: Holder | None, against: UUID | None, marks: bool
) -> Paper:
    """A notice has no form, and so no sheet."""
    form = form_of_edition(reading)
    if form is None:
        raise NotFound
    scheme, content = scheme_of(reading.scheme), on_sheet(viewer, form, reading)
    center = scheme.center_on(reading.sealed_at.date())
    return Paper(
        scheme=scheme,
        form=form,
        content=content,
        title=reading.title,
        told=told(form, content, reading.sealed_at),
        files=enclosed(files_of(viewer, reading.public_id)),
        center=center.ja if center else "",
        since=since(viewer, form, reading, against) if marks or against else None,
        replaced=replaced_since(viewer, reading),
        holder=holder,
    )


def replaced_since(viewer: Viewer, reading: Reading) -> dict[str, Replacement]:
    """Of an earlier edition, whether or not changes are marked: nobody shall act on measures that do not stand any more."""
    found = replaced(reading, around_in_matter(viewer, reading, answer="export"))
    return {one.field_id: Replacement(_instead(one), one.after.value) for one in found if not one.is_latest}


def _instead(one: Replaced) -> str:
    name = f"第{one.by.number}報" if one.by.number else "後の報"
    return f"{name}で差し替えられています" + (f"（{one.reason}）" if one.reason else "")


def on_sheet(viewer: Viewer, form: Form, reading: Reading) -> dict[str, Any]:
    """What the sheet prints and the seal keeps beside the content goes into the same fields."""
    content = {flat(form, name): value for name, value in reading.content.items() if _is_for_paper(form, name)}
    if "destinations" in content:
        content["destinations"] = destinations(viewer, Said.of(content["destinations"]).value)
    if CHANNEL in content:
        content[CHANNEL] = Channel.of(Said.of(content[CHANNEL]).value).ja
    if CONSULTATION in content:
        content[CONSULTATION] = "相談"
    return {
        **content,
        "importance": reading.importance.value if reading.importance else "",
        "edition_number": reading.number or "",
        "reference_number": reading.reference_number,
        "sharing_scope": reading.tlp.value,
    }


def flat(form: Form, name: str) -> str:
    """`source.person` is the form's `source_person`."""
    plain = name.replace(".", "_")
    return plain if form.field(plain) else name


def _is_for_paper(form: Form, name: str) -> bool:
    field = form.field(flat(form, name))
    return name != TERMS and not (field and (field.internal or field.type in FILES))


def told(form: Form, content: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """Loose moments as the sheet prints them, where that says more than what was typed."""
    found = {
        field.id: era_words(str(Said.of(content.get(field.id, "")).value), now=now)
        for field in form.fields
        if field.type is FieldType.LOOSE_MOMENT
    }
    return {name: words for name, words in found.items() if words}


def enclosed(files: Iterable[FileShown]) -> tuple[Enclosed, ...]:
    return tuple(Enclosed(one.name, one.size, one.sha256, one.is_specimen, _told_of(one)) for one in files)


def _told_of(file: FileShown) -> tuple[str, ...]:
    return tuple(finding.ja for finding in file.findings)
