"""The door's name for Django."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "noroshi.live"
    label = "live"
