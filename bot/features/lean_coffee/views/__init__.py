"""Lean Coffee as people see it: values in, messages and forms out."""
