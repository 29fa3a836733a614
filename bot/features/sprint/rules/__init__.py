"""What a team says of its Sprints: how it is read, who may say it, what is refused."""
