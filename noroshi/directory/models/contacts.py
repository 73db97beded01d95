"""Whether the people one would ring at night can still be reached."""

from django.db import models

from noroshi.directory.models.people import Membership, Person


class ContactCheck(models.Model):
    """A confirmation that is due: on schedule, or because somebody moved."""

    class Reason(models.TextChoices):
        SCHEDULE = "schedule"
        MOVE = "move"

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="contact_checks")
    reason = models.CharField(max_length=10, choices=Reason.choices, default=Reason.SCHEDULE)
    due_date = models.DateField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=models.Q(confirmed_at=None), name="one_open_check_a_contact"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.due_date}"
