"""Writing one of the eleven kinds of information by hand, and a later version of what one's own desk wrote or brought in."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import msgspec
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.intel import queries
from noroshi.intel.actions.accept import by_hand
from noroshi.intel.actions.origins import own_origin
from noroshi.intel.actions.take_in import follow_up, take_in
from noroshi.intel.deriving import label_of, narrowed, narrowest
from noroshi.intel.keeping import kept_with
from noroshi.intel.models import Origin
from noroshi.intel.naming import whole_of
from noroshi.intel.queries import Kept
from noroshi.intel.relating import Relation, named, relations_of
from noroshi.observables import guessed
from noroshi.stix.confidence import written
from noroshi.stix.faults import Fault
from noroshi.stix.information import INFORMATION, Information, InformationField, Made, compose, information_of
from noroshi.stix.markings import FIXED
from noroshi.stix.ours import definition, stamp
from noroshi.stix.reading import read
from noroshi.stix.tlp import ID_OF
from noroshi.stix.writing import pattern_of
from noroshi.vocabulary import Tlp2
from noroshi.vocabulary.errors import NotFound, Refusal
from noroshi.vocabulary.word import Text

LONGEST_PATTERN: Final = 50


class WrittenWrongly(Refusal):
    code, status = "written_wrongly", 422
    ja = "このままでは保存できません。{where}: {what}"
    en = "This cannot be kept as it is. {where}: {what}"


class FieldNeeded(Refusal):
    code, status = "information_field_needed", 422
    ja = "「{field}」を入力してください。"
    en = "Enter “{field}”."


class FieldUnknown(Refusal):
    code, status = "information_field_unknown", 422
    ja = "この種類の情報に、その項目はありません: {field}"
    en = "This kind of information has no such field: {field}"


class TiedToNothing(Refusal):
    code, status = "tied_to_nothing", 422
    ja = "関係付けた先が見つかりません。"
    en = "What it is tied to is not found."


class WrittenByOthers(Refusal):
    code, status = "written_by_others", 403
    ja = "ほかの窓口から来た情報は書き換えられません。自分の窓口の情報として新しく書いてください。"
    en = "What came from another desk cannot be changed. Write your own from it."


class OfNoUsualKind(Refusal):
    code, status = "of_no_usual_kind", 409
    ja = "この種類の情報は、画面では書き換えられません。STIX のファイルで新しい版を取り込んでください。"
    en = "This kind cannot be changed in the portal. Bring a new version as a STIX file."


@dataclass(frozen=True, slots=True)
class Writing:
    """`fields` by id, as `stix.information` names them. Without a source it is the desk's own, written by hand."""

    kind: str
    fields: Mapping[str, Any]
    origin: uuid.UUID | None = None
    tlp: Tlp2 | None = None


def write(viewer: Viewer, given: Writing, *, at: datetime | None = None) -> uuid.UUID:
    """In the caller's transaction: the object and its relationships, none wider than what it is tied to."""
    information = _known(given)
    origin = own_origin(viewer, given.origin) if given.origin else by_hand(viewer)
    now, fields = at or timezone.now(), _fields(viewer, information, given.fields, set())
    markings = narrowed((ID_OF[given.tlp],) if given.tlp else (), _widest(viewer, origin, information, fields))
    objects = compose(information.id, fields, Made(now, markings=markings))
    _take(viewer, origin, information, objects)
    return uuid.UUID(str(objects[0]["id"])[-36:])


def rewrite(viewer: Viewer, of: uuid.UUID, given: Writing, *, at: datetime | None = None) -> uuid.UUID:
    """A later version; a relationship that was taken out of a field is revoked where it is one's own."""
    kept, origin = own_version(viewer, of)
    old = whole_of(kept.raw)
    information = information_of(old)
    if information is None:
        raise OfNoUsualKind
    _known(replace(given, kind=information.id))
    before, now = relations_of(viewer, of), at or timezone.now()
    known = {str(one.other.whole["id"]) for one in before}
    fields = _fields(viewer, information, given.fields, known)
    markings = narrowed(_markings(old, given.tlp), _widest(viewer, origin, information, fields))
    objects = compose(information.id, fields, Made(now, markings=markings, uuid=of, created=_moment(old["created"])))
    whole = kept_with(old, objects[0], information)
    ties = [one for one in objects[1:] if _ends(one) not in {_ends(r.said) for r in before if r.said}]
    gone = [*_gone(viewer, origin, information, before, objects[1:], now)]
    _take(viewer, origin, information, [_marked(whole, markings), *ties])
    if gone:
        follow_up(viewer, origin.public_id, ((read(msgspec.json.encode(said)), where) for said, where in gone))
    return of


