"""How orders and systems look from outside."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from ninja import Schema

from noroshi.api.files import FileRead, file_read
from noroshi.response.about import AboutShown
from noroshi.response.assets import AssetShown
from noroshi.response.queries import Figures, OrderLine, OrderShown, StepShown
from noroshi.vocabulary import AssetKind, Importance, OrderReach, OrderState, ServiceWeight, Tlp


class NamedDesk(Protocol):
    """A desk as the room hands it out."""

    @property
    def public_id(self) -> UUID: ...
    @property
    def name_ja(self) -> str: ...
    @property
    def name_en(self) -> str: ...


class OwnDesk(Schema):
    id: UUID
    name_ja: str
    name_en: str


class OrderAbout(Schema):
    """`kind`: `edition`, `stix` or `alert`. Null in an order where the reader may not read the thing itself."""

    kind: str
    id: UUID
    title: str
    tlp: Tlp | None


class AssetRead(Schema):
    """`number` counts how often it was written; send it back as `read_number` with a change."""

    id: UUID
    number: int
    name: str
    kind: AssetKind
    desk: OwnDesk
    product: str
    cpe: str
    weight: ServiceWeight
    note: str


class OrderInList(Schema):
    """`is_mine`: my desk is to do it. `waits`: another order comes first."""

    id: UUID
    title: str
    state: OrderState
    importance: Importance | None
    due_at: datetime
    made_at: datetime
    changed_at: datetime
    desk: OwnDesk
    person: UUID | None
    by_desk: OwnDesk
    assets: list[UUID]
    about: OrderAbout | None
    is_late: bool
    is_mine: bool
    waits: bool


class OrderStep(Schema):
    """`takes_back`: the number of the answer that was undone by this."""

    number: int
    state: OrderState
    desk: OwnDesk
    by_desk: OwnDesk
    by: UUID
    at: datetime
    text: str
    files: list[FileRead]
    takes_back: int | None


class OrderRead(OrderInList):
    """`next`: what my desk may answer now. `number` is that of the last step; send it back as `read_number`."""

    what: str
    verify: str
    reach: OrderReach
    template: str
    number: int
    steps: list[OrderStep]
    next: list[OrderState]
    before: list[UUID]
    following: list[UUID]


class OrderFigures(Schema):
    open: int
    finished: int
    late: int
    to_me: int
    to_me_late: int
    to_look_at: int
    by_state: dict[OrderState, int]


def own_desk(row: NamedDesk) -> OwnDesk:
    return OwnDesk(id=row.public_id, name_ja=row.name_ja, name_en=row.name_en)


def asset_read(one: AssetShown) -> AssetRead:
    return AssetRead(
        id=one.public_id,
        number=one.number,
        name=one.name,
        kind=one.kind,
        desk=own_desk(one.desk),
        product=one.product,
        cpe=one.cpe,
        weight=one.weight,
        note=one.note,
    )


def in_list(line: OrderLine) -> OrderInList:
    return OrderInList(**_line(line))


def order_read(one: OrderShown) -> OrderRead:
    return OrderRead(
        **_line(one.line),
        what=one.line.what,
        verify=one.line.verify,
        reach=one.reach,
        template=one.template,
        number=one.number,
        steps=[_step(step) for step in one.steps],
        next=list(one.next),
        before=[line.public_id for line in one.before],
        following=[line.public_id for line in one.following],
    )


def figures_read(one: Figures) -> OrderFigures:
    names = ("open", "finished", "late", "to_me", "to_me_late", "to_look_at")
    return OrderFigures(**{name: getattr(one, name) for name in names}, by_state=dict(one.by_state))


def _line(line: OrderLine) -> dict[str, Any]:
    plain = ("title", "state", "importance", "due_at", "made_at", "changed_at", "is_late", "is_mine", "waits")
    return {
        **{name: getattr(line, name) for name in plain},
        "id": line.public_id,
        "desk": own_desk(line.desk),
        "person": line.person.public_id if line.person else None,
        "by_desk": own_desk(line.by_desk),
        "assets": [one.public_id for one in line.assets],
        "about": _about(line.about) if line.about else None,
    }


def _about(one: AboutShown) -> OrderAbout:
    return OrderAbout(kind=one.about.kind, id=one.about.id, title=one.title, tlp=one.tlp)


def _step(one: StepShown) -> OrderStep:
    return OrderStep(
        number=one.number,
        state=one.state,
        desk=own_desk(one.desk),
        by_desk=own_desk(one.by_desk),
        by=one.by.public_id,
        at=one.at,
        text=one.text,
        files=[file_read(each) for each in one.files],
        takes_back=one.takes_back,
    )
