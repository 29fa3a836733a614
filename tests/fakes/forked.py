"""Processes for tests that kill them, forked from one that has imported all that they need."""

import multiprocessing

FORKED = multiprocessing.get_context("forkserver")
"""Its `Process` starts in a tenth of a second instead of one; there is one such server for each process of the tests."""
FORKED.set_forkserver_preload(["tests.faults.bot", "tests.store.crashing"])
