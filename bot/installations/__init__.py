"""Which workspaces have installed the app by OAuth: their tokens, encrypted, kept fresh, and given up."""
