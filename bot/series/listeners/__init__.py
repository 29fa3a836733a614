"""Requests about what comes again -> action -> answer."""
