"""The room's name for Django."""

from django.apps import AppConfig


class EmergencyConfig(AppConfig):
    name = "noroshi.emergency"
    label = "emergency"
