"""Named peers to compare with, each in a virtual environment of its own under `build/peers/`."""

import subprocess
import sys
from pathlib import Path

PEERS = Path(__file__).parent.parent.parent / "build" / "peers"


def boris() -> list[str]:
    """The command that starts BORIS (boris-behav-obs from PyPI), installed on first use."""
    environment = PEERS / "boris"
    python = environment / "bin" / "python"
    if not (environment / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "boris-behav-obs"], check=True)
        (environment / "installed").touch()
    return [str(python), "-c", "import boris.core; boris.core.main()"]
