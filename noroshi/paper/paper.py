"""What goes onto a sheet: the values of one form as its reader holds them, and what stands around them. Knows no viewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from noroshi.schemes.forms import Form, FormField
from noroshi.schemes.scheme import Scheme
from noroshi.vocabulary import Amendment, FormKind, Said, Tlp


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with the form, told and never opened. `told` is what to know before somebody does."""

    name: str
    size: int
    sha256: str
    is_specimen: bool = False
    told: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """`words` name the earlier edition; `before` holds what it said in each field that differs, empty where it said nothing.

    `told` counts additions and corrections, and says of each correction why; `kinds` is what each field that differs is told as.
    """

    words: str
    before: Mapping[str, Any] = field(default_factory=dict)
    told: Sequence[str] = ()
    kinds: Mapping[str, Amendment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a later edition says in this field instead: what does not stand there any more is struck. `words` say where, and why."""

    words: str
    after: Any


@dataclass(frozen=True, slots=True)
class Holder:
    """Who takes the sheet away, and when: printed across every page of RED and AMBER."""

    person: str
    desk: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Paper:
    """`content` by flat field id, header included: `edition_number` a number, `sharing_scope` a color's id, moments in ISO 8601,
    `destinations` names as they are printed. What is not for the reader is not in it, and nothing says so.

    `told` says what was understood of a loose moment, in era years. `number` are the sheet's own words for 第n報.
    """

    scheme: Scheme
    form: Form
    content: Mapping[str, Any]
    title: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[Enclosed] = ()
    center: str = ""
    since: Since | None = None
    replaced: Mapping[str, Replacement] = field(default_factory=dict)
    holder: Holder | None = None
    is_draft: bool = False

    @property
    def kind(self) -> FormKind:
        return self.form.kind

    @property
    def tlp(self) -> Tlp:
        """Nothing given is RED."""
        given = self.said("sharing_scope").value
        return Tlp.of(given) if given in set(Tlp) else Tlp.RED

    @property
    def number(self) -> str:
        """第2報; 第　報 where nothing is known of it, or not for this reader."""
        given = self.said("edition_number").value
        return f"第{given or '　'}報"

    def said(self, field_id: str) -> Said:
        return Said.of(self.content.get(field_id, ""))

    def field(self, field_id: str) -> FormField | None:
        return self.form.field(field_id)
