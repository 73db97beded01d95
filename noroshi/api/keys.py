"""Who asks: the threshold has read the key already; here it is only asked for."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from noroshi.audiences.viewer import Viewer
from noroshi.directory.signin.keys import KeyHolder
from noroshi.directory.signin.scopes import Scope
from noroshi.vocabulary.errors import NotSignedIn


class KeyAuth(HttpBearer):
    """Keys as Bearer; documented in the OpenAPI description, read once at the threshold."""

    def __call__(self, request: HttpRequest) -> Any:
        holder: KeyHolder | None = getattr(request, "key_holder", None)
        if holder is None:
            raise NotSignedIn
        return holder

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never reached: the call above answers."""
        raise NotSignedIn


def viewer(request: HttpRequest, scope: Scope) -> Viewer:
    """The viewer of a route that needs this scope; every route of the API asks for one."""
    holder: KeyHolder = request.key_holder  # type: ignore[attr-defined]  # KeyAuth has refused without it
    holder.must_allow(scope)
    return Viewer(holder.seat)
