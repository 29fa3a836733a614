"""What comes again, for every ceremony: planned, announced, opened at its hour, skipped, moved, handed over, ended."""
