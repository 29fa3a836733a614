"""The verbs of Lean Coffee: one transaction each."""
