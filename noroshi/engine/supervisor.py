"""Keeps everything alive: database, web, live updates, jobs, sealer, mail. Starts in order, restarts, stops in reverse.

Children are started from the main thread only, because their tether is the thread that started them.
"""

import http.client
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Final

from noroshi.engine.cluster import Cluster
from noroshi.engine.failure import EngineError
from noroshi.engine.instance import Instance
from noroshi.engine.ports import HOST, Port, claim_port, next_free_port
from noroshi.engine.service import Service

FIRST_PORT: Final = 8000
FIRST_MAIL_IN_PORT: Final = 8025
LONGEST_WEB_START_SECONDS: Final = 60
LONGEST_LIVE_START_SECONDS: Final = 60
FEW_ARENAS: Final = {"MALLOC_ARENA_MAX": "2"}
"""Threads that answer one after the other need no heap each."""
SERVERS: Final = {"wsgi": "noroshi.config.serving", "asgi": "granian"}
"""Workers of the web are forked from a process that has loaded the application; live updates have one worker and need no more."""


class Supervisor:
    """Runs until a signal: SIGINT and SIGTERM stop everything, a second one hurries nothing and loses nothing."""

    def __init__(self, instance: Instance, port: int | None, extra: dict[str, str] | None = None) -> None:
        self.instance = instance
        self.say = instance.say
        self.web_port = claim_port(port) if port else next_free_port(FIRST_PORT)
        self.live_port = next_free_port(self.web_port.number + 1)
        self.extra = extra or {}
        self.mail_port = next_free_port(self.live_port.number + 1) if self._tries_out_mail() else None
        self.mail_in_port = None if os.environ.get("NOROSHI_MAIL_IN") else next_free_port(FIRST_MAIL_IN_PORT)
        self.is_over = False
        self._bell_in, self._bell_out = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def run(self, ready: Callable[[str], None]) -> None:
        previous = self._listen_for_signals()
        services = self.services()
        try:
            web, live, *others = services
            web.start()
            self._wait_for_web(web)
            for service in (live, *others):
                if not self.is_over:
                    service.start()
            self._wait_for_live(live)
            if not self.is_over:
                ready(self.web_port.address)
            while not self.is_over:
                self._wait_a_moment()
                self._restart_what_fell(services)
        finally:
            self._stop(services)
            self._forget_signals(previous)

    def services(self) -> list[Service]:
        addresses = self.instance.addresses
        app, system = {"DATABASE_URL": addresses.app}, {"DATABASE_SYSTEM_URL": addresses.system}
        return [
            self._service("web", _granian("wsgi", "noroshi.config.wsgi:application", self.web_port), app | FEW_ARENAS),
            self._service("live", _granian("asgi", "noroshi.config.live:application", self.live_port), app),
            self._service("jobs", [sys.executable, "-m", "noroshi.jobs"], system | self._bulk() | self._only_worker()),
            self._service("sealer", [sys.executable, "-m", "noroshi.jobs.sealing"], system),
            *self._mail(),
            *self._mail_in(system),
        ]

    def _tries_out_mail(self) -> bool:
        """A demonstration without a mail server of its own lays its mail into a folder."""
        return "NOROSHI_DEMO" in self.extra and not os.environ.get("NOROSHI_MAIL")

    def _mail(self) -> list[Service]:
        if self.mail_port is None:
            return []
        folder, port = self.instance.home.root / "mail", str(self.mail_port.number)
        return [self._service("mail", [sys.executable, "-m", "noroshi.demo.mailbox", str(folder), port], {})]

    def _mail_in(self, system: dict[str, str]) -> list[Service]:
        """On the loopback, behind the site's own mail server, unless the setting names another place or says off."""
        place = self.mail_in_port.address.rpartition("/")[2] if self.mail_in_port else os.environ["NOROSHI_MAIL_IN"]
        if place.strip() == "off":
            return []
        command = [sys.executable, "-m", "noroshi.connectors.mail_in"]
        return [self._service("mail_in", command, system | {"NOROSHI_MAIL_IN": place.strip()})]

    def _bulk(self) -> dict[str, str]:
        """Files of shared intelligence are written by the worker, which serves no request; no other process is given this login."""
        bulk = self.instance.addresses.bulk
        return {"DATABASE_BULK_URL": bulk} if bulk else {}

    def _only_worker(self) -> dict[str, str]:
        """On our own database nobody else can be working: what looks as if it were being done is not."""
        return {"NOROSHI_ONLY_WORKER": "1"} if self.instance.cluster else {}

    def _service(self, name: str, command: list[str], addresses: dict[str, str]) -> Service:
        environment = self.instance.environment() | self.extra | addresses
        environment |= {
            "NOROSHI_PROCESS": name,
            "NOROSHI_LIVE_ADDRESS": os.environ.get("NOROSHI_LIVE_ADDRESS") or self.live_port.address,
            "NOROSHI_ADDRESS": self.web_port.address,
        }
        if self.mail_port is not None:
            environment["NOROSHI_MAIL"] = f"smtp://{HOST}:{self.mail_port.number}"
        return Service(name, command, environment, self.instance.home.logs / f"{name}.log")

    def _wait_for_web(self, web: Service) -> None:
        deadline = time.monotonic() + LONGEST_WEB_START_SECONDS
        while not self.is_over and not _answers(self.web_port.number):
            if web.has_fallen() or time.monotonic() > deadline:
                raise EngineError(
                    f"The web process did not start. It said:\n{web.last_words()}", f"The whole log is {web.log}."
                )
            self._wait_a_moment(0.05)

    def _wait_for_live(self, live: Service) -> None:
        """Whoever opens a page at once is heard at once. A live door that does not come up holds nobody back: it is started again."""
        deadline = time.monotonic() + LONGEST_LIVE_START_SECONDS
        while not self.is_over and not live.has_fallen() and time.monotonic() < deadline:
            if _listens(self.live_port.number):
                return
            self._wait_a_moment(0.05)

    def _restart_what_fell(self, services: list[Service]) -> None:
        cluster = self.instance.cluster
        if cluster and cluster.process and cluster.process.poll() is not None:
            self.say("The database ended; starting it again")
            self._revive(cluster)
        for service in services:
            if service.has_fallen():
                code = service.process.returncode if service.process else None
                seconds = service.plan_restart()
                self.say(f"{service.name} ended ({code}); starting it again in {seconds:g} s, see {service.log}")
            elif service.due is not None and time.monotonic() >= service.due:
                service.start()

    def _revive(self, cluster: Cluster) -> None:
        """A database that will not start is tried again; the web meanwhile answers that it is not ready."""
        delay = 0.5
        while not self.is_over:
            try:
                cluster.start(self.say)
            except EngineError as error:
                self.say(str(error))
                self._wait_a_moment(delay)
                delay = min(delay * 2, 30.0)
            else:
                return

    def _stop(self, services: list[Service]) -> None:
        """Doors first, then the work behind them, then the sealer, so that the last deeds are sealed."""
        for group in (("web", "live", "mail_in"), ("jobs",), ("sealer", "mail")):
            members = [service for service in services if service.name in group]
            for service in members:
                service.ask_to_stop()
            for service in members:
                service.finish(time.monotonic() + service.stop_seconds)
        for port in (self.web_port, self.live_port, self.mail_port, self.mail_in_port):
            if port is not None:
                port.release()

    def _listen_for_signals(self) -> dict[int, object]:
        """SIGCHLD only wakes us; SIGINT and SIGTERM end us."""

        def end(*_: object) -> None:
            self.is_over = True

        handlers: dict[int, Callable[..., None]] = {
            signal.SIGINT: end,
            signal.SIGTERM: end,
            signal.SIGCHLD: lambda *_: None,
        }
        previous: dict[int, object] = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        signal.set_wakeup_fd(self._bell_out, warn_on_full_buffer=False)
        return previous

    def _forget_signals(self, previous: dict[int, object]) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in previous.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal gave us
        os.close(self._bell_in)
        os.close(self._bell_out)

    def _wait_a_moment(self, seconds: float = 1.0) -> None:
        """Until a signal rings the bell or the time is up."""
        if select.select([self._bell_in], [], [], seconds)[0]:
            os.read(self._bell_in, 512)


def _granian(interface: str, target: str, port: Port) -> list[str]:
    """The kill timeout is not a taste: without it a stop during start-up or after load can hang for ever."""
    options = ["--interface", interface, "--host", HOST, "--port", str(port.number), "--workers", "1"]
    options += ["--workers-kill-timeout", "5", "--respawn-failed-workers", "--no-ws", "--log-level", "warning"]
    if interface == "wsgi":
        options += ["--blocking-threads", "8"]
    return [sys.executable, "-m", SERVERS[interface], *options, target]


def _listens(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=5).close()
    except OSError:
        return False
    return True


def _answers(port: int) -> bool:
    """Alive, which an answer of 500 is not; whether it can work is what /readyz is for."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
