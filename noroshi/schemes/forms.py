"""A printed form, field by field, in its order and wording (手引書 図4, 図7)."""

from dataclasses import dataclass
from typing import Annotated

from noroshi.schemes.shapes import Between, Names, Refers, each
from noroshi.vocabulary import Bilingual, FieldType, FormKind, Nature, TableVariant, Word


class ConditionKind(Word):
    """What a field's condition does. Only marked fields ever block sending; the others warn."""

    BLANK_WHEN = "blank_when", "空欄とする", "left blank when"
    ASKED_WHEN = "asked_when", "記入を促す", "asked for when"
    NEEDED_WHEN = "needed_when", "必要とする", "needed when"


@dataclass(frozen=True, slots=True)
class Condition:
    """The field depends on what another field holds."""

    kind: ConditionKind
    field: Annotated[str, Refers("field", here=True)]
    values: tuple[str, ...]

    def holds(self, value: object) -> bool:
        return str(value) in self.values


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a field that is a table."""

    id: Annotated[str, Names("column")]
    ja: str
    en: str
    type: FieldType
    options: Annotated[str, Refers("option_set")] | None = None


@dataclass(frozen=True, slots=True)
class FormField(Bilingual):
    """One field. `mark` is the printed ①…, `required` the printed asterisk, `notes` the printed ※ signs.

    `needed` must be there before sending although the sheet prints no asterisk: what the sender has to decide and write down.
    """

    id: Annotated[str, Names("field")]
    ja: str
    en: str
    section: Annotated[str, Refers("section", here=True)]
    type: FieldType
    nature: Nature
    mark: str = ""
    required: bool = False
    needed: bool = False
    printed: bool = True
    options: Annotated[str, Refers("option_set")] | None = None
    least: Annotated[int, Between(0, 9999)] | None = None
    parent_ja: str = ""
    parent_en: str = ""
    assigned_by: Annotated[str, Refers("party_kind")] | None = None
    may_be_anonymized: bool = False
    may_hold_estimate: bool = False
    internal: bool = False
    notes: tuple[Annotated[str, Refers("note", here=True)], ...] = ()
    columns: tuple[Column, ...] = each("column")
    conditions: tuple[Condition, ...] = each("condition")
    help_ja: str = ""
    help_en: str = ""
    example: tuple[str, ...] = ()
    cite: str = ""

    @property
    def blocks_sending(self) -> bool:
        return self.required or self.needed

    @property
    def is_asked(self) -> bool:
        """Stands on the page of a draft; references are kept by the system."""
        return not self.internal or self.type is not FieldType.REFERENCES


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the printed sheet."""

    id: Annotated[str, Names("section")]
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Note:
    """A ※ note at the foot of the sheet, in our words."""

    mark: Annotated[str, Names("note")]
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class FormRule:
    """A rule of the form, in our words. `ours` marks what the documents leave open and we decided."""

    id: Annotated[str, Names("form_rule")]
    ja: str
    en: str
    ours: bool = False
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Form(Bilingual):
    """One `form_*.toml`."""

    id: Annotated[str, Names("form", everywhere=True)]
    kind: FormKind
    ja: str
    en: str
    variant: TableVariant
    sent_by: Annotated[str, Refers("party_kind")]
    sent_to: Annotated[str, Refers("party_kind")]
    filled_by: tuple[Annotated[str, Refers("party_kind")], ...]
    principle_ja: str = ""
    principle_en: str = ""
    sections: tuple[Section, ...] = each("section", some=True)
    fields: tuple[FormField, ...] = each("field", some=True)
    notes: tuple[Note, ...] = each("note")
    rules: tuple[FormRule, ...] = each("rule")
    cite: str = ""

    def field(self, field_id: str) -> FormField | None:
        return next((field for field in self.fields if field.id == field_id), None)

    @property
    def extensions(self) -> tuple[FormField, ...]:
        """Fields that another document asks for and the sheet does not print (改善具体化 2.3)."""
        return tuple(field for field in self.fields if field.section == "extension")

    @property
    def sheet(self) -> tuple[FormField, ...]:
        """The form's own fields in printed order, files and specimens that go with it included."""
        return tuple(field for field in self.fields if field.section != "extension")
