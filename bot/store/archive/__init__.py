"""The rows of one workspace as a file that either engine writes and reads."""
