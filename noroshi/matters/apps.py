"""The room's name for Django."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "noroshi.matters"
    label = "matters"
