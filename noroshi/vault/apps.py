"""The room's name for Django."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "noroshi.vault"
    label = "vault"
