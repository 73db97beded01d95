"""Handing mail over to the one server that the platform names. One connection for a batch; what it answers is told apart."""

import smtplib
import ssl
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self
from urllib.parse import unquote, urlsplit

PORTS: Final = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
PATIENCE_SECONDS: Final = 20.0
PERMANENT: Final = 500


class ServerSilent(Exception):  # noqa: N818 - told apart from a refusal of one mail
    """Nobody answers, or answers to nothing: the whole batch waits."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818
    """The server does not take this mail; `is_final` when trying again would change nothing."""

    fault: str
    is_final: bool


class Outgoing:
    """`smtp://user:password@host:587`; `smtps://` from the first byte, `smtp+starttls://` or never in the clear."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._scheme = parts.scheme
        self._host, self._port = parts.hostname or "localhost", parts.port or PORTS.get(parts.scheme, 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        try:
            self._server = self._connected()
        except smtplib.SMTPAuthenticationError as problem:
            raise ServerSilent("mail_server_refuses_us") from problem
        except (OSError, smtplib.SMTPException) as problem:
            raise ServerSilent("mail_server_unreachable") from problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            try:
                self._server.quit()
            except (OSError, smtplib.SMTPException):
                self._server.close()

    def send(self, sender: str, to: str, content: bytes) -> None:
        """Returns when the server has taken it over."""
        server = self._server
        if server is None:
            raise ServerSilent("mail_server_unreachable")
        try:
            server.sendmail(sender, [to], content, *self._options(server))
        except smtplib.SMTPRecipientsRefused as problem:
            code = next(iter(problem.recipients.values()))[0]
            raise Refused(f"refused_{code}", code >= PERMANENT) from problem
        except smtplib.SMTPResponseException as problem:
            raise Refused(f"refused_{problem.smtp_code}", problem.smtp_code >= PERMANENT) from problem
        except (OSError, smtplib.SMTPException) as problem:
            raise ServerSilent("mail_server_unreachable") from problem

    def _options(self, server: smtplib.SMTP) -> tuple[list[str], list[str]]:
        """A server that tells of success is asked to (RFC 3461)."""
        return ["RET=HDRS"] * server.has_extn("dsn"), ["NOTIFY=SUCCESS,FAILURE"] * server.has_extn("dsn")

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=PATIENCE_SECONDS, context=context)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=PATIENCE_SECONDS)
        server.ehlo()
        if self._scheme == "smtp+starttls" or (self._user and self._scheme == "smtp"):
            server.starttls(context=context)
            server.ehlo()
        if self._user:
            server.login(self._user, self._password)
        return server