def own_version(viewer: Viewer, of: uuid.UUID) -> tuple[Kept, Origin]:
    """The newest from a source of the viewer's own desk, in force; what may not be read at all is not found."""
    found = queries.versions(viewer, of)
    if not found:
        raise NotFound
    own = {one.pk: one for one in queries.origins_of(viewer)}
    kept = next((one for one in found if one.origin in own), None)
    if kept is None:
        raise WrittenByOthers
    return kept, own[kept.origin]


def _known(given: Writing) -> Information:
    information = INFORMATION.get(given.kind)
    if information is None:
        raise NotFound
    if unknown := given.fields.keys() - {field.id for field in information.fields}:
        raise FieldUnknown(field=min(unknown))
    return information


def _fields(viewer: Viewer, information: Information, given: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
    fields = {name: value for name, value in given.items() if value not in ("", None, [], ())}
    if "confidence" in fields:
        fields["confidence"] = written(fields["confidence"])
    for field in information.fields:
        if field.needed and field.id not in fields and not field.usually:
            raise FieldNeeded(field=field)
        if field.form == "refs" and field.id in fields:
            _checked(viewer, field, fields[field.id], known)
    if information.type == "indicator":
        fields["pattern"] = _pattern(fields)
    return fields


def _checked(viewer: Viewer, field: InformationField, refs: Iterable[str], known: set[str]) -> None:
    """Only to what one may read, and only to what the field is for."""
    new = [ref for ref in refs if ref not in known]
    ids = {str(one.whole["id"]) for one in named(viewer, [_uuid(ref) for ref in new]).values()}
    if any(ref not in ids or (field.types and ref.partition("--")[0] not in field.types) for ref in new):
        raise TiedToNothing


def _widest(viewer: Viewer, origin: Origin, information: Information, fields: Mapping[str, Any]) -> Tlp2:
    """How far it may go for all that it is tied to, as far as the writer holds that."""
    refs = [ref for field in information.fields if field.form == "refs" for ref in fields.get(field.id, ())]
    found = (queries.versions(viewer, _uuid(ref))[:1] for ref in refs)
    return narrowest([label_of(viewer, kept, origin) for newest in found for kept in newest])


def _uuid(ref: str) -> uuid.UUID:
    try:
        return uuid.UUID(ref[-36:])
    except ValueError:
        raise TiedToNothing from None


def _pattern(fields: Mapping[str, Any]) -> str:
    """Values one a line, defanged or not, become a pattern; whoever writes a pattern is taken at the word."""
    text = str(fields["pattern"])
    lines = [line for line in text.splitlines() if line.strip()]
    if fields.get("pattern_type", "stix") != "stix" or text.lstrip()[:1] == "[" or len(lines) > LONGEST_PATTERN:
        return text
    values = [guessed(line) for line in lines]
    patterns = [pattern_of(*value) for value in values if value]
    if None in values or None in patterns:
        return text
    return " OR ".join(str(one) for one in patterns)


def _markings(old: Mapping[str, Any], tlp: Tlp2 | None) -> tuple[str, ...]:
    refs = tuple(old.get("object_marking_refs", ()))
    return (ID_OF[tlp], *(ref for ref in refs if ref not in FIXED)) if tlp else refs


def _marked(whole: dict[str, Any], markings: Sequence[str]) -> dict[str, Any]:
    return {**whole, "object_marking_refs": list(markings)} if markings else whole


def _ends(said: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return said["source_ref"], said["relationship_type"], said["target_ref"]


def _gone(
    viewer: Viewer,
    origin: Origin,
    information: Information,
    before: Sequence[Relation],
    after: Sequence[Mapping[str, Any]],
    now: datetime,
) -> Iterable[tuple[dict[str, Any], int]]:
    """Each with its audience: whoever never held a tie does not learn of it by its end."""
    hows, kept = {field.how for field in information.fields if field.how}, {_ends(one) for one in after}
    for one in before:
        if one.said is None or one.by is None or one.how not in hows or _ends(one.said) in kept:
            continue
        mine = [version for version in queries.versions(viewer, one.by) if version.origin == origin.pk]
        if mine:
            yield {**one.said, "modified": stamp(now), "revoked": True}, mine[0].audience


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _take(viewer: Viewer, origin: Origin, information: Information, objects: Sequence[dict[str, Any]]) -> None:
    pieces = [read(msgspec.json.encode(one)) for one in objects]
    for one in pieces:
        if isinstance(one, Fault):
            raise WrittenWrongly(where=_where(information, one), what=one.says)
    take_in(viewer, origin.public_id, [*pieces, *(read(msgspec.json.encode(one)) for one in definition())])


def _where(information: Information, fault: Fault) -> Text | InformationField:
    """The field of the form, where the fault lies in one."""
    path = fault.path.removeprefix("$").lstrip(".")
    for field in information.fields:
        if path.split(".")[0].split("[")[0] == field.place:
            return field
    return Text(fault.path, fault.path)
