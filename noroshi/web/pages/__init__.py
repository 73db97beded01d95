"""One module a topic; each lists its own addresses as `urlpatterns`."""
