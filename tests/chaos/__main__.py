"""`make chaos`: ten thousand acts of people while the database, the replicas and Slack fail; 0 lost, 0 doubled, or it fails."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.chaos.run import Found, Wishes, chaos


async def _until_ended(wishes: Wishes, folder: Path) -> Found:
    """Let it happen; whoever ends it leaves no server behind."""
    here = asyncio.current_task()
    assert here is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, here.cancel)
    return await chaos(wishes, folder, lambda told: print(f"==> {told}", flush=True))


def main() -> int:
    """Run it with what the command line says, print what came of it."""
    read = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    read.add_argument("--acts", type=int, default=Wishes.acts, help="how many acts of people (default: %(default)s)")
    read.add_argument("--seconds", type=float, default=Wishes.seconds, help="no more acts after so many (default: %(default)s)")
    read.add_argument("--seed", type=int, default=Wishes.seed, help="what all choices are drawn from (default: %(default)s)")
    read.add_argument("--meetings", type=int, default=Wishes.meetings, help="meetings at the same time (default: %(default)s)")
    read.add_argument("--socket-mode", action="store_true", help="by Socket Mode instead of signed HTTP")
    given = read.parse_args()
    transport = "socket" if given.socket_mode else "http"
    wishes = Wishes(given.acts, given.seconds, given.seed, meetings=given.meetings, transport=transport)
    with TemporaryDirectory(prefix="cortado_chaos_logs_") as folder:
        found = asyncio.run(_until_ended(wishes, Path(folder)))
    print(found)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
