"""Alerts and dates of updates as people meet them, and dates as calendar programs fetch them."""

from noroshi.web.pages.bulletins import alerts, calendars, feeds, program

urlpatterns = [*alerts.urlpatterns, *feeds.urlpatterns, *calendars.urlpatterns, *program.urlpatterns]
