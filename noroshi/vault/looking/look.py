"""One look at one file. What hostile content makes fail is told as unreadable, never as harmless."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, Final

from noroshi.vault.looking import old_office, xml, zips
from noroshi.vault.looking.sorts import HEAD_BYTES, expected, is_run, sort_of
from noroshi.vocabulary.files import FileFinding, FileSort

type Look = Callable[[IO[bytes]], Iterable[FileFinding]]


def _pdf(file: IO[bytes]) -> Iterable[FileFinding]:
    """Its library weighs as much as all of Django: only who looks at a PDF carries it."""
    from noroshi.vault.looking import pdfs  # noqa: PLC0415 - see above

    return pdfs.findings(file)


INSIDE: Final[Mapping[FileSort, Look]] = MappingProxyType(
    {
        FileSort.PDF: _pdf,
        FileSort.OFFICE: zips.findings,
        FileSort.ARCHIVE: zips.findings,
        FileSort.OLD_OFFICE: old_office.findings,
        FileSort.TEXT: xml.findings,
        FileSort.IMAGE: xml.findings,
    }
)
TEXTS: Final = {FileSort.TEXT, FileSort.MAIL}
PROGRAMS: Final = frozenset({FileSort.PROGRAM, FileSort.SHORTCUT})


@dataclass(frozen=True, slots=True)
class Looked:
    sort: FileSort
    findings: tuple[FileFinding, ...] = ()


def look(file: IO[bytes], name: str, *, is_specimen: bool = False) -> Looked:
    """A specimen is told by its first bytes alone: it is never looked into."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    sort = sort_of(head, file)
    if is_specimen:
        return Looked(sort)
    found = {*_by_name(sort, name), *_inside(sort, file)}
    if is_run(head, name):
        found.add(FileFinding.PROGRAM)
    return Looked(sort, tuple(one for one in FileFinding if one in found))


def _by_name(sort: FileSort, name: str) -> Iterable[FileFinding]:
    wanted = expected(name)
    if wanted is not None and wanted is not sort and {wanted, sort} != TEXTS:
        yield FileFinding.NAME_DIFFERS
    if sort in PROGRAMS or wanted in PROGRAMS:
        yield FileFinding.PROGRAM


def _inside(sort: FileSort, file: IO[bytes]) -> Iterable[FileFinding]:
    inside = INSIDE.get(sort)
    if inside is None:
        return ()
    file.seek(0)
    try:
        return tuple(inside(file))
    except Exception:  # parsers fail in any way on what was made to break them; that is told, not raised
        return (FileFinding.UNREADABLE,)
