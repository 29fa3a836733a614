"""What comes again, before it is kept: previewed, edited in a form, saved once; the same for every ceremony."""
