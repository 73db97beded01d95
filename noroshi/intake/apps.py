"""The room's name for Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "noroshi.intake"
    label = "intake"
