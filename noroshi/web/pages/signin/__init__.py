"""Signing in, one's own factors and sessions, one-time links, API keys."""

from allauth.socialaccount.providers.openid_connect import views as outside
from django.urls import path

from noroshi.web.pages.signin import account, entrance, keys, links, looks, proof, resets

__all__ = ["looks", "urlpatterns"]

urlpatterns = [
    path("sign-in/", entrance.SignIn.as_view(), name="account_login"),
    path("sign-in/second-step/", entrance.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", entrance.passkey, name="sign_in_by_passkey"),
    path("sign-in/again/", proof.prove_again, name="prove_again"),
    path("sign-in/again/", proof.prove_again, name="account_reauthenticate"),
    path("sign-in/start-again/", entrance.start_again, name="start_again"),
    path("sign-in/service/<slug:provider_id>/", outside.login, name="openid_connect_login"),
    path("sign-in/service/<slug:provider_id>/answer/", outside.callback, name="openid_connect_callback"),
    path("sign-out/", entrance.sign_out, name="account_logout"),
    path("factors/", account.account, name="account"),
    path("factors/app/", account.add_app, name="add_app"),
    path("factors/app/remove/", account.remove_app, name="remove_app"),
    path("factors/passkey/", account.add_passkey, name="add_passkey"),
    path("factors/passkeys/<slug:reference>/remove/", account.remove_passkey, name="remove_passkey"),
    path("factors/recovery-codes/", account.new_codes, name="new_recovery_codes"),
    path("factors/password/", account.change_password, name="change_password"),
    path("sessions/", account.open_sessions, name="sessions"),
    path("sessions/end-others/", account.end_others, name="end_other_sessions"),
    path("sessions/<slug:reference>/end/", account.end_session, name="end_session"),
    path("join/<str:token>/", links.join, name="join"),
    path("reset/<str:token>/", links.reset, name="reset"),
    path("resets/", resets.reset_list, name="resets"),
    path("resets/ask/", resets.ask_reset, name="ask_reset"),
    path("resets/<uuid:public_id>/agree/", resets.agree_reset, name="agree_reset"),
    path("resets/<uuid:public_id>/refuse/", resets.refuse_reset, name="refuse_reset"),
    path("keys/", keys.key_list, name="keys"),
    path("keys/new/", keys.new_key, name="new_key"),
    path("keys/<uuid:public_id>/revoke/", keys.revoke, name="revoke_key"),
]
