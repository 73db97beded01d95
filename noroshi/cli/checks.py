"""What `noroshi doctor` looks at. Each check says what it found and, when something is wrong, how to mend it."""

import ctypes
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from noroshi import __version__
from noroshi.cli.language import say
from noroshi.cli.options import tell
from noroshi.engine import schema
from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome, holder
from noroshi.engine.instance import Instance, reached
from noroshi.engine.secrets_at import MAKERS, open_to_others
from noroshi.translating.colors import is_on_this_machine, place_of

LEAST_FREE_BYTES: Final = 2 * 1024**3
LARGEST_SKEW_SECONDS: Final = 2.0
CLOCK_UNSYNCHRONIZED: Final = 5


@dataclass(frozen=True)
class Finding:
    """One line of the report. `grade` is good, warn or bad; only bad makes the command fail."""

    grade: str
    name: str
    words: str
    remedy: str = ""

    @property
    def sign(self) -> str:
        return {"good": "✓", "warn": "!", "bad": "✗"}[self.grade]

    @property
    def is_broken(self) -> bool:
        return self.grade == "bad"


def examine(home: DataHome) -> list[Finding]:
    """Reads only. Without a data directory there is nothing to examine, and none is made."""
    if not home.root.is_dir():
        remedy = say(
            "Start Noroshi once with `noroshi serve`, or name the folder with --data.",
            "一度 `noroshi serve` で起動するか、--data で示してください。",
        )
        return [Finding("bad", _data(), say(f"{home.root} does not exist", f"{home.root} がありません"), remedy)]
    findings = [*_folder(home), *_secrets(home), *_disk(home), *_clock(), *_versions(), *_mail(), *_translator()]
    if any(finding.is_broken for finding in findings):
        return [
            *findings,
            Finding("warn", _database(), say("not asked before the above is mended", "上を直してから調べます")),
        ]
    return [*findings, *_inside(home)]


def _folder(home: DataHome) -> Iterator[Finding]:
    pid = holder(home)
    running = say(f"running, process {pid}", f"稼働中、プロセス {pid}") if pid else say("not running", "停止中")
    mode = home.root.stat().st_mode & 0o777
    if mode & 0o007:
        yield Finding(
            "warn",
            _data(),
            f"{home.root} ({mode:o})",
            say(f"Others may enter it: chmod o= '{home.root}'", f"他人が入れます: chmod o= '{home.root}'"),
        )
    else:
        yield Finding("good", _data(), f"{home.root}, {running}")


def _secrets(home: DataHome) -> Iterator[Finding]:
    name = say("secrets", "秘密")
    if not home.secrets.is_dir():
        yield Finding("good", name, say("none yet; made at the first start", "まだありません(初回起動で作ります)"))
        return
    opened = sorted(path.name for path in open_to_others(home))
    missing = [each for each in MAKERS if not (home.secrets / each).exists()]
    if opened:
        yield Finding(
            "bad",
            name,
            say(f"others may read {', '.join(opened)}", f"他人が読めます: {', '.join(opened)}"),
            f"chmod -R go= '{home.secrets}'",
        )
    if missing:
        remedy = say(
            "Put them back from the file that `noroshi backup --secrets` wrote.",
            "`noroshi backup --secrets` のファイルから戻してください。",
        )
        yield Finding("bad", name, say(f"missing: {', '.join(missing)}", f"ありません: {', '.join(missing)}"), remedy)
    if not opened and not missing:
        yield Finding("good", name, say("all there, for the owner's eyes only", "揃っており、所有者だけが読めます"))


def _disk(home: DataHome) -> Iterator[Finding]:
    name = say("disk", "ディスク")
    usage = shutil.disk_usage(home.root)
    words = say(
        f"{usage.free / 1024**3:.1f} GiB free of {usage.total / 1024**3:.1f}",
        f"空き {usage.free / 1024**3:.1f} GiB / {usage.total / 1024**3:.1f} GiB",
    )
    scarce = usage.free < LEAST_FREE_BYTES or usage.free < usage.total * 0.05
    remedy = say(
        "Make room: PostgreSQL stops writing when the disk is full.",
        "空けてください。満杯になると PostgreSQL は書けなくなります。",
    )
    yield Finding("warn", name, words, remedy) if scarce else Finding("good", name, words)
    if not os.access(home.root, os.W_OK):
        yield Finding(
            "bad",
            name,
            say(f"{home.root} cannot be written", f"{home.root} に書けません"),
            say("Run as the owner of the folder.", "所有者として実行してください。"),
        )


