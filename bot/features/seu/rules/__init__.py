"""The ledger of learning: what a presence is worth, how entries are corrected, how they add up. Pure."""
