"""What comes again as people see it: values in, messages and forms out."""
