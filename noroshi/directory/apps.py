"""The room's name for Django."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "noroshi.directory"
    label = "directory"
