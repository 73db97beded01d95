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

TERMS: Final = "handling_terms"
"""What the handling note says by its structure; sealed beside the content, no field of any form."""

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


def fields_of(form: Form) -> tuple[FormField, ...]:
    """In printed order; after files that may be needed stands how they follow."""
    found: list[FormField] = []
    for field in form.fields:
        found.append(field)
        if is_owed_as_file(field):
            found.append(FOLLOW_BY)
    return tuple(found)


def is_owed_as_file(field: FormField) -> bool:
    return field.type is FieldType.FILES and any(one.kind is ConditionKind.NEEDED_WHEN for one in field.conditions)
