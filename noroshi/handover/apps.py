"""The room's name for Django."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "noroshi.handover"
    label = "handover"
