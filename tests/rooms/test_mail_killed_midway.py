"""kill -9 inside the job that reads a mail: whatever it was just doing, there is one draft, one file and one answer in the end."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import psycopg
import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.drafting.files import files
from noroshi.drafting.queries import draft, drafts
from noroshi.vocabulary import ArrivalState
from tests.cast import small_cast
from tests.ledger_logins import superuser
from tests.mail_sink import as_worker, mail_sink, worker_environment
from tests.mail_world import DOMAIN, RUN_JOBS, mail, name_server, publishes, receiver, signed
from tests.rooms.test_mail_in import desk_of, domain_of, kept, person_of, with_form
from tests.sheets_filled import FILLED, our_sheet

pytestmark = pytest.mark.django_db(transaction=True)

RESCUE = RUN_JOBS.replace(
    "            await working.run_worker",
    "            await rescue_all(working.job_manager)\n            await working.run_worker",
).replace("import asyncio, django\n", "import asyncio, django\nfrom noroshi.jobs.rescue import rescue_all\n")
WAITS = "select count(*) from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())"
INSTANTS = ("drafting_draft", "vault_storedfile", "ledger_entry")
"""Tables at whose writing the job is held and killed: before the draft, before its file, before the record."""


@contextmanager
def held(administrator: psycopg.Connection, table: str) -> Iterator[None]:
    """Nobody writes there meanwhile."""
    with administrator.transaction():
        administrator.execute(f"lock table {table} in share mode")
        yield


def kill_once_it_waits(administrator: psycopg.Connection, environment: dict[str, str]) -> None:
    worker = subprocess.Popen([sys.executable, "-c", RUN_JOBS], env=environment)
    deadline = time.monotonic() + 60
    while administrator.execute(WAITS).fetchone() == (0,):
        assert worker.poll() is None, "it was never held"
        assert time.monotonic() < deadline
        time.sleep(0.05)
    psutil.Process(worker.pid).kill()
    worker.wait(30)


@pytest.mark.parametrize("table", INSTANTS)
def test_a_mail_whose_reading_is_killed_becomes_one_draft_and_is_answered_once(table, cluster):
    cast = small_cast()
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    with name_server() as names, receiver(names) as post, mail_sink() as sink, superuser(cluster) as administrator:
        publishes(names, domain_of(cast.electric))
        message = with_form(mail(sender, desk, "様式を送ります。"), our_sheet(FILLED))
        message.add_attachment(b"log", maintype="text", subtype="plain", filename="log.txt")
        assert post.send(signed(message, domain_of(cast.electric)), desk, mail_from=sender)[0] == 250
        more = {"NOROSHI_MAIL": sink.url, "NOROSHI_MAIL_IN_DOMAIN": DOMAIN}

        with held(administrator, table):
            kill_once_it_waits(administrator, worker_environment(**more))
        assert [one.state for one in kept(cast.electric)] == [ArrivalState.WAITING]
        as_worker(RESCUE, **more)
        administrator.execute(
            "update procrastinate_jobs set status = 'todo' where task_name in ('read_mail', 'answer_mail')"
        )
        as_worker(RESCUE, **more)

        (shown,) = kept(cast.electric)
        assert shown.state is ArrivalState.DRAFTED
        with acting_as(cast.electric):
            assert [one.public_id for one in drafts(cast.electric)] == [shown.draft]
            assert draft(cast.electric, shown.draft).written.typed["summary"] == FILLED["summary"]
            assert [one.name for one in files(cast.electric, shown.draft)] == ["log.txt"]
        answers = [one for one in sink.to(sender) if one["Auto-Submitted"] == "auto-replied"]
        assert len(answers) == 1
        (entries,) = administrator.execute("select count(*) from ledger_entry where deed = 'take_in'").fetchone() or (
            0,
        )
        assert entries == 1
    with acting_as(cast.bank):
        assert drafts(cast.bank) == []
