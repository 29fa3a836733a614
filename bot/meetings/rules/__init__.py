"""Rules of every meeting: values and the moment in, changes or a refusal out. Pure."""
