"""Who listens after a commit: keeps what it was told."""


class Hints:
    """A list of what each commit said has work."""

    def __init__(self) -> None:
        self.told: list[frozenset[str]] = []

    def __call__(self, rooms: frozenset[str]) -> None:
        self.told.append(rooms)
