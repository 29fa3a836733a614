"""What may happen to an action item, and when it is reminded of. Pure."""
