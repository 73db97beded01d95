"""The room's name for Django."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "noroshi.triage"
    label = "triage"
