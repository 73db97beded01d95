"""What organizations have agreed with each other, and the rules they ask others to read."""

from django.db import models

from noroshi.directory.models.fields import Versioned, public_id
from noroshi.directory.models.organizations import Desk, Organization
from noroshi.directory.models.people import Person


class Agreement(Versioned):
    """Stands once both sides said so: handling (direct path), NDA, partner for analysis (表4 ※2), specimens given to one desk.

    `desk` is the one whose people handle specimens; no other kind names one.
    """

    class Kind(models.TextChoices):
        HANDLING = "handling"
        NDA = "nda"
        ANALYSIS_PARTNER = "analysis_partner"
        SPECIMENS = "specimens"

    public_id = public_id()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    first = models.ForeignKey(Organization, models.PROTECT, related_name="agreements_as_first")
    second = models.ForeignKey(Organization, models.PROTECT, related_name="agreements_as_second")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="+")
    signed_date = models.DateField()
    ends_date = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(first=models.F("second")), name="agreement_has_two_parties"),
            models.CheckConstraint(
                condition=models.Q(ends_date=None) | models.Q(ends_date__gte=models.F("signed_date")),
                name="agreement_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="specimens", desk__isnull=False)
                | (~models.Q(kind="specimens") & models.Q(desk=None)),
                name="specimens_are_agreed_for_a_desk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.first} · {self.second}"


class HandlingRule(Versioned):
    """Rules of a CEPTOAR, ISAC or ministry for what it passes on, and where they differ from the scheme."""

    public_id = public_id()
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="handling_rules")
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    text_ja = models.TextField()
    text_en = models.TextField(blank=True)
    scheme_place = models.CharField(max_length=120, blank=True)
    difference_ja = models.TextField(blank=True)
    difference_en = models.TextField(blank=True)
    valid_from = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title_ja
