"""Addresses at which somebody without an account may write: counted by an own rule, and larger than a form because files come along."""

from typing import Final

from django.http import HttpRequest

from noroshi.directory.signin.address import client_address
from noroshi.intake.outside import limits

PATHS: Final = ("/public/report/", "/api/v1/public/reports")


def comes_from_outside(request: HttpRequest) -> bool:
    return request.path_info.startswith(PATHS)


def knocked(request: HttpRequest) -> None:
    """Each writing counts, also one that is refused afterwards: in a transaction of its own."""
    if request.method == "POST" and comes_from_outside(request):
        limits.knock(limits.ASK, client_address(request.META))
