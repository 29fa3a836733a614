"""Vocabulary without dependencies: time, ids, refusals, kinds and facts."""
