"""The fields of a form as one writes them: which of them are typed, and the one that the sheet does not know by name."""

from typing import Final

from noroshi.schemes.forms import ConditionKind, Form, FormField
from noroshi.vocabulary import FieldType, Nature

DERIVED: Final = frozenset(
    {
        "edition_number",
        "reference_number",
        "reported_at",
        "provided_at",
        "sharing_scope",
        "importance",
        "source_reports",
        "destinations",
    }
)
"""Told by the deed, the marking or the time of sealing; what somebody typed there is not taken into the content."""

FOLLOW_BY: Final = FormField(
    id="attachments_follow_by",
    ja="別紙を後から送る方法",
    en="how the attachment follows",
    section="content",
    type=FieldType.LINE,
    nature=Nature.HANDLING,
    printed=False,
    help_ja="例: 本日中に電子メールで送付",
    help_en="For example: by e-mail within today",
)
"""別紙=有 needs the file or these words (手引書 2.3(3) and our ruling)."""


NEXT_REPORT: Final = FormField(
    id="next_report_at",
    ja="次の報告の予定日時",
    en="next report by",
    section="content",
    type=FieldType.LOOSE_MOMENT,
    nature=Nature.HANDLING,
    printed=False,
)
"""By when the outlook's promise of more is kept (C-051); empty is the desk's own pace."""


def fields_of(form: Form) -> tuple[FormField, ...]:
    """In printed order; after files that may be needed stands how they follow, after the outlook when the next report is due."""
    found: list[FormField] = []
    for field in form.fields:
        found.append(field)
        if is_owed_as_file(field):
            found.append(FOLLOW_BY)
        if field.id == "outlook":
            found.append(NEXT_REPORT)
    return tuple(found)


def is_owed_as_file(field: FormField) -> bool:
    return field.type is FieldType.FILES and any(one.kind is ConditionKind.NEEDED_WHEN for one in field.conditions)
