"""Programmes as data: what each body asks for, one file each, and how the files are read."""
