"""A POST with an Idempotency-Key is done once: who asks again, even at the same instant, gets the same answer.

The reservation is the first thing written in the request's own transaction. Whoever comes second waits for it: if the
deed came to be, its answer is given again; if it did not, the second does it.
"""

import hmac
import json
import re
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from noroshi.threshold.models import KeptAnswer
from noroshi.threshold.sealing import key_for
from noroshi.threshold.uploads import carries_files, digest_of_parts
from noroshi.vocabulary.errors import Refusal

KEPT_FOR: Final = timedelta(hours=24)
SWEPT_AT_ONCE: Final = 20
NONCE_BYTES: Final = 12
HEADERS: Final = ("Content-Type", "Location")
KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")

RESERVE: Final = """
insert into threshold_keptanswer (mark, asked, answer, kept_at) values (%s, %s, '', %s)
on conflict (mark) do nothing returning id
"""
SWEEP: Final = """
delete from threshold_keptanswer where id in (
  select id from threshold_keptanswer where kept_at < %s order by kept_at limit %s for update skip locked)
"""


class IdempotencyKeyUnreadable(Refusal):
    code, status = "idempotency_key_unreadable", 400
    ja = "Idempotency-Key は、空白のない英数字と記号で200文字までにしてください。"
    en = "An Idempotency-Key has up to 200 visible ASCII characters."


class IdempotencyKeyReused(Refusal):
    code, status = "idempotency_key_reused", 422
    ja = "この Idempotency-Key は、別の内容の依頼で使われています。新しい値にしてください。"
    en = "This Idempotency-Key was used for another request. Choose a new one."


@dataclass(frozen=True)
class Once:
    """One request that is to be done once, under a key that only its sender can draw again."""

    key: bytes
    mark: bytes
    asked: bytes

    @classmethod
    def of(cls, request: HttpRequest) -> Self | None:
        """None for everything that is not a POST by API key with an Idempotency-Key."""
        given = request.headers.get("Idempotency-Key")
        if given is None or request.method != "POST" or getattr(request, "key_holder", None) is None:
            return None
        if not KEY.fullmatch(given):
            raise IdempotencyKeyUnreadable
        key = key_for("kept answers", also=_secret(request))
        body = digest_of_parts(request) if carries_files(request) else request.body
        whole = b"\0".join([request.get_full_path_info().encode(), body])
        return cls(key, hmac.digest(key, b"mark" + given.encode(), "sha256"), hmac.digest(key, whole, "sha256"))

    def kept(self) -> HttpResponse | None:
        """The answer that was given before, or None and the place is reserved. Waits for whoever is at it now."""
        now = timezone.now()
        KeptAnswer.objects.filter(mark=self.mark, kept_at__lt=now - KEPT_FOR).delete()
        with connection.cursor() as cursor:
            cursor.execute(SWEEP, [now - KEPT_FOR, SWEPT_AT_ONCE])
            cursor.execute(RESERVE, [self.mark, self.asked, now])
            if cursor.fetchone():
                return None
        row = KeptAnswer.objects.get(mark=self.mark)
        if not hmac.compare_digest(bytes(row.asked), self.asked):
            raise IdempotencyKeyReused
        return self._open(bytes(row.answer))

    def keep(self, response: HttpResponse) -> None:
        plain = {
            "status": response.status_code,
            "headers": {name: response[name] for name in HEADERS if name in response},
            "body": b64encode(response.content).decode(),
        }
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + AESGCM(self.key).encrypt(nonce, json.dumps(plain).encode(), self.mark)
        KeptAnswer.objects.filter(mark=self.mark).update(answer=sealed)

    def forget(self) -> None:
        """Nothing was done that must not be done twice."""
        KeptAnswer.objects.filter(mark=self.mark).delete()

    def _open(self, sealed: bytes) -> HttpResponse:
        plain = json.loads(AESGCM(self.key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self.mark))
        answer = HttpResponse(b64decode(plain["body"]), status=plain["status"], headers=plain["headers"])
        answer["Idempotency-Replayed"] = "true"
        return answer


def _secret(request: HttpRequest) -> bytes:
    """The API key itself, which only its holder has."""
    return request.headers.get("Authorization", "").partition(" ")[2].strip().encode()
