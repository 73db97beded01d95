"""The room's name for Django."""

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    name = "noroshi.devices"
    label = "devices"
