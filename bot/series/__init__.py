"""What comes again, for every ceremony: planned, announced, opened, moved, handed over, ended."""
