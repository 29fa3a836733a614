"""What is done about Sprints, one transaction each, and what is read of them."""
