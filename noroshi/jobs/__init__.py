"""The jobs door: tasks of one line each, the worker that runs them, the process that seals the ledger."""
