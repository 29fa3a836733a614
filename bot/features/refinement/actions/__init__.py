"""Refinement's actions: one transaction each."""
