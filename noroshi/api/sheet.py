"""A report or an advisory as its form prints it: field by field, with how sure the writer was, and what changed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal
from uuid import UUID

from ninja import Schema

from noroshi.api.fields import Id
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.changes import ChangeKind, FieldChange, tally
from noroshi.drafting.compared import compared, form_of_edition
from noroshi.drafting.consulting import CONSULTATION
from noroshi.drafting.fields import fields_of
from noroshi.drafting.superseded import Replaced, around_in_matter, replaced
from noroshi.editions.given import gathered
from noroshi.editions.queries import Reading
from noroshi.schemes.forms import Form, FormField
from noroshi.sharing.redaction import CHANNEL, TERMS
from noroshi.vocabulary import Amendment, Certainty, Said
from noroshi.vocabulary.differences import pieces
from noroshi.vocabulary.errors import NotFound

MINE: Final = "mine"
OWN_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    CHANNEL: ("入手経路", "came in by"),
    CONSULTATION: ("相談", "consultation"),
}


class Against(Schema):
    """Nothing: the edition before. `since`: `mine`, what I have read last, or an edition that I hold; so is `against`."""

    against: Id | None = None
    since: Literal["mine"] | Id | None = None


class FieldSaid(Schema):
    """What one field says. `value` is empty and `anonymized` true where a name was taken out on purpose.

    `correction` says why it was put right in this edition.
    """

    field: str
    ja: str
    en: str
    value: Any
    certainty: Certainty | None
    basis: str
    anonymized: bool
    correction: str


class PieceShown(Schema):
    """A stretch of text: `kept`, `gone` or `new`. Kept and new are the text as it is, kept and gone as it was."""

    kind: Literal["kept", "gone", "new"]
    text: str


class FieldReplaced(Schema):
    """Measures that do not stand any more: `pieces` with what is `gone`; `by` is the edition that replaced them, and `reason` why.

    In the latest edition (`is_latest`) what it replaced, with what is `new`; in an earlier one what the latest replaces.
    """

    field: str
    by: UUID
    is_latest: bool
    reason: str
    pieces: list[PieceShown]


class ValueSaid(Schema):
    value: Any
    certainty: Certainty | None
    basis: str
    anonymized: bool
    correction: str


class RowChanged(Schema):
    """One row, option or file of a list."""

    kind: ChangeKind
    before: Any
    after: Any


class FieldChanged(Schema):
    """`rows` tells lists apart; a change of certainty alone is a change. `pieces` is the text with what went and what came.

    `amendment`: addition, confirmation, progress or correction, and with `reason` why it was put right.
    """

    field: str
    ja: str
    en: str
    kind: ChangeKind
    amendment: Amendment
    reason: str
    before: ValueSaid | None
    after: ValueSaid | None
    rows: list[RowChanged]
    pieces: list[PieceShown]


class Changes(Schema):
    """From `before` to `after`, in printed order, what stayed the same left out. Without a `before` all of it is new.

    `tally` counts fields by amendment; `earlier` are all earlier editions of the same desk that I hold, oldest first.
    """

    before: UUID | None
    after: UUID
    tally: dict[Amendment, int]
    earlier: list[UUID]
    changes: list[FieldChanged]


def sheet(found: Reading) -> list[FieldSaid]:
    """In printed order; what the form does not know comes first."""
    form = form_of_edition(found)
    return [field_said(name, _known(form, name), Said.of(found.content[name])) for name in _order(form, found.content)]


def replaced_in(viewer: Viewer, found: Reading) -> list[FieldReplaced]:
    """As far as this reader holds the other editions."""
    with gathered(viewer):
        around = around_in_matter(viewer, found)
    return [field_replaced(one) for one in replaced(found, around)]


def changes_between(viewer: Viewer, kind: str, edition: UUID, asked: Against) -> Changes:
    """Two editions are read, in one answer."""
    named = asked.since if isinstance(asked.since, UUID) else asked.against
    with gathered(viewer):
        found = compared(viewer, edition, named, since_read=asked.since == MINE)
    if found.after.kind != kind:
        raise NotFound
    return Changes(
        before=found.before.public_id if found.before else None,
        after=found.after.public_id,
        tally=tally(found.changes),
        earlier=list(found.earlier),
        changes=changed_fields(found.form, found.changes),
    )


def changed_fields(form: Form | None, found: Iterable[FieldChange]) -> list[FieldChanged]:
    return [_changed(form, one) for one in found if one.is_change]


def field_said(name: str, field: FormField | None, said: Said) -> FieldSaid:
    ja, en = _named(name, field)
    return FieldSaid(field=name, ja=ja, en=en, **_said(said))


def field_replaced(one: Replaced) -> FieldReplaced:
    before, after = (str(said.value or "") for said in (one.before, one.after))
    shown = [PieceShown(kind=piece.kind, text=piece.text) for piece in one.shown(before, after)]
    return FieldReplaced(
        field=one.field_id, by=one.by.public_id, is_latest=one.is_latest, reason=one.reason, pieces=shown
    )


def _order(form: Form | None, content: dict[str, Any]) -> Iterator[str]:
    printed = [field.id for field in fields_of(form)] if form else []
    yield from (name for name in content if name not in printed and name != TERMS)
    yield from (name for name in printed if name in content)


def _changed(form: Form | None, one: FieldChange) -> FieldChanged:
    ja, en = _named(one.field_id, _known(form, one.field_id))
    return FieldChanged(
        field=one.field_id,
        ja=ja,
        en=en,
        kind=one.kind,
        amendment=one.amendment or Amendment.ADDITION,
        reason=one.reason,
        before=ValueSaid(**_said(one.before)) if one.before else None,
        after=ValueSaid(**_said(one.after)) if one.after else None,
        rows=[RowChanged(kind=row.kind, before=row.before, after=row.after) for row in one.rows],
        pieces=_pieces(one),
    )


def _pieces(one: FieldChange) -> list[PieceShown]:
    """Of texts alone."""
    before, after = ((said.value if said else "") for said in (one.before, one.after))
    if not isinstance(before, str) or not isinstance(after, str):
        return []
    return [PieceShown(kind=piece.kind, text=piece.text) for piece in pieces(before, after)]


def _said(said: Said) -> dict[str, Any]:
    return {
        "value": said.value,
        "certainty": said.certainty,
        "basis": said.basis,
        "anonymized": said.is_anonymized,
        "correction": said.correction,
    }


def _known(form: Form | None, name: str) -> FormField | None:
    return next((one for one in fields_of(form) if one.id == name), None) if form else None


def _named(name: str, field: FormField | None) -> tuple[str, str]:
    return (field.ja, field.en) if field else OWN_NAMES.get(name, (name, name))
