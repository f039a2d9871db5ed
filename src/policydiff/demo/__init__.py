"""An example repository: a policy with a history of several editions, as a user would have it."""
