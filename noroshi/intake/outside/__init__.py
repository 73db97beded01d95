"""What people tell who have no account: without a name, with a receipt, worth as much as what somebody says in passing."""
