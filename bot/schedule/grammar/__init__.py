"""Sentences that say when: read, refused in their own words, said back."""
