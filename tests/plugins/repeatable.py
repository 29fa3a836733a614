"""Property tests search anew on a developer's machine and repeat themselves on CI."""

import os

from hypothesis import settings

# No deadline: how long one example takes says more about the machine's other work than about the code.
settings.register_profile("search", deadline=None, print_blob=True)
settings.register_profile("repeat", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("repeat" if os.environ.get("CI") else "search")
