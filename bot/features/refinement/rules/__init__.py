"""Refinement's rules: values in, a change or a Refusal out."""
