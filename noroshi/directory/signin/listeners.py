"""What signing in does when the directory changes: who left is out at once, in the same transaction."""

from noroshi.directory import events
from noroshi.directory.models import Person
from noroshi.directory.signin import keys, sessions


@events.person_left.listen
def end_access(person_id: int) -> None:
    keys.revoke_all(person_id)
    sessions.end_everywhere(Person.objects.get(pk=person_id))


@events.membership_changed.listen
def end_keys_of_ended_seats(membership_ids: set[int]) -> None:
    keys.revoke_of_ended(membership_ids)
