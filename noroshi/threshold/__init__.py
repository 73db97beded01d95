"""What web and API do before and after every request: seat the asker, one transaction, refusals in the asker's words."""