def _clock() -> Iterator[Finding]:
    """Seals and codes depend on it. The kernel knows whether somebody keeps it right."""
    name = say("clock", "時計")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    state = _kernel_clock_state()
    if state == CLOCK_UNSYNCHRONIZED:
        remedy = say(
            "Run an NTP client (chrony, systemd-timesyncd), or make sure that the host does.",
            "NTP クライアント(chrony 等)を動かすか、ホスト側の同期を確かめてください。",
        )
        yield Finding(
            "warn",
            name,
            say(f"{now}, nobody on this machine synchronizes it", f"{now}、この機械では同期されていません"),
            remedy,
        )
    else:
        yield Finding("good", name, now)


def _kernel_clock_state() -> int:
    """adjtimex(2) with nothing to set; -1 where there is no such call or it is forbidden."""
    if sys.platform != "linux":
        return -1
    return int(ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512)))


def _versions() -> Iterator[Finding]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding("good", say("versions", "版"), f"Noroshi {__version__}, Python {python}")


def _mail() -> Iterator[Finding]:
    name = say("mail", "メール")
    address = urlsplit(os.environ.get("NOROSHI_MAIL", ""))
    if not address.hostname:
        remedy = say(
            "Set NOROSHI_MAIL=smtp://user:password@host:587 to send notices by mail too.",
            "メールでも知らせるには NOROSHI_MAIL=smtp://利用者:合言葉@ホスト:587 を設定してください。",
        )
        yield Finding("warn", name, say("not set up; notices stay in the portal", "未設定。通知は画面だけです"), remedy)
        return
    place = f"{address.hostname}:{address.port or 25}"
    try:
        with socket.create_connection((address.hostname, address.port or 25), timeout=5) as connection:
            greeting = connection.recv(64)
    except OSError as error:
        yield Finding(
            "bad",
            name,
            f"{place}: {error}",
            say(
                "Check host, port and firewall of NOROSHI_MAIL.",
                "NOROSHI_MAIL のホスト・ポート・経路を確かめてください。",
            ),
        )
        return
    if greeting.startswith(b"220"):
        yield Finding("good", name, place)
    else:
        yield Finding(
            "bad",
            name,
            say(f"{place} does not answer like a mail server", f"{place} はメールサーバーの応答をしません"),
            say("Check NOROSHI_MAIL.", "NOROSHI_MAIL を確かめてください。"),
        )


def _translator() -> Iterator[Finding]:
    """Only where one is set: what it may have, and whether anything listens there. Nothing is said to it."""
    name, address = say("translator", "機械翻訳"), os.environ.get("NOROSHI_TRANSLATOR", "")
    if not address:
        return
    place, is_here = place_of(address), is_on_this_machine(address)
    if place is None:
        remedy = say(
            "Give its loopback number (http://127.0.0.1:…), or an https:// address.",
            "同じ機械なら http://127.0.0.1:… のように番号で、そうでなければ https:// で指定してください。",
        )
        yield Finding("bad", name, say("is asked nothing this way", "この指定では使われません"), remedy)
        return
    try:
        socket.create_connection(place, timeout=5).close()
    except OSError as error:
        remedy = say("Start it, or check NOROSHI_TRANSLATOR.", "起動するか、NOROSHI_TRANSLATOR を確かめてください。")
        yield Finding("bad", name, f"{place[0]}:{place[1]}: {error}", remedy)
        return
    most = say("up to AMBER", "AMBER まで") if is_here else say("only CLEAR", "CLEAR だけ")
    yield Finding("good", name, f"{place[0]}:{place[1]}, {most}")


def _inside(home: DataHome) -> Iterator[Finding]:
    try:
        with reached(home, tell) as instance:
            for check in (_server, _roles, _tables, _locks):
                yield from check(instance)
    except (EngineError, psycopg.Error) as error:
        remedy = getattr(error, "remedy", "") or say(
            f"Look at {home.logs / 'postgresql.log'}.", f"{home.logs / 'postgresql.log'} を見てください。"
        )
        yield Finding("bad", _database(), str(getattr(error, "problem", error)).strip(), remedy)


