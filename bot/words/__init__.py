"""Sentences and dates in a person's language."""
