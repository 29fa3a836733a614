"""An asynchronous Lean Coffee: a window each to propose, to vote and to talk. Pure."""
