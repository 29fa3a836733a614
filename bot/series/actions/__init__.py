"""The verbs of what comes again: one transaction each."""
