"""Groups of desks. The roster of a confidential group is hidden even from its own members."""

from django.db import models

from noroshi.directory.models.fields import Versioned, public_id
from noroshi.directory.models.organizations import Desk


class Group(Versioned):
    public_id = public_id()
    handle = models.CharField(max_length=200, unique=True)
    name_ja = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    purpose_ja = models.TextField(blank=True)
    purpose_en = models.TextField(blank=True)
    owner = models.ForeignKey(Desk, models.PROTECT, related_name="owned_groups")
    roster_is_confidential = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name_ja


class GroupSeat(models.Model):
    """A desk in a group. Read by the facts for the policy; shown by `queries.groups` only."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="group_seats")
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "desk"], condition=models.Q(ended_at=None), name="one_seat_in_a_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.desk}"
