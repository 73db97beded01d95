"""The embedded PostgreSQL: made once, started as our direct child, reached by a unix socket in a private folder."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

import psutil
import psycopg

from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome
from noroshi.engine.place import Place, find_place
from noroshi.engine.secrets_at import read_secret, write_secret

MAJOR: Final = "18"
CALM_STOP_SECONDS: Final = 60
LARGEST_LOG: Final = 10 * 1024 * 1024

CONFIGURATION: Final = """\
# Written by Noroshi at every start. Put your own settings into postgresql.local.conf beside this file.
listen_addresses = ''
unix_socket_directories = {sockets}
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 80
shared_buffers = {shared_buffers}MB
effective_cache_size = {cache}MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 4GB
# What is read lies in the system's memory as a rule: processes that fetch it for others cost more than they bring.
io_method = sync
jit = off
fsync = {durable}
synchronous_commit = {durable}
full_page_writes = {durable}
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
idle_in_transaction_session_timeout = '10min'
# The log says what went wrong, never what somebody wrote: no statements, no parameters, no quoted rows.
log_line_prefix = '%m [%p] '
log_checkpoints = off
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
include_if_exists = 'postgresql.local.conf'
"""


@dataclass
class Cluster:
    """One embedded server. `durable=False` is for tests only: it may lose everything at a power cut."""

    home: DataHome
    place: Place
    durable: bool = True
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @classmethod
    def of(cls, home: DataHome, *, durable: bool = True) -> "Cluster":
        return cls(home, find_place(home), durable)

    def start(self, waiting: Callable[[str], None] = lambda _: None) -> None:
        """Returns when it takes connections; a recovery after a crash may take as long as it needs."""
        self._initialize()
        self._configure()
        self._clear_leftovers()
        log = self.home.logs / "postgresql.log"
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
        command = self.place.identity.tethered(
            signal.SIGINT, [self.place.program("postgres"), "-D", str(self.place.data)]
        )
        with log.open("ab") as out:
            began = out.tell()
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                env=_quiet_environment(),
                cwd="/",
            )
        self._wait_until_ready(log, began, waiting)

    def stop(self) -> None:
        """Calmly, then firmly: the write-ahead log makes even the last step lose nothing that was acknowledged."""
        if self.process is None:
            return
        for sign, seconds in ((signal.SIGINT, CALM_STOP_SECONDS), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
            if self.process.poll() is None:
                self.process.send_signal(sign)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
            break
        self.process = None
        if self.place.sockets.parent == Path(tempfile.gettempdir()):
            with suppress(OSError):  # a short folder elsewhere is left behind only while something is in it
                self.place.sockets.rmdir()

    def url(self, role: str, database: str) -> str:
        """Where `role` reaches `database`: role `owner` is noroshi_owner, `superuser` is postgres."""
        user = "postgres" if role == "superuser" else f"noroshi_{role}"
        word = read_secret(self.home, f"pg_{role}")
        return f"postgresql://{user}:{quote(word, safe='')}@/{database}?host={quote(str(self.place.sockets), safe='')}"

    def _initialize(self) -> None:
        """Beside its final name, so that a start cut short leaves nothing that looks like a database."""
        version = self.place.data / "PG_VERSION"
        if version.exists():
            found = version.read_text(encoding="ascii").strip()
            if found != MAJOR:
                raise EngineError(
                    f"{self.place.data} was made by PostgreSQL {found}; this Noroshi carries {MAJOR}.",
                    "Restore a backup into a new folder.",
                )
            return
        fresh = self.place.data.with_name("pg.new")
        shutil.rmtree(fresh, ignore_errors=True)
        word = self.place.data.with_name(".initdb")
        word.unlink(missing_ok=True)
        write_secret(word, read_secret(self.home, "pg_superuser"))
        if self.place.identity.kind == "account":
            os.chown(word, self.place.identity.uid, self.place.identity.gid)
        try:
            options = [f"--pwfile={word}", *INITDB, *([] if self.durable else ["--no-sync"])]
            command = [self.place.program("initdb"), "-D", str(fresh), "--username=postgres", *options]
            self._finish("initdb", self.place.identity.tethered(signal.SIGTERM, command), {})
        finally:
            word.unlink(missing_ok=True)
        fresh.rename(self.place.data)

    def _configure(self) -> None:
        megabytes = psutil.virtual_memory().total // (1024 * 1024)
        text = CONFIGURATION.format(
            sockets=_quoted('"' + str(self.place.sockets).replace('"', '""') + '"'),
            shared_buffers=max(64, min(1024, megabytes // 8)),
            cache=max(128, megabytes // 2),
            durable="on" if self.durable else "off",
        )
        path = self.place.data / "postgresql.conf"
        beside = path.with_suffix(".conf.new")
        beside.write_text(text, encoding="utf-8")
        owner = self.place.data.stat()
        if (owner.st_uid, owner.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(beside, owner.st_uid, owner.st_gid)
        beside.replace(path)

    def client(self, program: str, *arguments: str) -> None:
        """Runs one of the server's client programs to its end, as ourselves and as the database's superuser."""
        login = {
            "PGHOST": str(self.place.sockets),
            "PGUSER": "postgres",
            "PGPASSWORD": read_secret(self.home, "pg_superuser"),
        }
        self._finish(program, [self.place.program(program), *arguments], login)

    def _finish(self, program: str, command: list[str], login: dict[str, str]) -> None:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd="/", env=_quiet_environment() | login
        )
        if done.returncode != 0:
            raise EngineError(
                f"{program} failed: {done.stderr.strip()[-800:]}",
                "Look at the disk and its permissions; `noroshi doctor` helps.",
            )

    def _clear_leftovers(self) -> None:
        """After kill -9: our old server is stopped, a process number that another program has now is forgotten."""
        pid_file = self.place.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text(encoding="ascii").split("\n", 1)[0])
        except (OSError, ValueError):
            return
        old = _postmaster(pid, self.place.data)
        if old is None:
            if psutil.pid_exists(pid):
                pid_file.unlink(missing_ok=True)
            return
        for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            try:
                old.send_signal(sign)
                old.wait(20)
            except psutil.TimeoutExpired:
                continue
            except psutil.NoSuchProcess:
                pass
            return

    def _wait_until_ready(self, log: Path, began: int, waiting: Callable[[str], None]) -> None:
        started = told = time.monotonic()
        while True:
            if self.process is None or self.process.poll() is not None:
                with log.open("rb") as file:
                    file.seek(began)
                    said = file.read()[-1200:].decode("utf-8", "replace").strip()
                raise EngineError(f"PostgreSQL ended while starting. It said:\n{said}", f"The whole log is {log}.")
            try:
                psycopg.connect(self.url("superuser", "postgres"), connect_timeout=3).close()
            except psycopg.OperationalError as error:
                if "password authentication failed" in str(error):
                    self.stop()
                    raise EngineError(
                        "The database does not accept the password in secrets/pg_superuser.",
                        f"Put back the file that belongs to {self.place.data}; a backup of the secrets has it.",
                    ) from None
            else:
                return
            if time.monotonic() - told > 10:
                told = time.monotonic()
                waiting(f"PostgreSQL is recovering, {int(told - started)} s so far")
            time.sleep(0.03)


INITDB: Final = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth-local=scram-sha-256",
    "--auth-host=scram-sha-256",
    "--data-checksums",
    "--no-instructions",
)


def _postmaster(pid: int, data: Path) -> psutil.Process | None:
    """The process of that number, if it really is a server on this folder."""
    try:
        process = psutil.Process(pid)
        words = process.cmdline()
    except psutil.Error:
        return None
    is_ours = bool(words) and Path(words[0]).name == "postgres" and str(data) in words
    return process if is_ours and process.status() != psutil.STATUS_ZOMBIE else None


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def _quiet_environment() -> dict[str, str]:
    """Nothing of ours: PG* variables would lead the programs elsewhere, and secrets are not theirs to see."""
    kept = ("PATH", "TMPDIR", "HOME", "LD_LIBRARY_PATH")
    return {"LC_ALL": "C", "TZ": "UTC"} | {name: os.environ[name] for name in kept if name in os.environ}
