"""In an emergency: warnings sent directly, hotlines, the mode of a disaster; and the guide between council and plan."""

from noroshi.web.pages.emergency import hotlines, modes, situations, suggesting, warning

urlpatterns = [
    *modes.urlpatterns,
    *hotlines.urlpatterns,
    *situations.urlpatterns,
    *warning.urlpatterns,
    *suggesting.urlpatterns,
]
