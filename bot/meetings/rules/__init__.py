"""What holds for every meeting that people hold: values and the moment in, changes or a refusal out. Pure."""
