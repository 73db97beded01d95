"""The room's name for Django."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "noroshi.editions"
    label = "editions"
