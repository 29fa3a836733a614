"""When things happen: sentences and recurrence, alarms, the clock that rings them."""
