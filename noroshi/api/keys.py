"""Who asks: the threshold has read the key already; here a route says what the key must allow."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from noroshi.directory.signin.keys import KeyHolder
from noroshi.directory.signin.scopes import Scope
from noroshi.vocabulary.errors import NotSignedIn


class Key(HttpBearer):
    """A key as Bearer with the one scope that the route needs, or with any; checked before the body is read."""

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        holder: KeyHolder | None = getattr(request, "key_holder", None)
        if holder is None:
            raise NotSignedIn
        if self.scope is not None:
            holder.must_allow(self.scope)
        return holder

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never reached: the call above answers."""
        raise NotSignedIn
