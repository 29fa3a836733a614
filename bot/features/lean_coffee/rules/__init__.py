"""The ceremony itself: values and the moment in, changes or a refusal out. Pure."""
