"""The settings of sign-in, cookies, headers and logs, as a browser and an attacker meet them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError

from noroshi.config import outside

LONG = "とても長い言葉をいくつも並べた、だれにも分からないはずの合言葉 " * 3


class NothingStored(SessionBase):
    def exists(self, session_key: str | None) -> bool:
        return False


def test_debugging_is_off() -> None:
    assert _setting("DEBUG") == "False"


def test_policy_of_the_pages_admits_own_content_only() -> None:
    policy = settings.SECURE_CSP
    admitted = {source for name, sources in policy.items() if name != "connect-src" for source in sources}

    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert admitted <= {"'none'", "'self'", "data:"}
    assert "data:" not in policy["script-src"] + policy["style-src"]


def test_pages_cannot_be_framed() -> None:
    assert settings.SECURE_CSP["frame-ancestors"] == ["'none'"]
    assert settings.X_FRAME_OPTIONS == "DENY"


def test_no_other_origin_is_admitted() -> None:
    assert not any("cors" in name.lower() for name in [*settings.MIDDLEWARE, *settings.INSTALLED_APPS])


def test_forms_need_their_token() -> None:
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE


def test_browsers_may_not_guess_a_type() -> None:
    assert settings.SECURE_CONTENT_TYPE_NOSNIFF is True
    assert "django.middleware.security.SecurityMiddleware" in settings.MIDDLEWARE


def test_addresses_are_not_told_to_others() -> None:
    assert settings.SECURE_REFERRER_POLICY in {"same-origin", "no-referrer"}


def test_cookies_are_secure_behind_https() -> None:
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE"):
        assert _setting(name, NOROSHI_HTTPS="1") == "True"


def test_cookies_are_bound_to_this_host_behind_https() -> None:
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME"):
        assert _setting(name, NOROSHI_HTTPS="1").startswith("__Host-")
    assert settings.SESSION_COOKIE_PATH == settings.CSRF_COOKIE_PATH == settings.LANGUAGE_COOKIE_PATH == "/"


def test_cookies_stay_on_the_site() -> None:
    assert settings.SESSION_COOKIE_SAMESITE in {"Lax", "Strict"}
    assert settings.CSRF_COOKIE_SAMESITE in {"Lax", "Strict"}
    assert settings.LANGUAGE_COOKIE_SAMESITE in {"Lax", "Strict"}
    assert settings.SESSION_COOKIE_DOMAIN is None


def test_scripts_cannot_read_the_session() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY is True


def test_plain_http_is_sent_to_https() -> None:
    assert _setting("SECURE_SSL_REDIRECT", NOROSHI_HTTPS="1") == "True"


def test_https_is_remembered_for_a_year_with_subdomains() -> None:
    assert int(_setting("SECURE_HSTS_SECONDS", NOROSHI_HTTPS="1")) >= 31_536_000
    assert _setting("SECURE_HSTS_INCLUDE_SUBDOMAINS", NOROSHI_HTTPS="1") == "True"


def test_sessions_live_in_the_database() -> None:
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"


def test_session_names_cannot_be_guessed() -> None:
    names = {NothingStored()._get_new_session_key() for _ in range(50)}

    assert len(names) == 50
    assert {len(name) for name in names} == {32}


def test_sessions_end() -> None:
    assert 0 < settings.SESSION_COOKIE_AGE <= 12 * 60 * 60


def test_passwords_are_hashed_with_argon2() -> None:
    assert identify_hasher(make_password("a phrase of some length")).algorithm == "argon2"


@pytest.mark.parametrize("password", ["short", "eleven char"])
def test_passwords_are_long(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


def test_common_passwords_are_refused() -> None:
    with pytest.raises(ValidationError):
        validate_password("qwerty123456")
    with pytest.raises(ValidationError):
        validate_password("123456123456")


def test_a_long_password_is_taken() -> None:
    assert len(LONG) > 64
    assert validate_password(LONG) is None


def test_passwords_have_no_composition_rules() -> None:
    assert validate_password("only small letters and spaces") is None
    assert not any("expir" in name.lower() or "PASSWORD_AGE" in name for name in dir(settings) if "PASSWORD" in name)


def test_a_second_factor_is_demanded() -> None:
    assert _setting("SECOND_FACTOR_REQUIRED", NOROSHI_DEMO="0") == "True"


def test_a_provider_is_asked_only_by_an_own_act() -> None:
    assert settings.SOCIALACCOUNT_LOGIN_ON_GET is False
    assert settings.SOCIALACCOUNT_AUTO_SIGNUP is False


def test_no_mail_address_binds_a_person_of_a_provider() -> None:
    assert settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION is False


def test_each_provider_is_known_by_its_issuer_and_asks_with_pkce(tmp_path: Path) -> None:
    service = (
        '[[service]]\nid = "own"\nname = "Own"\norganization = "o"\nclient_id = "c"\nsecret = "s"\nissuer = "{}"\n'
    )
    found = []
    for issuer in ("https://one.example.jp", "https://two.example.jp"):
        (tmp_path / "oidc.toml").write_text(service.format(issuer), encoding="utf-8")
        found += outside.providers(tmp_path)

    assert found[0]["provider_id"] != found[1]["provider_id"]
    assert [each["settings"]["oauth_pkce_enabled"] for each in found] == [True, True]


def test_changing_how_one_signs_in_needs_a_fresh_proof() -> None:
    assert settings.ACCOUNT_REAUTHENTICATION_REQUIRED is True
    assert settings.ACCOUNT_REAUTHENTICATION_TIMEOUT <= 15 * 60


def test_logs_go_to_one_place() -> None:
    assert {handler["class"] for handler in settings.LOGGING["handlers"].values()} == {"logging.StreamHandler"}


def _setting(name: str, **environment: str) -> str:
    """A setting as a process reads it that was started with this environment."""
    code = f"from noroshi.config import settings; print(getattr(settings, {name!r}, None))"
    kept = {key: value for key, value in os.environ.items() if not key.startswith("NOROSHI_")}
    answer = subprocess.run(
        [sys.executable, "-c", code], env={**kept, **environment}, capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()
