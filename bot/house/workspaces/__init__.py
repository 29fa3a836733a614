"""A workspace's rows as a whole: moved to another database, erased, listed."""
