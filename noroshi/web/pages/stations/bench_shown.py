"""What stands on the page of the workbench: two texts side by side, what was found, files, what others did meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from noroshi.asking.approvals import Approval
from noroshi.reports.anonymizing import BY_HAND, Step
from noroshi.reports.enclosed import FileSeen
from noroshi.reports.leaks import ReleaseShown
from noroshi.vocabulary import Nature
from noroshi.web.components import Choice, Crumb, FieldError, Scope
from noroshi.web.pages.items.lines import LineShown


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; with a number it is a finding."""

    text: str
    number: int = 0
    step: str = ""
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A passage that is still in the outgoing text, with a little around it."""

    number: int
    before: str
    text: str
    after: str
    step: str


@dataclass(frozen=True, slots=True)
class Control:
    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LessShown:
    """What of a field may be told less exactly, and in which words the button says so."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One field. `original` are its lines; `kind` says which control the outgoing side has, "words" for none."""

    id: str
    label: str
    nature: Nature
    original: tuple[tuple[Segment, ...], ...]
    kind: str
    value: str
    cells: tuple[tuple[Control, ...], ...]
    options: tuple[Choice, ...]
    left: tuple[Left, ...]
    is_anonymized: bool
    may_empty: bool
    half_day: str
    day: str
    less: tuple[LessShown, ...] = ()

    @property
    def is_victims(self) -> bool:
        return self.nature is Nature.VICTIM


@dataclass(frozen=True, slots=True)
class FindingShown:
    number: int
    key: str
    kind: str
    texts: str
    instead: str
    step: str
    is_known: bool
    is_company: bool
    places: str
    in_file: bool
    why: str = ""
    sureness: str = ""
    spoken: tuple[str, ...] = ()

    @property
    def is_by_hand(self) -> bool:
        return self.key.startswith(BY_HAND)


@dataclass(frozen=True, slots=True)
class KindShown:
    """What is open of one kind, to be replaced at once."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ApprovalShown:
    """How the draft stands with its source; `url` leads to what was asked."""

    is_wanted: bool
    sign: str
    state: str
    url: str
    hindrance: str
    may_ask: bool


@dataclass(frozen=True, slots=True)
class FileShown:
    id: UUID
    name: str
    size: int
    is_specimen: bool
    is_taken: bool
    copy: UUID | None
    is_new: bool = False
    finds: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the two texts: how the source stands to it, the files with what is in them, what a second person said."""

    approval: Approval
    files: tuple[FileSeen, ...] = ()
    returned: tuple[ReleaseShown, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnShown:
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    label: str
    now: str
    yours: str


@dataclass(frozen=True, slots=True)
class BenchPage:
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    original: LineShown | None
    rows: tuple[RowShown, ...]
    contact: tuple[RowShown, ...]
    findings: tuple[FindingShown, ...]
    open_count: int
    suggested: int
    files: tuple[FileShown, ...]
    is_small: bool
    is_one: bool
    advice: str
    sector_row: bool
    colors: tuple[Choice, ...]
    tlp: str
    version: int
    saved_by: str
    saved_at: datetime
    state: str
    draft_url: str
    differences_url: str
    asks: bool
    errors: tuple[FieldError, ...]
    meanwhile: tuple[Meanwhile, ...]
    kinds: tuple[KindShown, ...]
    steps: int
    preview_url: str
    approval: ApprovalShown
    returned: tuple[ReturnShown, ...]

    @property
    def decided(self) -> int:
        return len(self.findings) - self.open_count

    @property
    def left(self) -> tuple[FindingShown, ...]:
        return tuple(one for one in self.findings if one.step == Step.OPEN)
