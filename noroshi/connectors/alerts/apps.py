"""The connector's name for Django: the worker finds its task by it."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "noroshi.connectors.alerts"
    label = "alerts"
