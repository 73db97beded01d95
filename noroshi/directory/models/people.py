"""People, where they sit, what gives them need to know. They are deactivated, never deleted: the ledger keeps names."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from noroshi.directory.models.fields import Versioned, one_of, public_id, word
from noroshi.directory.models.organizations import Desk
from noroshi.vocabulary import Role, Tie


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(login=(username or "").casefold())


class Person(AbstractBaseUser, Versioned):
    """Somebody who signs in. There is no superuser: what a person may do follows from where the person sits."""

    public_id = public_id()
    login = models.CharField(max_length=130, unique=True)
    email = models.EmailField(blank=True)
    name_ja = models.CharField(max_length=120)
    name_kana = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="ja")
    time_zone = models.CharField(max_length=60, default="Asia/Tokyo")
    theme = models.CharField(max_length=10, default="auto")
    is_active = models.BooleanField(default=True)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    sessions_valid_from = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    def __str__(self) -> str:
        return self.name_ja

    def name(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name_ja


class Membership(Versioned):
    """One person at one desk, in one role, with one tie to the organization."""

    public_id = public_id()
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="memberships")
    role = word(Role)
    tie = word(Tie, default=Tie.STAFF.value)
    nda_until = models.DateField(null=True, blank=True)
    is_poc = models.BooleanField(default=False)
    is_deputy = models.BooleanField(default=False)
    is_administrator = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "desk"], condition=models.Q(ended_at=None), name="one_seat_at_a_desk"
            ),
            one_of("role", Role, "membership_role_is_known"),
            one_of("tie", Tie, "membership_tie_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.desk}"


class StandingDuty(models.Model):
    """Need to know for everything about a sector."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="duties")
    sector = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "sector"], name="one_duty_a_sector")]

    def __str__(self) -> str:
        return f"{self.membership}: {self.sector}"


class Assignment(models.Model):
    """Need to know for one matter, given by somebody and recorded."""

    public_id = public_id()
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="assignments")
    matter = models.UUIDField()
    reason = models.CharField(max_length=400, blank=True)
    assigned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "matter"], condition=models.Q(ended_at=None), name="one_assignment_a_matter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.matter}"
