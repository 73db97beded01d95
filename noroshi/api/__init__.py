"""The REST door: one module a room."""

from ninja import Schema

Schema.model_config["defer_build"] = True
"""What checks a body is put together when one comes: hundreds of shapes weigh 20 MB, and a worker meets few of them."""
