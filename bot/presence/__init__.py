"""Who is here: check in, leave, minutes, for every ceremony that people attend."""
