"""The threshold keeps one small table of its own: answers that may be asked for again."""

from django.apps import AppConfig


class ThresholdConfig(AppConfig):
    name = "noroshi.threshold"
    label = "threshold"
    default_auto_field = "django.db.models.BigAutoField"
