"""The deeds of a draft's life. Two people may have it open: who saves second is told what the first has written, and loses nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone

from noroshi.audiences.kept_schemes import keep_scheme, scheme_key, scheme_of
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.audience import kept_at
from noroshi.drafting.errors import DraftDiscarded, DraftExpired, DraftSent, SourceGone
from noroshi.drafting.models import Draft, Purpose
from noroshi.drafting.queries import DraftShown, draft_row, form_of, has_lost_its_source, shown, state_of, written_of
from noroshi.drafting.written import Written, checked
from noroshi.editions import pseudonyms
from noroshi.editions.models import Edition
from noroshi.ledger.actions import record
from noroshi.vocabulary.errors import ChangedMeanwhile

__all__ = ["Beginning", "Purpose", "amend", "begin", "discard", "put_back", "renew", "save", "sent", "to_send"]


@dataclass(frozen=True)
class Beginning:
    """What a room knows of a draft that it begins. `matter` is that of `continues`; a new one is drawn without it.

    `sealed_sources` are links that an earlier edition carries, taken over without being opened.
    """

    kind: str
    written: Written
    purpose: Purpose = Purpose.FIRST
    way: str = ""
    matter: UUID | None = None
    continues: UUID | None = None
    sources: Sequence[Edition] = field(default=())
    sealed_sources: Sequence[bytes] = ()


def begin(viewer: Viewer, beginning: Beginning) -> DraftShown:
    """A draft of the viewer's own desk; who begins it knows its matter."""
    key, now = scheme_key(), timezone.now()
    keep_scheme(key)
    kept = kept_at(viewer, beginning.matter)
    written = checked(form_of(scheme_of(key), beginning.kind), beginning.written)
    row = Draft.objects.create(
        audience_id=kept.audience_id,
        desk_id=viewer.desk_id,
        kind=beginning.kind,
        purpose=beginning.purpose,
        scheme=key,
        way=beginning.way,
        matter=kept.matter,
        continues=beginning.continues,
        sealed_sources=[
            *beginning.sealed_sources,
            *(pseudonyms.close(source.public_id, source.originator_organization_id) for source in beginning.sources),
        ],
        **_columns(written),
        begun_by_id=viewer.seat.person_id,
        saved_by_id=viewer.seat.person_id,
        writers=[viewer.seat.person_id],
        begun_at=now,
        saved_at=now,
    )
    _note(viewer, "begin_draft", row)
    return shown(row)


def save(viewer: Viewer, public_id: UUID, written: Written, *, version: int, way: str | None = None) -> DraftShown:
    """As typed. The same again, from a second press or a repeated request, is done already."""
    return _kept(viewer, draft_row(viewer, public_id, to_change=True), written, version, way)


def _kept(viewer: Viewer, row: Draft, written: Written, version: int, way: str | None) -> DraftShown:
    _must_be_open(row)
    _must_have_its_source(viewer, row)
    clean = checked(form_of(scheme_of(row.scheme), row.kind), written)
    is_same = written_of(row) == clean and way in (None, row.way)
    if row.version != version and not (is_same and row.saved_by_id == viewer.seat.person_id):
        raise ChangedMeanwhile(current=_as_now(row))
    if is_same:
        return shown(row)
    for name, value in _columns(clean).items():
        setattr(row, name, value)
    row.way = row.way if way is None else way
    return _saved(viewer, row)


def amend(viewer: Viewer, public_id: UUID, change: Written, *, version: int, way: str | None = None) -> DraftShown:
    """Only what is named changes, everything else stays as it is; a value of None takes the name out."""
    row = draft_row(viewer, public_id, to_change=True)
    before = written_of(row)
    written = Written(
        _amended(before.typed, change.typed),
        _amended(before.marks, change.marks),
        _amended(before.wish, change.wish),
        _amended(before.figures, change.figures),
    )
    return _kept(viewer, row, written, version, way)


def renew(viewer: Viewer, public_id: UUID) -> DraftShown:
    """Opens an expired draft again, or one whose form was changed meanwhile: fields that are no more are told by name."""
    row = draft_row(viewer, public_id, to_change=True)
    if state_of(row) not in {"open", "expired"}:
        _must_be_open(row)
    _must_have_its_source(viewer, row)
    row.scheme = scheme_key()
    keep_scheme(row.scheme)
    form = form_of(scheme_of(row.scheme), row.kind)
    known = {one.id for one in form.fields}
    row.typed = {name: value for name, value in row.typed.items() if name in known}
    row.marks = {name: value for name, value in row.marks.items() if name in known}
    return _saved(viewer, row)


def discard(viewer: Viewer, public_id: UUID, *, version: int) -> None:
    """Out of the lists; it can be put back."""
    row = draft_row(viewer, public_id, to_change=True)
    if row.sent_at:
        raise DraftSent
    if row.version != version:
        raise ChangedMeanwhile(current=_as_now(row))
    if row.discarded_at is None:
        row.discarded_at = timezone.now()
        row.save(update_fields=["discarded_at"])
        _note(viewer, "discard_draft", row)


def put_back(viewer: Viewer, public_id: UUID) -> DraftShown:
    row = draft_row(viewer, public_id, to_change=True)
    if row.sent_at:
        raise DraftSent
    if row.discarded_at is not None:
        row.discarded_at = None
        row.save(update_fields=["discarded_at"])
        _note(viewer, "put_back_draft", row)
    return shown(row)


def to_send(viewer: Viewer, public_id: UUID, *, version: int) -> Draft:
    """The draft, held still until it is sent: exactly the version that was looked at."""
    row = draft_row(viewer, public_id, to_change=True)
    if row.sent_at is None:
        _must_be_open(row)
        if row.version != version:
            raise ChangedMeanwhile(current=_as_now(row))
        _must_have_its_source(viewer, row)
    return row


def sent(viewer: Viewer, row: Draft, edition: Edition) -> None:
    """Kept as it was sent."""
    row.sent_at, row.sent_as = timezone.now(), edition.public_id
    row.save(update_fields=["sent_at", "sent_as"])


def _amended(before: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**before, **change}.items() if value is not None}


def _must_be_open(row: Draft) -> None:
    refusals = {"sent": DraftSent, "discarded": DraftDiscarded, "expired": DraftExpired}
    refusal = refusals.get(state_of(row))
    if refusal is not None:
        raise refusal


def _must_have_its_source(viewer: Viewer, row: Draft) -> None:
    if has_lost_its_source(viewer, row):
        raise SourceGone


def _saved(viewer: Viewer, row: Draft) -> DraftShown:
    row.version += 1
    row.saved_by_id, row.saved_at = viewer.seat.person_id, timezone.now()
    row.writers = sorted({*row.writers, viewer.seat.person_id})
    row.save()
    _note(viewer, "save_draft", row)
    return shown(row)


def _columns(written: Written) -> dict[str, Any]:
    return {
        "typed": dict(written.typed),
        "marks": dict(written.marks),
        "wish": dict(written.wish),
        "figures": dict(written.figures),
    }


def _as_now(row: Draft) -> Mapping[str, object]:
    """What the second writer is shown: the draft as the first has left it."""
    return {**_columns(written_of(row)), "version": row.version, "saved_at": row.saved_at.isoformat()}


def _note(viewer: Viewer, deed: str, row: Draft) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
