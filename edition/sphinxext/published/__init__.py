"""What was published stays: the lock is held against each build, and what is gone has a place."""
