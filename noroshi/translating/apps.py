"""The room's name for Django."""

from django.apps import AppConfig


class TranslatingConfig(AppConfig):
    name = "noroshi.translating"
    label = "translating"
