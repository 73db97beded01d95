"""The room's name for Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "noroshi.ledger"
    label = "ledger"
