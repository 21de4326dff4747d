"""Files of strangers are read in a process that may die: our own module, under limits, without Django."""

import logging
import os
import resource
import subprocess
import sys
from pathlib import Path

logger = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[1]


class Broken(Exception):
    """The module itself failed: our fault, not the file's."""


def run(module: str, *arguments: str, seconds: int) -> bytes:
    """What `python -m module …` wrote; it breaks off where a limit ended the process, and is empty out of time."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)]),
        "PYTHONUTF8": "1",
    }
    try:
        child = subprocess.run(  # noqa: S603 our own module, and paths that are no options
            [sys.executable, "-m", module, *arguments],
            cwd=_ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b""
    if child.returncode > 0:  # it ends well, or by a signal
        logger.error("%s exited with %s", module, child.returncode)
        raise Broken(module)
    return child.stdout


def limit(*, memory: int, cpu_seconds: int) -> None:
    """Called by the module: bind its own process to its memory and time; it leaves no core file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
