"""Notices to desks by portal, mail and webhook; how each went; reminders and calls. What was told is said by the rooms above."""
