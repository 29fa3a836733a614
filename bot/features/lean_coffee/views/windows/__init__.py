"""An asynchronous Lean Coffee as people see it."""
