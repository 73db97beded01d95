"""What queries hand out: plain values under public ids, with nothing behind them that could be followed further."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Named:
    """Enough to name a thing and to link to it."""

    id: UUID
    handle: str
    name_ja: str
    name_en: str

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_ja


@dataclass(frozen=True, slots=True)
class OrganizationShown:
    id: UUID
    version: int
    handle: str
    name_ja: str
    name_kana: str
    name_en: str
    other_names: tuple[str, ...]
    kinds: tuple[str, ...]
    sectors: tuple[str, ...]
    ministry: Named | None
    ceptoars: tuple[Named, ...]
    note_ja: str
    note_en: str
    is_active: bool
    may_edit: bool
    may_ask_change: bool

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_ja


@dataclass(frozen=True, slots=True)
class DeskShown:
    id: UUID
    version: int
    organization: Named
    handle: str
    name_ja: str
    name_en: str
    kind: str
    sectors: tuple[str, ...]
    telephone: str
    fax: str
    email: str
    is_active: bool
    may_edit: bool

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_ja


@dataclass(frozen=True, slots=True)
class AssignmentShown:
    id: UUID
    matter: UUID
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class MembershipShown:
    """A seat. Assignments are shown to the person, the desk and who governs it; to others they are empty."""

    id: UUID
    version: int
    desk: Named
    role: str
    tie: str
    nda_until: date | None
    is_poc: bool
    is_deputy: bool
    is_administrator: bool
    duties: tuple[str, ...]
    assignments: tuple[AssignmentShown, ...]


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody of one organization; seats elsewhere are not listed. `login` is empty for those who do not administer."""

    id: UUID
    version: int
    login: str
    email: str
    name_ja: str
    name_kana: str
    name_en: str
    language: str
    time_zone: str
    theme: str
    is_active: bool
    memberships: tuple[MembershipShown, ...]

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_ja


@dataclass(frozen=True, slots=True)
class ContactShown:
    """Whom to ring: a desk's POC or deputy. `id` is the membership's, which `confirm_contact` takes."""

    id: UUID
    desk: DeskShown
    name_ja: str
    name_en: str
    role: str
    is_poc: bool
    confirmed_at: datetime | None
    due_date: date | None
    is_overdue: bool
    may_confirm: bool

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_ja


@dataclass(frozen=True, slots=True)
class GroupShown:
    """`roster` is None where it is confidential to this viewer: not an empty list, not a number."""

    id: UUID
    version: int
    handle: str
    name_ja: str
    name_en: str
    purpose_ja: str
    purpose_en: str
    owner: Named
    roster_is_confidential: bool
    roster: tuple[Named, ...] | None
    may_run: bool
    is_active: bool = True

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_ja


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """`desk` handles the specimens that an agreement on them gives; no other kind names one."""

    id: UUID
    kind: str
    first: Named
    second: Named
    signed_date: date
    ends_date: date | None
    text: str
    desk: Named | None
    is_confirmed: bool
    has_ended: bool
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class HandlingRuleShown:
    id: UUID
    version: int
    organization: Named
    title_ja: str
    title_en: str
    text_ja: str
    text_en: str
    scheme_place: str
    difference_ja: str
    difference_en: str
    valid_from: date
    may_edit: bool


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A weighty change: as it was when asked, as it would be, and how many items open and close."""

    id: UUID
    organization: Named
    was: dict[str, object]
    wanted: dict[str, object]
    reason: str
    opens: int
    closes: int
    asked_at: datetime
    expires_at: datetime
    state: str
    may_decide: bool
    may_withdraw: bool
