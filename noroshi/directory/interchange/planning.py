"""Reading a file, showing what it would change, and changing it: all of it, or nothing."""

import codecs
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from noroshi.directory import events
from noroshi.directory.interchange.csv_format import read_csv
from noroshi.directory.interchange.json_format import read_json
from noroshi.directory.interchange.outcomes import Outcome, PlannedRecord
from noroshi.directory.interchange.records import MOST_CHARACTERS, MOST_RECORDS, Mistake, Record
from noroshi.directory.interchange.running import Run
from noroshi.directory.interchange.soundness import unsound
from noroshi.directory.recording import note
from noroshi.directory.seated import Seated
from noroshi.vocabulary.errors import ChangedMeanwhile, Malformed, NotYours, Refusal, TooLarge


class ImportHasMistakes(Refusal):
    code, status = "import_has_mistakes", 422
    ja = "ファイルに誤りがあるため、何も変更していません。"
    en = "The file has mistakes, so nothing was changed."


@dataclass(frozen=True)
class Plan:
    """What a file would do, record by record, as it stood when it was made."""

    records: tuple[Record, ...]
    planned: tuple[PlannedRecord, ...]

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        return tuple(mistake for record in self.planned for mistake in record.mistakes)

    @property
    def is_applicable(self) -> bool:
        return not self.mistakes

    def counts(self) -> dict[str, int]:
        """How many records of each outcome."""
        found = Counter(record.outcome for record in self.planned)
        return {outcome.value: found[outcome] for outcome in Outcome}


def plan(actor: Seated, text: str, form: str) -> Plan:
    """Changes nothing. Needs a transaction, inside which everything is tried and undone."""
    if not (actor.is_administrator or actor.is_platform_administrator):
        raise NotYours
    records = _read(text, form)
    with transaction.atomic(), _untold():
        planned = _run(actor, records)
        transaction.set_rollback(True)
    return Plan(tuple(records), planned)


def apply(shown: Plan, actor: Seated) -> Plan:
    """All or nothing, in the caller's transaction; refuses when the result would differ from what was shown."""
    if not shown.is_applicable:
        raise ImportHasMistakes
    with transaction.atomic(), events.desk_facts_changed.gathered(), events.membership_changed.gathered():
        planned = _run(actor, list(shown.records))
        if planned != shown.planned:
            raise ChangedMeanwhile
        done = Plan(shown.records, planned)
        note(actor, "import_directory", records=list(done.counts().values()))
    return done


def text_of(data: bytes) -> str:
    """UTF-8, or UTF-16 or the code page in which Japanese spreadsheets save."""
    if len(data) > MOST_CHARACTERS * 3:
        raise TooLarge
    marked = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Malformed


@contextmanager
def _untold() -> Iterator[None]:
    """What is tried and undone is nobody's business."""
    with events.desk_facts_changed.gathered() as desks, events.membership_changed.gathered() as memberships:
        yield
        desks.clear()
        memberships.clear()


def _read(text: str, form: str) -> list[Record]:
    if len(text) > MOST_CHARACTERS:
        raise TooLarge
    readers = {"csv": read_csv, "json": read_json}
    if form not in readers:
        raise Malformed
    records = readers[form](text)
    if len(records) > MOST_RECORDS:
        raise TooLarge
    return records


def _run(actor: Seated, records: list[Record]) -> tuple[PlannedRecord, ...]:
    """Records that are wrong by themselves are told without being tried; the answer keeps the order of the file."""
    found = unsound(records)
    sound = [record for record in records if (record.kind, record.row) not in found]
    found |= {(done.kind, done.row): done for done in Run(actor, sound).planned()}
    return tuple(found[record.kind, record.row] for record in records)
