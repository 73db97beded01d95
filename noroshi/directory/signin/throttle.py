"""One budget of attempts for every way of proving oneself: by person and by address, in the cache that all processes share."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from noroshi.directory.models import Person
from noroshi.directory.signin import records
from noroshi.directory.signin.address import client_address
from noroshi.vocabulary.errors import TooMany


def attempt(request: HttpRequest, person: Person) -> ratelimit.RateLimitUsage:
    """Given back (`rollback`) when the attempt succeeds; a success of one's own never clears what an address has used up."""
    usage = ratelimit.consume(
        request, app="allauth.account", action="login_failed", key=f"person:{person.pk}", limit_get=True
    )
    if usage is None:
        records.refused(person, "sign_in_throttled", client_address(request.META))
        raise TooMany
    return usage


def attempt_by_address(request: HttpRequest) -> None:
    """For links that are guessed at: no person is known yet."""
    if not ratelimit.consume(request, app="allauth.account", action="login", limit_get=True):
        raise TooMany
