"""Answers to POSTs that carried an Idempotency-Key, for a day. Nobody but the holder of the very API key can open them."""

from django.db import models


class KeptAnswer(models.Model):
    """`mark` and `asked` are keyed digests, `answer` is sealed: the key of all three is drawn from the holder's own secret."""

    mark = models.BinaryField(max_length=32, unique=True)
    asked = models.BinaryField(max_length=32)
    answer = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kept_at"], name="kept_answers_by_age")]

    def __str__(self) -> str:
        return f"kept answer {self.pk}"
