"""The room's name for Django."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "noroshi.bulletins"
    label = "bulletins"
