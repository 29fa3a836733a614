"""A hosted meeting with one live board: for every ceremony that people hold."""
