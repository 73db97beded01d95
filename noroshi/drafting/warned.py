"""What a writer should look at again. A warning never blocks (R8)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from noroshi.drafting.moments import LooseMoment, read_loosely
from noroshi.schemes.forms import ConditionKind, Form, FormField
from noroshi.vocabulary import Cause, Certainty, FieldType, Said, Word

PAST: Final = ("detected_at", "occurred_at")


class WarningKind(Word):
    """Why a field is worth a second look."""

    IMPORTANCE_NOT_GIVEN = (
        "importance_not_given",
        "重要度が選ばれていません。受け手には「未選択」と見えます。",
        "No importance is given. Recipients will see “not given”.",
    )
    UNKNOWN_WITH_OTHERS = (
        "unknown_with_others",
        "「不明」とほかの原因が一緒に選ばれています。",
        "“Not known” is chosen together with other causes.",
    )
    ASKED_FOR = "asked_for", "分かれば書いてください。", "Please add this if you know it."
    NEEDED_HERE = "needed_here", "この場合は書くことになっています。", "This is expected here."
    ATTACHMENT_NOT_ANNOUNCED = (
        "attachment_not_announced",
        "ファイルが付いていますが、別紙が「有」になっていません。",
        "There is a file, but no attachment is announced.",
    )
    ESTIMATE_WITHOUT_BASIS = (
        "estimate_without_basis",
        "推定の根拠が書かれていません。",
        "It is not said what this estimate rests on.",
    )
    NAME_NOT_GIVEN = (
        "name_not_given",
        "空欄です。伏せるのであれば「匿名」を選んでください。",
        "This is empty. If the name is withheld on purpose, choose “anonymized”.",
    )
    IN_THE_FUTURE = "in_the_future", "いまより後の日時です。", "This lies in the future."
    AFTER_DETECTION = "after_detection", "発生日時が判明日時より後です。", "It occurred later than it was detected."


@dataclass(frozen=True, slots=True)
class FormWarning:
    """Code and words stand together in `kind`."""

    field: str
    kind: WarningKind

    @property
    def code(self) -> str:
        return self.kind.value

    def message(self, lang: str) -> str:
        return self.kind.label(lang)


def warnings_of(
    form: Form, told: Mapping[str, Said], mistakes: Mapping[str, list[str]], *, now: datetime
) -> list[FormWarning]:
    """In printed order, one of a kind for each field; a field with a mistake has enough to say already."""
    return [
        FormWarning(field.id, kind)
        for field in form.fields
        if field.id not in mistakes
        for kind in _kinds(field, told, now)
    ]


def _kinds(field: FormField, told: Mapping[str, Said], now: datetime) -> Iterator[WarningKind]:
    one = told.get(field.id)
    if one is None:
        yield from _empty(field, told)
        return
    if field.type is FieldType.CHOICES and Cause.UNKNOWN.value in one.value and len(one.value) > 1:
        yield WarningKind.UNKNOWN_WITH_OTHERS
    if one.certainty is Certainty.ESTIMATE and not (one.basis or _basis(field, one, now)):
        yield WarningKind.ESTIMATE_WITHOUT_BASIS
    if field.id in PAST:
        yield from _times(field, told, now)
    if field.type is FieldType.FILES and "attachment_presence" in told and told["attachment_presence"].value != "yes":
        yield WarningKind.ATTACHMENT_NOT_ANNOUNCED


def _times(field: FormField, told: Mapping[str, Said], now: datetime) -> Iterator[WarningKind]:
    """Only what cannot be otherwise, whatever the parts that are not known."""
    moment, detected = _loose(told[field.id], now), _loose(told.get("detected_at"), now)
    if moment is None or moment.earliest is None:
        return
    if moment.earliest > now:
        yield WarningKind.IN_THE_FUTURE
    if detected and detected.latest and moment.earliest > detected.latest:
        yield WarningKind.AFTER_DETECTION


def _loose(one: Said | None, now: datetime) -> LooseMoment | None:
    return read_loosely(one.value, now=now) if one else None


def _basis(field: FormField, one: Said, now: datetime) -> str:
    """A basis in brackets behind the time counts."""
    found = _loose(one, now) if field.type is FieldType.LOOSE_MOMENT else None
    return found.basis if found else ""


def _empty(field: FormField, told: Mapping[str, Said]) -> Iterator[WarningKind]:
    if field.id == "importance":
        yield WarningKind.IMPORTANCE_NOT_GIVEN
    if field.may_be_anonymized:
        yield WarningKind.NAME_NOT_GIVEN
    for condition in field.conditions:
        if (
            condition.field in told
            and condition.holds(told[condition.field].value)
            and field.type is not FieldType.FILES
        ):
            yield from _CONDITION_WARNS.get(condition.kind, ())


_CONDITION_WARNS: Mapping[ConditionKind, tuple[WarningKind, ...]] = {
    ConditionKind.ASKED_WHEN: (WarningKind.ASKED_FOR,),
    ConditionKind.NEEDED_WHEN: (WarningKind.NEEDED_HERE,),
}
