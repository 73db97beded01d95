"""What comes from outside: a form read in, a call noted, mails looked at."""

from noroshi.web.pages.intake import arrivals, blanks, importing, noting, outside

urlpatterns = [
    *importing.urlpatterns,
    *noting.urlpatterns,
    *arrivals.urlpatterns,
    *blanks.urlpatterns,
    *outside.urlpatterns,
]
