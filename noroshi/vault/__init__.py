"""別紙 and 検体: files, encrypted at rest, read by exactly those who read the part of the edition that names them."""
