"""What goes out about a request for help: to the desk at either end."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from noroshi.api.editions.shown import Origin, origin
from noroshi.helping.queries import HelpShown, StepShown
from noroshi.vocabulary import HelpField, HelpMove, HelpState, Importance


class HelpStepRead(Schema):
    move: HelpMove
    desk: Origin
    text: str
    identifiers: str
    importance: Importance | None
    at: datetime


class HelpLine(Schema):
    """`taken_after_seconds` and `answered_after_seconds` are counted from asking; null while it has not come to that."""

    id: UUID
    by: Origin
    to: Origin
    title: str
    fields: list[HelpField]
    state: HelpState
    at: datetime
    is_own: bool
    taken_after_seconds: int | None
    answered_after_seconds: int | None


class HelpRead(HelpLine):
    """`about` is the asker's own item, told to its desk alone; `above` and `below` are what my desk, in the middle, has tied to it."""

    text: str
    shown: dict[str, str]
    has_consent: bool
    steps: list[HelpStepRead]
    moves: list[HelpMove]
    about: UUID | None
    above: UUID | None
    below: list[UUID]
    cares: list[UUID]


def help_line(one: HelpShown) -> HelpLine:
    return HelpLine(**_line(one))


def help_read(one: HelpShown) -> HelpRead:
    return HelpRead(
        **_line(one),
        text=one.text,
        shown=dict(one.shown),
        has_consent=one.has_consent,
        steps=[_step(step) for step in one.steps],
        moves=list(one.moves),
        about=one.about,
        above=one.above,
        below=list(one.below),
        cares=list(one.cares),
    )


def _line(one: HelpShown) -> dict[str, Any]:
    taken, answered = one.taken_after, one.answered_after
    return {
        "id": one.public_id,
        "by": origin(one.by_desk),
        "to": origin(one.to_desk),
        "title": one.title,
        "fields": list(one.fields),
        "state": one.state,
        "at": one.at,
        "is_own": one.is_own,
        "taken_after_seconds": round(taken.total_seconds()) if taken else None,
        "answered_after_seconds": round(answered.total_seconds()) if answered else None,
    }


def _step(step: StepShown) -> HelpStepRead:
    return HelpStepRead(
        move=step.move,
        desk=origin(step.desk),
        text=step.text,
        identifiers=step.identifiers,
        importance=step.importance,
        at=step.at,
    )
