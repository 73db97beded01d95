"""The room's name for Django."""

from django.apps import AppConfig


class IntelConfig(AppConfig):
    name = "noroshi.intel"
    label = "intel"
