"""What people type to prove who they are. Checking it is the room's affair; the forms only read."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from noroshi.vocabulary.errors import Refusal

ONE_TIME = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth carries no types
    """allauth's form with our words; what it checks and how it throttles stays allauth's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("Sign-in name"), _("Password")
        login.help_text, password.help_text = _("For example sato@denryoku"), ""
        for field in (login, password):
            field.widget.attrs.pop("placeholder", None)
        login.widget.attrs |= {"autocapitalize": "off", "spellcheck": "false"}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("From your authenticator app, or one of your recovery codes."),
        max_length=40,
        widget=forms.TextInput(attrs=ONE_TIME),
    )


class PasskeyForm(forms.Form):
    credential = forms.JSONField(widget=forms.HiddenInput, max_length=20_000)


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. A sentence is easier to remember than signs."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class JoinForm(NewPasswordForm):
    """Everything that is wrong is told by the room; the form only asks that nothing be empty."""

    field_order = ["name_ja", "name_en", "language", "login", "password"]
    name_ja = forms.CharField(label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    name_en = forms.CharField(label=_("Your name in Latin letters"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("ja", "日本語"), ("en", "English")], widget=forms.RadioSelect
    )
    login = forms.CharField(
        label=_("Sign-in name"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}),
    )


class NewAppForm(forms.Form):
    code = forms.CharField(label=_("Code that the app shows"), max_length=12, widget=forms.TextInput(attrs=ONE_TIME))


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(
        label=_("Name of this passkey"),
        help_text=_("So that you recognize it, for example: work laptop"),
        max_length=60,
        required=False,
    )


def tell(form: forms.Form, refusal: Refusal) -> None:
    """The room's words beside the fields that they are about, or above the form."""
    language = get_language() or "ja"
    for name, words in refusal.field_messages(language).items():
        for each in words:
            form.add_error(name if name in form.fields else None, each)
    if not refusal.fields:
        form.add_error(None, refusal.message(language))
