"""Files of shared intelligence by COPY: two processes read and write, one batch a transaction, taken up again where it ended."""
