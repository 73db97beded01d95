"""kill -9 while reports are filed and relayed: nothing is lost and nothing done twice, when senders repeat with the same keys."""

import http.client
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from noroshi.engine.home import DataHome
from tests.conftest import ROOT, outside_environment
from tests.rooms.api_world import BASE, Caller, World, make_world
from tests.rooms.test_engine_supervisor import Installation, eventually

STRAIGHT, ANONYMOUS = 5, 4
MOST_KILLS = 3
LOST = 0.3
"""So many answers never come back."""
GIVEN_UP_SECONDS = 45
FOUND = """
import sys
from pathlib import Path
from noroshi.cli.inside import inside
from noroshi.engine.home import DataHome
with inside(DataHome.at(Path(sys.argv[1]))):
    from django.db import transaction
    from noroshi.directory.actions.organizations import found_platform
    from noroshi.directory.signin.bootstrap import first_key
    with transaction.atomic():
        first = found_platform(
            handle="platform", name_ja="運用主体", desk_name_ja="運用窓口", login="root", person_name_ja="運用 一"
        )
    print(first_key(first, "founding"))
"""


@dataclass(frozen=True)
class Persistent(Caller):
    """A machine that never gives up: what got no answer, or a fault, is sent again as it was, with the same key.

    On a bad line: of some requests the answer is lost, whatever became of them.
    """

    place: str = ""
    line: random.Random | None = None

    def ask(self, method: str, path: str, body: Any = None, query: dict[str, str] | None = None, **headers: str) -> Any:
        deadline = time.monotonic() + GIVEN_UP_SECONDS
        while True:
            answer = self._once(method, path, body, headers)
            if answer is not None and answer.status_code < 500:
                return answer
            assert time.monotonic() < deadline, (method, path, answer and answer.content)
            time.sleep(0.1)

    def _once(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        connection = http.client.HTTPConnection(self.place, timeout=15)
        given = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", "Accept-Language": "en"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, BASE + path, None if body is None else json.dumps(body), given)
            if self.line and self.line.random() < LOST:
                return None
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        return SimpleNamespace(status_code=answer.status, content=content, json=lambda: json.loads(content))


@dataclass(frozen=True)
class Ground:
    """A running installation with its people, each with a key."""

    installation: Installation
    callers: dict[str, Persistent]

    def count(self, question: str) -> int:
        with self.installation.connect() as connection:
            row = connection.execute(question).fetchone()  # type: ignore[call-overload]  # our own words
        return int(row[0]) if row else 0


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    installation = Installation(DataHome.at(tmp_path_factory.mktemp("killed") / "data"))
    installation.start()
    try:
        place = urlsplit(installation.address).netloc
        world: World = make_world(Persistent(founded(installation.home), place=place))
        line = random.Random("a bad line")  # noqa: S311 - a fault, not a secret
        callers = {name: Persistent(one.key, place=place, line=line) for name, one in world.callers.items()}
        yield Ground(installation, callers)
    finally:
        if installation.process:
            installation.end()


def founded(home: DataHome) -> str:
    done = subprocess.run(
        [sys.executable, "-c", FOUND, str(home.root)],
        capture_output=True,
        text=True,
        check=True,
        env=outside_environment(),
        cwd=ROOT,
    )
    return done.stdout.strip().splitlines()[-1]


def straight(callers: dict[str, Persistent], name: str) -> str:
    """Operator, ministry, center."""
    report = callers["sato"].made("/reports", written("direct_report", name), idempotency_key=f"file-{name}")
    callers["liaison"].made(f"/reports/{report['id']}/relay", {}, idempotency_key=f"relay-{name}")
    return str(report["id"])


def through_the_secretariat(callers: dict[str, Persistent], name: str) -> str:
    """Operator, secretariat, ministry, center."""
    source = callers["sato"].made("/reports", written("anonymized_report", name), idempotency_key=f"file-{name}")
    office = callers["jimu"]
    begun = office.made("/drafts", {"kind": "report", "anonymizes": source["id"]}, idempotency_key=f"begin-{name}")
    own = {"source_telephone": "03-5555-0100", "source_fax": "03-5555-0101"}
    change = {
        "version": begun["version"],
        "typed": {"summary": f"会員で不審な通信 {name}", **own},
        "wish": {"tlp": "amber"},
    }
    saved = office.patch(f"/drafts/{begun['id']}", change)
    assert saved.status_code == 200, saved.content
    keeping = {"version": saved.json()["version"], "keeps_all": True}
    looked = office.done(f"/drafts/{begun['id']}/rework", keeping, idempotency_key=f"keep-{name}")
    sending = {"version": looked["version"]}
    derived = office.made(f"/drafts/{begun['id']}/send", sending, idempotency_key=f"send-{name}")
    callers["liaison"].made(f"/reports/{derived['id']}/relay", {}, idempotency_key=f"relay-{name}")
    return str(source["id"])


def written(way: str, name: str) -> dict[str, Any]:
    return {"way": way, "typed": {"summary": f"不審な通信 {name}"}, "wish": {"tlp": "amber"}}


@pytest.mark.parametrize("victims", [("web", "worker"), ("jobs", "database")], ids="-and-".join)
def test_what_is_killed_midway_is_done_once(ground: Ground, victims: tuple[str, ...]) -> None:
    chance = random.Random("-".join(victims))  # noqa: S311 - the instants of faults, not a secret
    callers, before = ground.callers, Seen.of(ground)

    with ThreadPoolExecutor(6) as pool:
        ways: list[Callable[[dict[str, Persistent], str], str]] = [straight] * STRAIGHT + [
            through_the_secretariat
        ] * ANONYMOUS
        filed = [pool.submit(way, callers, f"{victims[0]}-{number}") for number, way in enumerate(ways)]
        killed = kill_while(ground.installation, filed, victims, chance)
        reports = [one.result() for one in filed]

    assert killed
    assert eventually(lambda: arrived(callers, reports)), "not every report has arrived"
    new = Seen.of(ground).minus(before)
    matters = STRAIGHT + ANONYMOUS
    assert new == Seen(
        editions=matters + ANONYMOUS,
        drafts=matters + ANONYMOUS,
        submitted=matters,
        anonymized=ANONYMOUS,
        relayed=matters,
        numbers=matters,
        stations=3 * ANONYMOUS,
        sealings=matters + ANONYMOUS,
    )
    assert_nothing_stands_twice(ground)
    assert_the_record_is_whole(ground.installation)


def kill_while(
    installation: Installation, work: list[Future[str]], victims: tuple[str, ...], chance: random.Random
) -> list[str]:
    """At instants that nobody chose, as long as something is being done."""
    killed: list[str] = []
    while len(killed) < MOST_KILLS and not all(one.done() for one in work):
        time.sleep(0.15 + chance.random() * 0.6)
        name = victims[len(killed) % len(victims)]
        if victim := process_of(installation, name):
            victim.kill()
            killed.append(name)
    return killed


def process_of(installation: Installation, name: str) -> psutil.Process | None:
    """Only what this installation has started."""
    members = installation.members()
    try:
        if name == "database":
            first_line = (installation.home.pg / "postmaster.pid").read_text(encoding="ascii").split("\n")[0]
            return psutil.Process(int(first_line))
        if name == "worker":
            return members["web"].children()[0] if "web" in members else None
    except (OSError, IndexError, ValueError, psutil.Error):
        return None
    return members.get(name)


def arrived(callers: dict[str, Persistent], reports: list[str]) -> bool:
    """Also those behind the secretariat, once the job has told their writer."""
    parcels = [callers["sato"].read(f"/reports/{one}/parcel") for one in reports]
    return all(one["has_arrived"] and one["reference_number"] for one in parcels)


@dataclass(frozen=True)
class Seen:
    """What stands in the tables."""

    editions: int
    drafts: int
    submitted: int
    anonymized: int
    relayed: int
    numbers: int
    stations: int
    sealings: int

    @classmethod
    def of(cls, ground: Ground) -> "Seen":
        return cls(
            editions=ground.count("select count(*) from editions_edition"),
            drafts=ground.count("select count(*) from drafting_draft where sent_as is not null"),
            submitted=ground.count("select count(*) from editions_hop where kind = 'submit'"),
            anonymized=ground.count("select count(*) from editions_hop where kind = 'relay_anonymized'"),
            relayed=ground.count("select count(*) from editions_hop where kind = 'relay'"),
            numbers=ground.count("select count(distinct reference_number) from editions_registration"),
            stations=ground.count("select count(*) from reports_station"),
            sealings=ground.count("select count(*) from ledger_entry where deed = 'seal_edition'"),
        )

    def minus(self, before: "Seen") -> "Seen":
        return Seen(*(now - then for now, then in zip(vars_of(self), vars_of(before), strict=True)))


def vars_of(seen: Seen) -> list[int]:
    return [getattr(seen, name) for name in Seen.__dataclass_fields__]


def assert_nothing_stands_twice(ground: Ground) -> None:
    doubles = (
        "select edition_public_id from editions_hop group by edition_public_id, kind, from_desk_id having count(*) > 1",
        "select matter from editions_registration group by matter having count(*) > 1",
        "select about_id from reports_station group by about_id, deed, desk_id having count(*) > 1",
        "select sent_as from drafting_draft where sent_as is not null group by sent_as having count(*) > 1",
        "select 1 from drafting_draft where sent_as is null",
    )
    with ground.installation.connect() as connection:
        for question in doubles:
            assert connection.execute(question).fetchall() == [], question


def assert_the_record_is_whole(installation: Installation) -> None:
    proof = subprocess.run(
        [sys.executable, "-m", "noroshi.cli", "ledger", "verify", "--data", str(installation.home.root)],
        capture_output=True,
        text=True,
        check=False,
        env=outside_environment(),
        cwd=ROOT,
    )
    assert proof.returncode == 0, proof.stdout + proof.stderr
