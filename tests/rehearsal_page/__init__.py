"""A package, so that the browser of its fixtures ends with its last test: while it lives, no asynchronous test can run in that worker."""
