"""The room's name for Django."""

from django.apps import AppConfig


class AdvisoriesConfig(AppConfig):
    name = "noroshi.advisories"
    label = "advisories"
