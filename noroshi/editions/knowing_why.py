"""Why this person reads it: the deciding clause, what it asks of the person, and by what the person meets it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from noroshi.audiences.viewer import Viewer
from noroshi.editions.explaining import Why, why
from noroshi.editions.queries import Line
from noroshi.sharing.facts import STANDING_NEED
from noroshi.vocabulary.word import Word


class MetBy(Word):
    """By what a person needs to know (手引書 表4 定義; rulings: need to know)."""

    POC = "poc", "この席の窓口責任者だから", "as point of contact of this desk"
    DEPUTY = "deputy", "この席の窓口代理だから", "as deputy point of contact of this desk"
    TIER = "tier", "この席の対応要員だから", "by the role at this desk"
    DUTY = "duty", "この分野を常に担当しているから", "by a standing duty for this sector"
    ASSIGNMENT = "assignment", "この事案の担当に指定されたから", "by assignment to this matter"


@dataclass(frozen=True, slots=True)
class Reason:
    """`met_by` is empty where nothing but the clause was asked."""

    why: Why
    met_by: MetBy | None


def reason(viewer: Viewer, line: Line) -> Reason:
    found = why(viewer, line.public_id)
    return Reason(found, _met_by(viewer, line.sectors, line.matter) if found.asks_need_to_know else None)


def _met_by(viewer: Viewer, sectors: Sequence[str], matter: uuid.UUID) -> MetBy | None:
    person = viewer.person
    answers = (
        (MetBy.POC, person.is_poc),
        (MetBy.DEPUTY, person.is_deputy),
        (MetBy.TIER, person.role in STANDING_NEED),
        (MetBy.DUTY, bool(person.duties & frozenset(sectors))),
        (MetBy.ASSIGNMENT, str(matter) in person.matters),
    )
    return next((word for word, holds in answers if holds), None)
