"""Text, mail and log as a desk looks them through: every value that may be worth sharing. Nothing is kept of what was brought."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Person
from noroshi.intel.knowing import lists_of
from noroshi.observables import Flagged, Kind, Lists, NotOfThisKind, Own, flags_of, settled
from noroshi.observables.candidates import Candidate, candidates
from noroshi.observables.known import SHARED, Listing, seeds
from noroshi.observables.reading_mail import Named, Passage, read_mail
from noroshi.observables.suffixes import registered
from noroshi.traces.files import look_through
from noroshi.traces.files.looked import MB, Limits, Looked
from noroshi.traces.files.mail import is_mail
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.observables import FindingPlace
from noroshi.vocabulary.traces import FilePart, FileTrouble

MOST_SHOWN: Final = 500
LONGEST_TEXT: Final = 5_000_000
LARGEST_FILE: Final = 20 * MB
LIMITS: Final = Limits(most_bytes=LARGEST_FILE, most_files=200, seconds=10.0)
LOOKED_AT: Final = frozenset({FilePart.TEXT, FilePart.LINK, FilePart.COMMENT, FilePart.HIDDEN, FilePart.CHANGE})
_tellers: Final[list[Callable[[Viewer], Own]]] = []
EVERYBODYS_MAIL: Final = Listing.of(one for one in seeds(SHARED) if one.reason.en.startswith("mail"))


class NothingToRead(Refusal):
    code, status = "nothing_to_read", 422
    ja = "文章を貼り付けるか、ファイルを選んでください。"
    en = "Paste a text or choose a file."


class TooMuchToRead(Refusal):
    code, status = "too_much_to_read", 413
    ja = "一度に読める量を超えています。分けて読み込んでください。"
    en = "This is more than can be read at once. Bring it in parts."


@dataclass(frozen=True, slots=True)
class Review:
    """`more` stand beyond those that are shown; `troubles` say what no machine could read."""

    candidates: tuple[Candidate, ...]
    more: int = 0
    is_mail: bool = False
    troubles: tuple[FileTrouble, ...] = ()


@dataclass
class _Gathered:
    passages: list[Passage] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    troubles: dict[FileTrouble, None] = field(default_factory=dict)


def review_text(viewer: Viewer, text: str) -> Review:
    """What was pasted: a report, a log, a mail with its headers."""
    if not text.strip():
        raise NothingToRead
    if len(text) > LONGEST_TEXT:
        raise TooMuchToRead
    content = text.encode("utf-8", "replace")
    if is_mail(content, ""):
        return _reviewed(viewer, _of_mail(content), is_mail=True)
    return _reviewed(viewer, _Gathered([Passage(FindingPlace.TEXT, text)]))


def review_file(viewer: Viewer, name: str, content: bytes) -> Review:
    """A mail with all that hangs on it, a document, a log, an archive."""
    if not content:
        raise NothingToRead
    if len(content) > LARGEST_FILE:
        raise TooMuchToRead
    if is_mail(content, name):
        return _reviewed(viewer, _of_mail(content), is_mail=True)
    gathered = _Gathered()
    _inside(gathered, look_through(content, name, LIMITS), FindingPlace.TEXT, "")
    return _reviewed(viewer, gathered)


def _of_mail(content: bytes) -> _Gathered:
    mail = read_mail(content)
    gathered = _Gathered(list(mail.passages), list(mail.named))
    for one in mail.enclosed:
        _inside(gathered, look_through(one.content, one.name, LIMITS), FindingPlace.FILE, one.name)
    return gathered


def _inside(gathered: _Gathered, looked: Looked, place: FindingPlace, name: str) -> None:
    for piece in looked.pieces:
        if piece.part in LOOKED_AT:
            where = FindingPlace.LINK if piece.part is FilePart.LINK else FindingPlace.FILE if piece.path else place
            gathered.passages.append(Passage(where, piece.text, " / ".join((name, *piece.path)).strip(" /")))
    gathered.troubles |= {trouble.why: None for trouble in looked.troubles}


def _reviewed(viewer: Viewer, gathered: _Gathered, *, is_mail: bool = False) -> Review:
    found = candidates(gathered.passages, gathered.named, own_of(viewer), lists_of(viewer))
    return Review(tuple(found[:MOST_SHOWN]), max(0, len(found) - MOST_SHOWN), is_mail, tuple(gathered.troubles))


def warnings_of(viewer: Viewer, rows: Iterable[tuple[Kind, str]]) -> list[tuple[Flagged, ...]]:
    """Of rows that somebody has edited; nothing where one is no value yet."""
    own, lists = own_of(viewer), lists_of(viewer)
    return [_warnings(kind, written, own, lists) for kind, written in rows]


def _warnings(kind: Kind, written: str, own: Own, lists: Lists) -> tuple[Flagged, ...]:
    try:
        return flags_of(*settled(kind, written), own, lists)
    except NotOfThisKind:
        return ()


def own_told_by(names: Callable[[Viewer], Own]) -> None:
    """Rooms above know more of what is a house's own than where its mail goes. Each tells what this viewer may read of it."""
    _tellers.append(names)


def own_of(viewer: Viewer) -> Own:
    """What the desk's house calls its own: the domains that its desks and people have mail under, and what rooms above tell."""
    told = [names(viewer) for names in _tellers]
    domains = _mail_domains(viewer.organization_id).union(*(one.domains for one in told))
    return Own(tuple(network for one in told for network in one.networks), domains)


def _mail_domains(house: int) -> frozenset[str]:
    mails = [
        *Desk.objects.filter(organization=house).values_list("email", flat=True),
        *Person.objects.filter(memberships__desk__organization=house).values_list("email", flat=True),
    ]
    return frozenset(_houses(mails))


def _houses(mails: Iterable[str]) -> set[str]:
    """A house that has its mail at a service for everybody does not own the service."""
    names = {mail.rpartition("@")[2].lower() for mail in mails if "@" in mail}
    return {registered(name) or name for name in names if not EVERYBODYS_MAIL.entry(Kind.DOMAIN, name)}
