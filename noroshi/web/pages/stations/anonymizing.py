"""Placeholder while the workbench is being built."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