def _server(instance: Instance) -> Iterator[Finding]:
    with psycopg.connect(instance.addresses.app) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version'), current_setting('server_version_num')::int, now()"
        ).fetchone()
    version, number, now = row if row else ("?", 0, datetime.now(UTC))
    if number < 180000:
        yield Finding(
            "bad",
            _database(),
            f"PostgreSQL {version}",
            say("Noroshi needs PostgreSQL 18.", "PostgreSQL 18 が必要です。"),
        )
    else:
        yield Finding("good", _database(), f"PostgreSQL {version}")
    skew = abs((datetime.now(UTC) - now).total_seconds())
    if skew > LARGEST_SKEW_SECONDS:
        yield Finding(
            "warn",
            say("clock", "時計"),
            say(f"the database's is {skew:.0f} s off", f"データベースと {skew:.0f} 秒ずれています"),
            say("Synchronize both machines.", "両方の機械を同期してください。"),
        )


def _roles(instance: Instance) -> Iterator[Finding]:
    name = say("roles", "ロール")
    for role, url in (("app", instance.addresses.app), ("system", instance.addresses.system)):
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "SELECT rolname, rolsuper OR rolbypassrls, EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid)"
                " FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
        user, stands_above, owns = row if row else (role, True, True)
        if stands_above or owns:
            remedy = say(
                f"Give it a role that is NOSUPERUSER, NOBYPASSRLS and owns nothing: ALTER ROLE {user} NOSUPERUSER NOBYPASSRLS.",
                f"所有物のない NOSUPERUSER NOBYPASSRLS のロールにしてください: ALTER ROLE {user} NOSUPERUSER NOBYPASSRLS",
            )
            yield Finding(
                "bad", name, say(f"{user} stands above the second lock", f"{user} は二つ目の錠の外にいます"), remedy
            )
        else:
            yield Finding("good", name, user)


def _tables(instance: Instance) -> Iterator[Finding]:
    name = say("tables", "表")
    if schema.is_current(instance.addresses):
        yield Finding("good", name, say("of this version", "この版です"))
    else:
        yield Finding(
            "warn",
            name,
            say("of another version", "別の版です"),
            say(
                "Run `noroshi migrate`; serve does it too.", "`noroshi migrate` を実行してください(serve も行います)。"
            ),
        )


def _locks(instance: Instance) -> Iterator[Finding]:
    """The second lock: on, forced, with a rule; and with no viewer set, nothing is seen."""
    name = say("locks", "錠")
    with psycopg.connect(instance.addresses.app) as connection:
        found = connection.execute(LOCKED).fetchall()
        for table, is_whole, is_shared in found:
            if not is_whole:
                remedy = say(
                    "Run `noroshi migrate`; if it stays, restore a backup and report it.",
                    "`noroshi migrate` を。直らなければ復元し、報告してください。",
                )
                yield Finding("bad", name, say(f"{table} is not locked whole", f"{table} の錠が不完全です"), remedy)
                continue
            if not is_shared:
                continue
            seen = connection.execute(
                sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(sql.Identifier(table))
            ).fetchone()
            if seen and seen[0]:
                yield Finding(
                    "bad",
                    name,
                    say(f"{table} shows rows to nobody in particular", f"{table} が誰でもない者に見えます"),
                    say("Stop serving and report it.", "公開を止めて報告してください。"),
                )
    yield Finding("good", name, say(f"{len(found)} tables are locked", f"{len(found)} 個の表に錠があります"))


# A row that carries an audience is shared content: its lock binds the owner of the table, too. The tables from which audiences
# are computed, the numbers of which range holds objects, and the ledger, are locked for everybody else; their owner's own
# functions read them. So is the index of the search: no login has a right of any kind to it.
LOCKED: Final = """
WITH locked AS (
    SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity,
        EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid) AS has_rule,
        c.relname NOT LIKE 'audiences\\_%' AND c.relname <> 'intel_range' AND EXISTS (
            SELECT 1 FROM pg_attribute WHERE attrelid = c.oid AND attname = 'audience_id' AND NOT attisdropped
        ) AS is_shared,
        c.relname = 'search_index' AND NOT EXISTS (
            SELECT 1 FROM pg_roles r WHERE NOT r.rolsuper AND r.rolname !~ '^pg_' AND r.oid <> c.relowner
                AND (has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
                    OR has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE'))
        ) AS is_closed
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
)
SELECT relname, is_closed OR relrowsecurity AND has_rule AND (relforcerowsecurity OR NOT is_shared), is_shared AND NOT is_closed
FROM locked WHERE relrowsecurity OR has_rule OR is_shared ORDER BY relname
"""

Check = Callable[[Instance], Iterator[Finding]]


def _data() -> str:
    return say("data", "データ")


def _database() -> str:
    return say("database", "データベース")
