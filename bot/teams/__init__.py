"""The shared kernel: workspaces, people, channels and their accountabilities."""
