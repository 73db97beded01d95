"""What is written in rooms below is found at once: in the transaction that writes it, under the locks of whoever writes it."""

from typing import Any

from django.db.models.signals import post_save

from noroshi.editions.models import Part
from noroshi.response.models import Order
from noroshi.search.models import FileText
from noroshi.search.sources import editions, files, orders


def listen() -> None:
    post_save.connect(_part_kept, sender=Part, dispatch_uid="search.part")
    post_save.connect(_order_kept, sender=Order, dispatch_uid="search.order")
    post_save.connect(_words_kept, sender=FileText, dispatch_uid="search.words")


def _part_kept(*, instance: Part, created: bool, **_more: Any) -> None:
    if created:
        editions.part_kept(instance)


def _words_kept(*, instance: FileText, created: bool, **_more: Any) -> None:
    if created:
        files.words_kept(instance)


def _order_kept(*, instance: Order, created: bool, **_more: Any) -> None:
    if created:
        orders.order_kept(instance)
