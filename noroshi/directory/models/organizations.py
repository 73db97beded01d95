"""Organizations and their desks. The desk, not the person and not the organization, is the unit of sharing."""

from django.db import models

from noroshi.directory.models.fields import Versioned, all_of, line_list, one_of, public_id, slug_list, word, word_list
from noroshi.vocabulary import DeskKind, OrganizationKind


class Organization(Versioned):
    """A party of the scheme; one body may be of several kinds (a ministry is often also a security ministry)."""

    public_id = public_id()
    handle = models.SlugField(max_length=60, unique=True)
    name_ja = models.CharField(max_length=120)
    name_kana = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    other_names = line_list()
    kinds = word_list(OrganizationKind)
    sectors = slug_list()
    ministry = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="overseen")
    ceptoars = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="members")
    note_ja = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    self_governed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["handle"]
        constraints = [
            all_of("kinds", OrganizationKind, "organization_kinds_are_known"),
            models.CheckConstraint(condition=models.Q(kinds__len__gt=0), name="organization_has_a_kind"),
            models.CheckConstraint(
                condition=models.Q(ministry=None) | ~models.Q(ministry=models.F("pk")),
                name="no_organization_oversees_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name_ja

    def name(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name_ja


class Desk(Versioned):
    """Where information arrives: people sit at it, audiences are made of it."""

    public_id = public_id()
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="desks")
    handle = models.CharField(max_length=130, unique=True)
    name_ja = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    kind = word(DeskKind, default=DeskKind.GENERAL.value)
    sectors = slug_list()
    telephone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["handle"]
        constraints = [one_of("kind", DeskKind, "desk_kind_is_known")]

    def __str__(self) -> str:
        return f"{self.organization} {self.name_ja}"

    def name(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name_ja
