"""The rows of refinement."""
