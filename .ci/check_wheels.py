# ruff: noqa: T201 -- printing a table is what this script is for
"""Check that everything in requirements.lock installs without a compiler.

usage: python .ci/check_wheels.py

For each Python and platform that the project supports, asks the package index,
through uv, whether every locked package that is needed there has a wheel among
the locked files. Prints a table and the packages without one; exits with 1 if
there are any. Needs uv and the network; installs nothing.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from run import SOURCE_ONLY, lock_blocks  # noqa: E402

PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {
    "Windows x86_64": "x86_64-pc-windows-msvc",
    "macOS arm64": "aarch64-apple-darwin",
    "macOS x86_64": "x86_64-apple-darwin",
    "Linux x86_64": "x86_64-manylinux_2_28",
    "Linux aarch64": "aarch64-manylinux_2_28",
}


def installable(blocks: Sequence[str], platform: str, python: str) -> bool:
    """Return whether uv would install these locked requirements from wheels."""
    with TemporaryDirectory() as folder:
        requirements = Path(folder) / "requirements.txt"
        requirements.write_text("".join(blocks), encoding="utf-8")
        command = [sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--no-deps"]
        command += ["--require-hashes", "--only-binary", ":all:", "--quiet"]
        command += ["--python-platform", platform, "--python-version", python]
        command += ["--target", str(Path(folder) / "target"), "-r", str(requirements)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode and "wheels" not in done.stderr:
        raise SystemExit(f"uv could not answer:\n{done.stderr}")
    return done.returncode == 0


def lacking(blocks: Sequence[str], platform: str, python: str) -> list[str]:
    """Return the packages without a wheel, found by halving: uv names only the first."""
    if installable(blocks, platform, python):
        return []
    if len(blocks) == 1:
        return [lock_blocks(blocks[0])[0][0]]
    middle = len(blocks) // 2
    halves = blocks[:middle], blocks[middle:]
    return [pin for half in halves for pin in lacking(half, platform, python)]


def main() -> int:
    """Print the table; return 1 if a wheel lacks."""
    everything = lock_blocks((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    blocks = [block for name, block in everything if name not in SOURCE_ONLY]
    print(f"{len(blocks)} locked wheels; {', '.join(SOURCE_ONLY)} are pure Python, source only\n")
    print(f"{'':16}" + "".join(f"{python:>10}" for python in PYTHONS))
    missing: list[str] = []
    for label, platform in PLATFORMS.items():
        cells = []
        for python in PYTHONS:
            names = lacking(blocks, platform, python)
            cells.append(f"{len(names)} lack" if names else "all")
            missing += [f"{label}, Python {python}: no wheel of {name}" for name in names]
        print(f"{label:16}" + "".join(f"{cell:>10}" for cell in cells), flush=True)
    print("", *missing, sep="\n")
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
