"""What can be typed after `python -m bot`; a command imports what it needs once it runs."""
