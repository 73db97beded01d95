"""情報連絡: what operators, secretariats and ministries report up, station by station, to the center."""
