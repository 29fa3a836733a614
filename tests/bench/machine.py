"""The machine's side of a measurement: cores, processes, their processor time and memory, free ports."""

import os
import platform
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")


def cores() -> tuple[int, int]:
    """Return the core of the servers and the core of the load; on a machine with one they share it."""
    ours = sorted(os.sched_getaffinity(0))
    return ours[0], ours[-1]


def start(argv: Sequence[str], core: int, more: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a Python process on one core, from the checkout; what it says on standard error goes into `log`."""
    environment = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    with log.open("ab") as told:
        return subprocess.Popen(
            [sys.executable, *argv],
            cwd=ROOT,
            env={**environment, **more},
            stdout=subprocess.PIPE,
            stderr=told,
            preexec_fn=lambda: os.sched_setaffinity(0, {core}),  # noqa: PLW1509  no thread runs in this process yet
        )


def stop(process: subprocess.Popen[bytes]) -> bytes:
    """End a process by SIGTERM and return what it said on standard output."""
    process.terminate()
    try:
        return process.communicate(timeout=20)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0]


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used: what other work on the machine takes is not in it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident_mb(pid: int) -> float:
    """Return the most memory that a process has held so far, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000


def free_port() -> int:
    """Return a port of loopback on which nobody listens."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def named() -> str:
    """Say on what machine this runs, and how busy it is with other things."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        model = next(line.partition(":")[2].strip() for line in told if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.machine()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; load average {load}"


def wanted_and_stolen() -> tuple[float, float]:
    """Return the processor time since the machine's start that was wanted, and how much of it its host gave to others."""
    try:
        told = Path("/proc/stat").read_text(encoding="ascii").partition("\n")[0].split()[1:]
    except OSError:
        return 0.0, 0.0
    user, nice, system, _idle, _waiting, hard, soft, stolen = (int(each) / _TICKS for each in told[:8])
    return user + nice + system + hard + soft + stolen, stolen
