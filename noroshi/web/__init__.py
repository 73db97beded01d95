"""The pages door: server-rendered with HTMX."""
