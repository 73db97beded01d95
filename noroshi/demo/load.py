"""Makes the demonstration's world once, and says who can sign in."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from noroshi.delivery import arriving
from noroshi.delivery.planning import plan
from noroshi.demo.accounts import Account, give_accounts
from noroshi.demo.asked import ask_along
from noroshi.demo.bulletins import follow
from noroshi.demo.clock import told_at
from noroshi.demo.device_lists import tell_device_lists
from noroshi.demo.emergencies import tell_emergencies
from noroshi.demo.entered import enter
from noroshi.demo.field_orders import tell_field_orders
from noroshi.demo.founding import found
from noroshi.demo.outside import tell_outside
from noroshi.demo.shared_intel import tell_shared_intel
from noroshi.demo.sheets_and_help import tell_sheets_and_help
from noroshi.demo.telling import everything, order_relays
from noroshi.demo.together import tell_together
from noroshi.demo.triaged import tell_triage
from noroshi.demo.written import cast
from noroshi.directory.models import Organization

FOUNDED_BEFORE = timedelta(days=400)

Progress = Callable[[int, int, str], None]
"""Hears how many steps are done, of how many, and what was just made."""


def load(progress: Progress = lambda _done, _total, _what: None) -> list[Account]:
    """A world that is already there is left alone: its accounts are those that were written down when it was made."""
    if Organization.objects.exists():
        return _kept_accounts()
    arriving.run_later_by(_old_news)
    whole, now = cast(), timezone.now()
    deeds = everything(whole, now)
    bar = _Bar(progress, len(whole.organization) + len(deeds) + len(whole.account))
    with told_at(now - FOUNDED_BEFORE):
        world = found(whole, bar, timezone.localdate(now))
        order_relays(whole, world)
    tell_together(world, deeds, bar)
    tell_emergencies(world, now)
    enter(world, now)
    tell_outside(world, now)
    ask_along(whole, world, now)
    tell_shared_intel(world, now, [(account.person, account.desk) for account in whole.account])
    tell_triage(world, now)
    tell_device_lists(world, now)
    tell_field_orders(world, now)
    tell_sheets_and_help(world, now)
    follow(world, now)
    plan()
    return give_accounts(whole, world, bar)


def _old_news() -> None:
    """What was told in the past of this world leaves no mail today: it is planned at the end, all at once, by no channel."""


def _kept_accounts() -> list[Account]:
    kept = Path(settings.DATA) / "accounts.json"
    accounts: list[Account] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else []
    return accounts


class _Bar:
    """Counts steps; each step only says what it made."""

    def __init__(self, progress: Progress, total: int) -> None:
        self.progress, self.total, self.done = progress, total, 0

    def __call__(self, what: str) -> None:
        self.done += 1
        self.progress(self.done, self.total, what)
