"""What the server signs the client's own check accepts; a changed body, another secret, an old time it refuses."""

import pytest

from noroshi.delivery.webhooks import signature
from noroshi_client.webhooks import OLDEST_SECONDS, is_genuine

SECRET, BODY, AT = "s3cret", b'{"notice":"x"}', 1_800_000_000


def headers(**other: str) -> dict[str, str]:
    return {"Noroshi-Timestamp": str(AT), "Noroshi-Signature": signature(SECRET, AT, BODY), **other}


def test_what_noroshi_signs_is_genuine_however_headers_are_spelled() -> None:
    lowered = {name.lower(): value for name, value in headers().items()}

    assert is_genuine(SECRET, headers(), BODY, now=AT + 5)
    assert is_genuine(SECRET, lowered, BODY, now=AT - OLDEST_SECONDS)


@pytest.mark.parametrize(
    ("secret", "given", "body", "now"),
    [
        ("other", headers(), BODY, AT),
        (SECRET, headers(), BODY + b" ", AT),
        (SECRET, headers(), BODY, AT + OLDEST_SECONDS + 1),
        (SECRET, headers(**{"Noroshi-Timestamp": str(AT + 1)}), BODY, AT),
        (SECRET, headers(**{"Noroshi-Timestamp": "now"}), BODY, AT),
        (SECRET, headers(**{"Noroshi-Signature": "v1=ü"}), BODY, AT),
        (SECRET, {}, BODY, AT),
    ],
)
def test_anything_else_is_not(secret: str, given: dict[str, str], body: bytes, now: int) -> None:
    assert not is_genuine(secret, given, body, now=now)
