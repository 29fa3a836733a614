"""Calendars: what comes again in the channels that a person follows, for their calendar app."""
