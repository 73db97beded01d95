"""The task, one line. Procrastinate finds this file by its name."""

from procrastinate.contrib.django import app

from noroshi.bulletins.actions.looking import look_at_due
from noroshi.connectors.alerts.looking import look


@app.periodic(cron="* * * * *")
@app.task(name="read_feeds", queueing_lock="read_feeds")
def read_feeds(timestamp: int) -> int:
    """Every minute: feeds whose time has come."""
    return look_at_due(look)
