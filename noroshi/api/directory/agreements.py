"""Agreements between two organizations, and handling rules that members are asked to read."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.api.cursors import Page
from noroshi.api.directory.room import room
from noroshi.api.fields import Day, Edit, Id, Incoming, Line, Passage, Writing
from noroshi.api.routing import made
from noroshi.directory import queries
from noroshi.directory.actions.agreements import confirm_agreement, end_agreement, record_agreement
from noroshi.directory.actions.rules import edit_handling_rule, withdraw_handling_rule, write_handling_rule
from noroshi.directory.shown import AgreementShown, HandlingRuleShown
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary.errors import NotFound


class NewAgreement(Incoming):
    own: Id
    other: Id
    kind: Literal["handling", "nda", "analysis_partner", "specimens"]
    desk: Id | None = None
    signed_date: Day
    ends_date: Day | None = None
    text: Passage = ""


class RuleText(Incoming):
    title_ja: Line
    text_ja: Writing
    valid_from: Day
    title_en: Line = ""
    text_en: Writing = ""
    scheme_place: Line = ""
    difference_ja: Passage = ""
    difference_en: Passage = ""


class RuleEdit(Edit):
    title_ja: Line = ""
    title_en: Line = ""
    text_ja: Writing = ""
    text_en: Writing = ""
    scheme_place: Line = ""
    difference_ja: Passage = ""
    difference_en: Passage = ""
    valid_from: Day | None = None


class AgreementState(Schema):
    """An agreement after a deed."""

    id: UUID
    kind: str
    own: UUID
    other: UUID
    signed_date: date
    ends_date: date | None
    text: str
    desk: UUID | None
    is_confirmed: bool
    has_ended: bool


@room.get("/agreements", Scope.DIRECTORY_READ, Page[AgreementShown])
def agreements(request: HttpRequest) -> Page[AgreementShown]:
    """Agreements of my organization, ended ones included."""
    return Page(items=queries.agreements(seat_of(request)))


@room.get("/agreements/{uuid:agreement}", Scope.DIRECTORY_READ, AgreementShown)
def agreement(request: HttpRequest, agreement: UUID) -> AgreementShown:
    """One agreement of my organization."""
    found = next((row for row in queries.agreements(seat_of(request)) if row.id == agreement), None)
    if found is None:
        raise NotFound
    return found


@room.post("/agreements", Scope.DIRECTORY_WRITE, AgreementState)
def agree(request: HttpRequest, answer: HttpResponse, given: NewAgreement) -> Status[AgreementState]:
    """Record an agreement for one side; it gives nothing until the other side confirms."""
    row = record_agreement(actor=seat_of(request), **given.given())
    return made(request, answer, f"agreements/{row.public_id}", _shown(row))


@room.post("/agreements/{uuid:agreement}/confirm", Scope.DIRECTORY_WRITE, AgreementState, status=200)
def confirm(request: HttpRequest, agreement: UUID) -> AgreementState:
    """The other side confirms; from now on the agreement stands."""
    return _shown(confirm_agreement(actor=seat_of(request), agreement=agreement))


@room.post("/agreements/{uuid:agreement}/end", Scope.DIRECTORY_WRITE, AgreementState, status=200)
def end(request: HttpRequest, agreement: UUID) -> AgreementState:
    """Either side may end it, at once."""
    return _shown(end_agreement(actor=seat_of(request), agreement=agreement))


@room.get("/handling-rules", Scope.DIRECTORY_READ, Page[HandlingRuleShown])
def rules(request: HttpRequest) -> Page[HandlingRuleShown]:
    """Handling rules that my organization is asked to keep, and its own."""
    return Page(items=queries.handling_rules(seat_of(request)))


@room.post("/handling-rules", Scope.DIRECTORY_WRITE, HandlingRuleShown)
def write(request: HttpRequest, answer: HttpResponse, given: RuleText) -> Status[HandlingRuleShown]:
    """Write a rule for the own organization's members."""
    row = write_handling_rule(actor=seat_of(request), **given.given())
    return made(request, answer, f"handling-rules/{row.public_id}", _rule(request, row.public_id))


@room.get("/handling-rules/{uuid:rule}", Scope.DIRECTORY_READ, HandlingRuleShown)
def rule(request: HttpRequest, rule: UUID) -> HandlingRuleShown:
    """One handling rule."""
    return _rule(request, rule)


@room.patch("/handling-rules/{uuid:rule}", Scope.DIRECTORY_WRITE, HandlingRuleShown)
def edit(request: HttpRequest, rule: UUID, given: RuleEdit) -> HandlingRuleShown:
    """Change a rule."""
    edit_handling_rule(actor=seat_of(request), rule=rule, version=given.read_version, **given.given())
    return _rule(request, rule)


@room.delete("/handling-rules/{uuid:rule}", Scope.DIRECTORY_WRITE)
def withdraw(request: HttpRequest, rule: UUID) -> Status[None]:
    """Withdraw a rule."""
    withdraw_handling_rule(actor=seat_of(request), rule=rule)
    return Status(204, None)


def _rule(request: HttpRequest, rule: UUID) -> HandlingRuleShown:
    found = next((row for row in queries.handling_rules(seat_of(request)) if row.id == rule), None)
    if found is None:
        raise NotFound
    return found


def _shown(row: Any) -> AgreementState:
    return AgreementState(
        id=row.public_id,
        kind=row.kind,
        own=row.first.public_id,
        other=row.second.public_id,
        signed_date=row.signed_date,
        ends_date=row.ends_date,
        text=row.text,
        desk=row.desk.public_id if row.desk else None,
        is_confirmed=row.confirmed_at is not None,
        has_ended=row.ended_at is not None,
    )
