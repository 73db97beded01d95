"""An advisory to 7,000 organizations: open to all, told to all, planned for 12,000 people, handed to a mail server on the loopback."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

import psycopg
from django.db import connection

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions.actions import Statement, hop, seal_edition
from noroshi.editions.models import EditionKind
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Naming, Party, desk
from noroshi.vocabulary import HopKind, Leg, TableVariant, Tlp
from tests.bench import people
from tests.bench.filled import ADVISORY
from tests.bench.ground import ROOT
from tests.bench.measuring import Figure, milliseconds

TELLING_LIMIT_MS, MAILS_A_SECOND = 5000.0, 200.0
HERE: Final = "127.0.0.1"


def figures(superuser: str) -> Iterator[Figure]:
    """By a liaison: the center's advisories reach those below through their ministries."""
    _forget_what_was_told(superuser)
    center, liaison = (people.viewer(people.readers()[one]) for one in ("center", "liaison of a ministry"))
    edition = _sealed(center)
    everyone = [Party(Naming.EVERYONE_IN_RANGE)]
    with acting_as(center):
        hop(center, edition, kind=HopKind.ISSUE, to=[desk(liaison.desk_id)])
    with acting_as(liaison):
        opening = milliseconds(lambda: hop(liaison, edition, kind=HopKind.RELAY, to=everyone))
    with _mail_server() as port:
        planning, ways, seconds, sent = _worked(port)
    with acting_as(liaison), connection.cursor() as cursor:
        cursor.execute("select count(*) from delivery_notice where from_desk_id = %s", [liaison.desk_id])
        (told,) = cursor.fetchone()
    yield Figure(
        f"a GREEN advisory opened to all and told to {told:,} desks; {ways:,} mails queued",
        opening + planning,
        "ms",
        limit=TELLING_LIMIT_MS,
    )
    yield Figure(
        f"mails with text rendered and handed to a mail server ({sent:,})",
        sent / seconds,
        "/s",
        limit=MAILS_A_SECOND,
        more_is_better=True,
    )


def _forget_what_was_told(superuser: str) -> None:
    """What other parts of the bench told would be planned and mailed as well."""
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("truncate delivery_spread, delivery_notice cascade")


def _sealed(center: Viewer) -> UUID:
    marking = Marking(
        tlp=Tlp.GREEN,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=frozenset({"water"}),
        originator=center.desk_id,
    )
    with acting_as(center):
        statement = Statement(EditionKind.ADVISORY, ADVISORY, marking, importance="warning")
        return seal_edition(center, statement).public_id


def _worked(port: int) -> tuple[float, int, float, int]:
    """In a process of its own with the system's login, as the worker is."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.postman"],
        env=os.environ
        | {"NOROSHI_PROCESS": "jobs", "NOROSHI_MAIL": f"smtp://{HERE}:{port}", "NOROSHI_ADDRESS": "https://x"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    planning, ways, seconds, sent = done.stdout.split()[-4:]
    return float(planning), int(ways), float(seconds), int(sent)


@contextmanager
def _mail_server() -> Iterator[int]:
    """It takes every mail and forgets it; in a process of its own, so that the two do not share one interpreter."""
    code = (
        "import signal\nfrom aiosmtpd.controller import Controller\n"
        "class Sink:\n    async def handle_DATA(self, server, session, envelope):\n        return '250 OK'\n"
        "import socket\nasked = socket.socket(); asked.bind(('127.0.0.1', 0)); port = asked.getsockname()[1]; asked.close()\n"
        "controller = Controller(Sink(), hostname='127.0.0.1', port=port)\ncontroller.start()\nprint(port, flush=True)\n"
        "signal.sigwait({signal.SIGTERM})\ncontroller.stop()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(20)
