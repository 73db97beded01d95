"""Doing what a file says, record by record, with the same deeds that pages and the API use. Each record stands or falls alone."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from noroshi.directory import columns
from noroshi.directory.actions.changes import request_change
from noroshi.directory.actions.desks import add_desk, edit_desk
from noroshi.directory.actions.duties import end_duty, give_duty
from noroshi.directory.actions.organizations import edit_organization, found_organization
from noroshi.directory.actions.people import add_person, edit_person
from noroshi.directory.actions.seats import edit_membership, seat_person
from noroshi.directory.actions.weighty import read_weighty, weighty_values
from noroshi.directory.columns import WEIGHTY, line, read, wrong
from noroshi.directory.interchange.outcomes import FieldChange, Outcome, PlannedRecord
from noroshi.directory.interchange.records import DESK, MEMBERSHIP, ORGANIZATION, PERSON, Mistake, Record
from noroshi.directory.known import known_desks, known_organizations
from noroshi.directory.models import Desk, Membership, Organization, Person
from noroshi.directory.seated import Seated
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import InvalidFields, Refusal

type Done = tuple[Outcome, tuple[FieldChange, ...]]


class HandleUnknown(Refusal):
    code, status = "handle_unknown", 422
    ja = "この名前のものは見つかりません。"
    en = "Nothing with this name is found."


class FieldFixed(Refusal):
    code, status = "field_fixed", 422
    ja = "この項目は後から変えられません。"
    en = "This cannot be changed later."


class SeatMissing(Refusal):
    code, status = "seat_missing", 422
    ja = "新しい人には、同じファイルの中に membership のレコードが必要です。"
    en = "A new person needs a membership record in the same file."


class Run:
    """One pass over a file. Organizations come first, ministries before them, then desks, people and seats."""

    def __init__(self, actor: Seated, records: Iterable[Record]) -> None:
        self.actor = actor
        self.records = sorted(records, key=_rank)
        self.first_seats: set[tuple[str, ...]] = set()

    def planned(self) -> list[PlannedRecord]:
        return [self._planned(record) for record in self.records]

    def _planned(self, record: Record) -> PlannedRecord:
        deeds: Mapping[str, Callable[[Record], Done]] = {
            ORGANIZATION: self._organization,
            DESK: self._desk,
            PERSON: self._person,
            MEMBERSHIP: self._membership,
        }
        try:
            with transaction.atomic():
                outcome, changes = deeds[record.kind](record)
        except InvalidFields as refusal:
            mistakes = [
                Mistake(record.row, record.kind, column, code)
                for column, codes in refusal.fields.items()
                for code in codes
            ]
        except Refusal as refusal:
            mistakes = [Mistake(record.row, record.kind, "", refusal.code)]
        else:
            return PlannedRecord(record.kind, record.row, record.key, outcome, changes)
        return PlannedRecord(record.kind, record.row, record.key, Outcome.REFUSED, mistakes=tuple(mistakes))

    # ------------------------------------------------------------------ organizations

    def _organization(self, record: Record) -> Done:
        values = {name: self._looked_up(name, value) for name, value in record.values.items() if name != "handle"}
        (handle,) = record.key
        row = known_organizations(self.actor).filter(handle=handle).first()
        if row is None:
            given = {"name_ja": "", "kinds": []} | values
            found_organization(actor=self.actor, handle=handle, **given)  # type: ignore[arg-type]  # the deed checks every value
            return Outcome.ADDED, ()
        return self._organization_changed(row, values)

    def _organization_changed(self, row: Organization, values: Mapping[str, object]) -> Done:
        described = _differing(row, read(columns.ORGANIZATION, _without(values, WEIGHTY)))
        now = weighty_values(row)
        asked = read_weighty({name: values[name] for name in WEIGHTY if name in values}, organization=row)
        weighty = tuple(
            FieldChange(name, now[name], value) for name, value in asked.items() if not _same(now[name], value)
        )
        if described:
            row = edit_organization(
                actor=self.actor, organization=row.public_id, version=row.version, **_after(described)
            )
        if weighty:
            self._ask(row, _after(weighty))
            return Outcome.NEEDS_AGREEMENT, (*described, *weighty)
        return (Outcome.CHANGED if described else Outcome.UNCHANGED), described

    def _ask(self, row: Organization, wanted: dict[str, object]) -> None:
        """The same file a second time asks nothing a second time."""
        waiting = row.change_requests.filter(agreed_at=None, refused_at=None).first()
        if waiting is None or waiting.wanted != wanted:
            request_change(actor=self.actor, organization=row.public_id, version=row.version, **wanted)  # type: ignore[arg-type]  # as above

    def _looked_up(self, name: str, value: object) -> object:
        if name == "ministry" and value:
            return self._organization_named(name, value)
        if name == "ceptoars" and isinstance(value, list):
            return [self._organization_named(name, one) for one in value]
        return value

    def _organization_named(self, column: str, handle: object) -> UUID:
        clean = read({column: line(60, required=True)}, {column: handle})
        row = known_organizations(self.actor).filter(handle=clean[column]).first()
        if row is None:
            raise wrong(column, HandleUnknown)
        return row.public_id

    # ------------------------------------------------------------------ desks

    def _desk(self, record: Record) -> Done:
        (handle,) = record.key
        values = _without(record.values, ("handle", "organization"))
        home = record.values.get("organization") or handle.partition(".")[0]
        row = known_desks(self.actor).select_related("organization").filter(handle=handle).first()
        if row is None:
            organization = self._organization_named("organization", home)
            given = {"name_ja": ""} | values
            add_desk(actor=self.actor, organization=organization, handle=handle, **given)  # type: ignore[arg-type]  # as above
            return Outcome.ADDED, ()
        if self._organization_named("organization", home) != row.organization.public_id:
            raise wrong("organization", FieldFixed)
        changes = _differing(row, read(columns.DESK, values))
        if not changes:
            return Outcome.UNCHANGED, ()
        edit_desk(actor=self.actor, desk=row.public_id, version=row.version, **_after(changes))
        return Outcome.CHANGED, changes

    def _desk_named(self, handle: str) -> Desk:
        row = known_desks(self.actor).select_related("organization").filter(handle=handle, is_active=True).first()
        if row is None:
            raise wrong("desk", HandleUnknown)
        return row

    # ------------------------------------------------------------------ people

    def _person(self, record: Record) -> Done:
        (login,) = record.key
        values = _without(record.values, ("login",))
        row = self._people().filter(login=login).first()
        if row is None:
            self._new_person(login, values)
            return Outcome.ADDED, ()
        changes = _differing(row, read(columns.PERSON, values))
        if not changes:
            return Outcome.UNCHANGED, ()
        edit_person(actor=self.actor, person=row.public_id, version=row.version, **_after(changes))
        return Outcome.CHANGED, changes

    def _new_person(self, login: str, values: Mapping[str, object]) -> None:
        """A name of another organization is unknown here, whether somebody there has it or not."""
        home = login.partition("@")[2]
        if not self._governed().filter(handle=home).exists():
            raise wrong("login", HandleUnknown)
        seat = next((one for one in self.records if one.kind == MEMBERSHIP and one.key[0] == login), None)
        if seat is None:
            raise wrong("login", SeatMissing)
        desk = self._desk_named(seat.key[1])
        given = {"name_ja": "", "role": "", **values, **_without(seat.values, ("login", "desk", "duties"))}
        membership = add_person(actor=self.actor, desk=desk.public_id, login=login, **given)  # type: ignore[arg-type]  # as above
        self._set_duties(membership, seat)
        self.first_seats.add(seat.key)

    def _people(self) -> "QuerySet[Person]":
        return Person.objects.filter(
            is_active=True, memberships__ended_at=None, memberships__desk__organization__in=self._governed()
        ).distinct()

    def _governed(self) -> "QuerySet[Organization]":
        mine = Q(pk=self.actor.organization_id) if self.actor.is_administrator else Q(pk__in=())
        if self.actor.is_platform_administrator:
            mine |= Q(self_governed_at=None) & ~Q(kinds__contains=[OrganizationKind.PLATFORM.value])
        return Organization.objects.filter(mine)

    # ------------------------------------------------------------------ seats

    def _membership(self, record: Record) -> Done:
        login, handle = record.key
        if record.key in self.first_seats:
            return Outcome.ADDED, ()
        person = self._people().filter(login=login).first()
        if person is None:
            raise wrong("login", HandleUnknown)
        desk = self._desk_named(handle)
        values = _without(record.values, ("login", "desk", "duties"))
        row = Membership.objects.filter(person=person, desk=desk, ended_at=None).first()
        if row is None:
            given = {"role": ""} | values
            made = seat_person(actor=self.actor, person=person.public_id, desk=desk.public_id, **given)  # type: ignore[arg-type]  # as above
            self._set_duties(made, record)
            return Outcome.ADDED, ()
        changes = _differing(row, read(columns.MEMBERSHIP, values))
        if changes:
            edit_membership(actor=self.actor, membership=row.public_id, version=row.version, **_after(changes))
        changes += self._set_duties(row, record)
        return (Outcome.CHANGED if changes else Outcome.UNCHANGED), changes

    def _set_duties(self, row: Membership, record: Record) -> tuple[FieldChange, ...]:
        if "duties" not in record.values:
            return ()
        has = {duty.sector for duty in row.duties.all()}
        clean = read({"duties": columns.list_of(columns.sector, 40)}, {"duties": record.values["duties"]})
        wanted = {str(sector) for sector in _as_list(clean["duties"])}
        for sector in sorted(wanted - has):
            give_duty(actor=self.actor, membership=row.public_id, sector=sector)
        for sector in sorted(has - wanted):
            end_duty(actor=self.actor, membership=row.public_id, sector=sector)
        return () if has == wanted else (FieldChange("duties", sorted(has), sorted(wanted)),)


def _rank(record: Record) -> int:
    """Ministries before CEPTOARs before others, organizations before desks before people before seats."""
    kinds = record.values.get("kinds")
    listed = kinds if isinstance(kinds, list) else []
    within = 0 if OrganizationKind.MINISTRY in listed else 1 if OrganizationKind.CEPTOAR in listed else 2
    return {ORGANIZATION: within, DESK: 3, PERSON: 4, MEMBERSHIP: 5}[record.kind]


def _differing(row: object, values: Mapping[str, object]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, getattr(row, name), value)
        for name, value in values.items()
        if not _same(getattr(row, name), value)
    )


def _same(one: object, other: object) -> bool:
    """Lists of the directory have no order."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other


def _after(changes: Iterable[FieldChange]) -> dict[str, object]:
    return {change.column: change.after for change in changes}


def _without(values: Mapping[str, object], names: Iterable[str]) -> dict[str, object]:
    left_out = set(names)
    return {name: value for name, value in values.items() if name not in left_out}


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
