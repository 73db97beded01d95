"""API keys: one for each purpose, shown once, stored hashed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.directory.models.fields import public_id, slug_list
from noroshi.directory.models.people import Membership


class ApiKey(models.Model):
    """A key acts as its membership, narrowed by scopes, date and address."""

    public_id = public_id()
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="keys")
    purpose = models.CharField(max_length=200)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.BinaryField(max_length=32)
    scopes = slug_list()
    network_ranges = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    created_by = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    latest_use_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.purpose})"
