"""What allauth asks of us. Nobody signs up, no mail resets a password, no mail address ever binds an account."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noroshi.directory.models import Membership, Person
from noroshi.directory.signin import factors, records, sessions
from noroshi.directory.signin.address import client_address
from noroshi.directory.signin.names import folded
from noroshi.directory.signin.secrecy import opened, sealed

WRONG = _("The sign-in name or the password is not right.")
WRONG_CODE = _("The code is not right, or was already used.")
WAIT = _("Too many attempts. Please wait a few minutes, then try again.")


class PersonAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Throttling by name and by address, one answer for every wrong attempt, every attempt in the ledger."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "account_inactive": WRONG,
        "incorrect_password": WRONG,
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request.META)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The name alone: the same name under another host name or in other letters is the same name."""
        return f"name:{folded(str(credentials.get('username', '')))}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            records.refused(_named(credentials), "sign_in_throttled", self.get_client_ip(request))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        records.refused(_named(credentials), "sign_in_refused", self.get_client_ip(request))

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """Through a passkey or an outside service, too, somebody who left is answered like a stranger."""
        clear_login(request)
        records.refused(user, "sign_in_refused", self.get_client_ip(request))
        messages.error(request, str(WRONG))
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        sessions.begin(
            request.session,
            has_factor=any(each["method"] == "mfa" for each in get_authentication_records(request, user)),
        )
        record_authentication(request, user, "sign_in", reauthenticated=True)
        records.signed_in(user, self.get_client_ip(request))

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Person):
            records.signed_out(request.user)
        super().logout(request)

    def add_message(
        self, request: HttpRequest, level: int, *args: Any, message: str | None = None, **kwargs: Any
    ) -> None:
        """Only words that are ours: allauth's own sentences live in templates that we do not use."""
        if message is not None:
            messages.add_message(request, level, message)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [{"id": "prove", "description": "", "url": reverse("prove_again")}] if user.is_authenticated else []

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """People are told in the product; mail belongs to the delivery room."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """Second factors: secrets rest encrypted, ids that leave are random, the last factor cannot be taken away."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text)

    def get_totp_label(self, user: Person) -> str:
        return user.login

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Noroshi"}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        return {"id": user.public_id.bytes, "display_name": user.name_ja, "name": user.login}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return factors.may_remove(authenticator)


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """An organization's own sign-in service. It opens an account only after the person, signed in, has bound it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The token must come from the issuer to which this service is bound, and the person must be its organization's."""
        service = sociallogin.provider.app.settings
        issuer = str(sociallogin.account.extra_data.get("id_token", {}).get("iss", "")).rstrip("/")
        person = sociallogin.user if sociallogin.is_existing else request.user
        is_bound = sociallogin.is_existing or sociallogin.state.get("process") == "connect"
        if issuer != service["issuer"] or not is_bound or not _belongs(person, service["organization"]):
            records.refused(
                person if isinstance(person, Person) else None, "outside_sign_in_refused", client_address(request.META)
            )
            messages.error(
                request, str(_("This account of your organization's sign-in service is not bound to anybody here."))
            )
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        messages.error(request, str(_("Your organization's sign-in service did not confirm you. Please try again.")))
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("account")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """See PersonAdapter."""


def _named(credentials: dict[str, Any]) -> Person | None:
    return Person.objects.filter(login=folded(str(credentials.get("username", "")))).first()


def _belongs(person: Any, organization: str) -> bool:
    return (
        isinstance(person, Person)
        and person.is_active
        and Membership.objects.filter(person=person, ended_at=None, desk__organization__handle=organization).exists()
    )
