"""What comes from outside (a file, a mail, a fax, a telephone call) and becomes a draft at a desk."""
