"""情報提供: what the center issues down, ministry and sector by ministry and sector, and who has acknowledged it."""
