"""A forecast from what a team has done: drawn, held against its past, refused where that is little."""
