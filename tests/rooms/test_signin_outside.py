"""Sign-in by an organization's own service (OpenID Connect): bound by the person, to issuer and subject, never by mail."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from noroshi.config import outside
from noroshi.directory.models import Person
from noroshi.directory.signin.bootstrap import set_credentials
from tests.signin_people import PASSWORD, House, house, sign_in

__all__ = ["house"]


class Service:
    """An OpenID Connect provider on the loopback, small enough to read; it says of its user what the test wants."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.asked: list[dict[str, list[str]]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": "noroshi", "iat": now, "exp": now + 60, **self.claims}
        parts = [json.dumps(part).encode() for part in ({"alg": "none"}, claims)]
        return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), ""])

    def _handler(service) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - the handler below has the self
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                names = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
                found = {name: service.issuer + path for name, path in names.items()}
                self._send({"issuer": service.issuer, **found, "userinfo_endpoint": f"{service.issuer}/userinfo"})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                service.asked.append(parse_qs(body))
                self._send({"access_token": "opaque", "token_type": "Bearer", "id_token": service.token()})

            def _send(self, answer: dict[str, Any]) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


@pytest.fixture
def service(settings: Any, tmp_path: Path) -> Iterator[Service]:
    running = Service()
    (tmp_path / "oidc.toml").write_text(
        f"""
        [[service]]
        id = "denryoku"
        name = "電力の認証"
        organization = "denryoku"
        issuer = "{running.issuer}"
        client_id = "noroshi"
        secret = "not a secret"
        """,
        encoding="utf-8",
    )
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": outside.providers(tmp_path)}}
    settings.SECOND_FACTOR_REQUIRED = False
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def sato(house: House, service: Service) -> Person:
    set_credentials(house.sato.person, PASSWORD)
    return house.sato.person


def go_through(client: Client, settings: Any, *, bind: bool = False, state: str | None = None) -> Any:
    """What a browser does: to the service, and back with its answer."""
    name = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["provider_id"]
    start = client.post(f"/sign-in/service/{name}/{'?process=connect' if bind else ''}")
    asked = parse_qs(urlsplit(start.headers["Location"]).query)
    return client.get(f"/sign-in/service/{name}/answer/", {"code": "a-code", "state": state or asked["state"][0]})


def bound(sato: Person, service: Service, settings: Any, subject: str = "s-1") -> None:
    service.claims = {"sub": subject}
    client = Client()
    sign_in(client, sato.login)
    go_through(client, settings, bind=True)


def test_bound_person_signs_in_through_the_service(
    sato: Person, service: Service, settings: Any, client: Client
) -> None:
    bound(sato, service, settings)

    go_through(client, settings)

    assert client.session["_auth_user_id"] == str(sato.pk)
    assert "code_verifier" in service.asked[-1]


def test_nobody_is_bound_by_a_mail_address(sato: Person, service: Service, settings: Any, client: Client) -> None:
    Person.objects.filter(pk=sato.pk).update(email="sato@denryoku.example")
    service.claims = {"sub": "s-9", "email": "sato@denryoku.example", "email_verified": True}

    answer = go_through(client, settings)

    assert answer.headers["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_nobody_signs_up_through_the_service(sato: Person, service: Service, settings: Any, client: Client) -> None:
    before = Person.objects.count()
    service.claims = {"sub": "s-9", "preferred_username": "newcomer"}

    go_through(client, settings)

    assert Person.objects.count() == before


def test_another_subject_is_somebody_else(sato: Person, service: Service, settings: Any, client: Client) -> None:
    bound(sato, service, settings)
    service.claims = {"sub": "s-2"}

    go_through(client, settings)

    assert "_auth_user_id" not in client.session


def test_another_issuer_with_the_same_subject_is_somebody_else(tmp_path: Path) -> None:
    entry = {"id": "denryoku", "name": "n", "organization": "denryoku", "client_id": "c", "secret": "s"}

    first, second = (outside._provider({**entry, "issuer": f"https://{name}.example"}) for name in ("old", "new"))

    assert first["provider_id"] != second["provider_id"]


def test_token_of_another_issuer_is_refused(sato: Person, service: Service, settings: Any, client: Client) -> None:
    bound(sato, service, settings)
    service.claims = {"sub": "s-1", "iss": "https://elsewhere.example"}

    go_through(client, settings)

    assert "_auth_user_id" not in client.session


def test_token_for_another_audience_is_refused(sato: Person, service: Service, settings: Any, client: Client) -> None:
    bound(sato, service, settings)
    service.claims = {"sub": "s-1", "aud": "somebody-else"}

    go_through(client, settings)

    assert "_auth_user_id" not in client.session


def test_service_of_an_organization_binds_only_its_own_people(
    house: House, sato: Person, service: Service, settings: Any
) -> None:
    set_credentials(house.banker.person, PASSWORD)
    bound(house.banker.person, service, settings)

    assert not SocialAccount.objects.exists()


def test_somebody_who_left_does_not_come_in_through_the_service(
    sato: Person, service: Service, settings: Any, client: Client
) -> None:
    bound(sato, service, settings)
    Person.objects.filter(pk=sato.pk).update(is_active=False)

    go_through(client, settings)

    assert "_auth_user_id" not in client.session


def test_answer_with_a_foreign_state_is_refused(sato: Person, service: Service, settings: Any, client: Client) -> None:
    bound(sato, service, settings)

    go_through(client, settings, state="forged")

    assert "_auth_user_id" not in client.session


def test_the_service_is_no_second_factor(sato: Person, service: Service, settings: Any, client: Client) -> None:
    bound(sato, service, settings)
    settings.SECOND_FACTOR_REQUIRED = True

    go_through(client, settings)

    assert client.get("/sessions/").headers["Location"] == "/factors/"
