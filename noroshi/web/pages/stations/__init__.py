"""Deeds at stations: passing a report on, finishing it, taking the name out, passing an advisory down, answering it."""

from noroshi.web.pages.stations import (
    anonymizing,
    answering,
    beginning,
    board,
    leaking,
    previewing,
    relaying,
    source,
    tiers,
)

urlpatterns = [
    *relaying.urlpatterns,
    *beginning.urlpatterns,
    *anonymizing.urlpatterns,
    *previewing.urlpatterns,
    *leaking.urlpatterns,
    *source.urlpatterns,
    *answering.urlpatterns,
    *board.urlpatterns,
    *tiers.urlpatterns,
]
