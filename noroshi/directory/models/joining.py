"""How people come in, come back after losing a factor, and how weighty changes find their second person."""

from django.db import models

from noroshi.directory.models.fields import public_id, word
from noroshi.directory.models.organizations import Desk, Organization
from noroshi.directory.models.people import Person
from noroshi.vocabulary import Role, Tie


class Invitation(models.Model):
    """A one-time link; only its digest is kept."""

    public_id = public_id()
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="invitations")
    role = word(Role)
    tie = word(Tie, default=Tie.STAFF.value)
    nda_until = models.DateField(null=True, blank=True)
    is_administrator = models.BooleanField(default=False)
    name_ja = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    digest = models.BinaryField(max_length=32, unique=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.desk} ({self.role})"


class ResetRequest(models.Model):
    """A lost password or factor: one person of the organization asks, a second agrees, the person is told."""

    public_id = public_id()
    person = models.ForeignKey(Person, models.PROTECT, related_name="reset_requests")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    resets_password = models.BooleanField(default=True)
    resets_factors = models.BooleanField(default=False)
    reason = models.CharField(max_length=400, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.BinaryField(max_length=32, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("asked_by")),
                name="reset_needs_two_persons",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}"


class ChangeRequest(models.Model):
    """A change of sector, ministry or kind opens and closes items: a second person agrees, the organization sees it."""

    public_id = public_id()
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="change_requests")
    was = models.JSONField(default=dict)
    wanted = models.JSONField()
    reason = models.CharField(max_length=400, blank=True)
    opens = models.PositiveIntegerField(default=0)
    closes = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None)
                | ~models.Q(decided_by=models.F("asked_by"))
                | models.Q(agreed_at=None),
                name="change_needs_two_persons",
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(agreed_at=None, refused_at=None),
                name="one_open_change_an_organization",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}"
