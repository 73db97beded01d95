"""Checks a password. A name that is unknown, or of somebody who left, costs the same work and gets the same answer."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from noroshi.directory.models import Person
from noroshi.directory.signin.names import folded


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """allauth's backend spends a hash on unknown names; ours also treats people who left as unknown."""

    def _authenticate_by_username(self, username: str, password: str) -> AbstractBaseUser | None:
        return self._check_password(Person.objects.filter(login=folded(username)).first(), password)

    def _check_password(self, user: AbstractBaseUser | None, password: str) -> AbstractBaseUser | None:
        if user is None:
            return None
        self._did_check_password = True
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
