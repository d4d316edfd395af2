"""Make the toolkit's environment and start its jobs: figures, tests, Jupyter.

usage: python run.py COMMAND [ARGUMENTS ...]

  figures   run every notebook top to bottom and write figures/
  test      run the tests
  lab       open the notebooks in JupyterLab
  env       only make the environment, or bring it up to date

ARGUMENTS go on to the job: python run.py test -k ledger

It needs Python 3.11 or newer and nothing else: no conda, no make, no
administrator. The environment is the folder .venv beside this file; every
package in it is the version and the file (by hash) that requirements.lock
names. The first run downloads them; later runs start at once. To begin again
from nothing, delete .venv.

ZHENGGAI_INSTALLER=pip makes it use plain pip instead of uv, which is faster.
"""

# This file has to parse, and run as far as the version check below, on every
# Python since 3.6, so that an old one gets a sentence instead of a traceback:
# no newer syntax at module level, and imports that 3.6 already had.
import contextlib
import hashlib
import io
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

MINIMUM = (3, 11)


def starts(python: str) -> bool:
    """Return whether a Python of that name is on the PATH and really starts."""
    null = subprocess.DEVNULL
    return bool(shutil.which(python)) and not subprocess.call(
        [python, "-c", ""], stdout=null, stderr=null
    )


def unsuitable_python(version: "tuple[int, ...]", wide: bool = True) -> str:
    """Say why a Python cannot be used and what to do; nothing if it can be.

    Parameters
    ----------
    version : tuple of int
        Its version, as in ``sys.version_info[:3]``.
    wide : bool
        Whether it is a 64-bit Python (pandas and pyarrow come as nothing else).

    Returns
    -------
    str
        The message, or the empty string. Its own words are ASCII: the oldest
        Pythons cannot be told how to print anything else on a Windows console.
    """
    found = ".".join(str(part) for part in version)
    wanted = ".".join(str(part) for part in MINIMUM)
    if version >= MINIMUM and wide:
        return ""
    problem = "this is Python " + found + ("" if wide else ", 32-bit")
    newer = [name for name in ("python3.13", "python3.12", "python3.11") if starts(name)]
    if newer:
        remedy = "This machine has a newer one: " + newer[0] + " run.py figures"
    elif os.name == "nt":
        remedy = "See what is installed with: py --list ; then for example: py -3.13 run.py figures"
    else:
        remedy = "Install one from python.org (no administrator is needed), or use environment.yml."
    return "run.py needs a 64-bit Python {} or newer, but {} ({}).\n{}\n".format(  # noqa: UP032
        wanted, problem, sys.executable, remedy
    )


_UNSUITABLE = unsuitable_python(tuple(sys.version_info[:3]), sys.maxsize > 2**32)
if _UNSUITABLE:
    sys.stderr.write(_UNSUITABLE)
    sys.exit(2)

# From here on the Python is new enough.

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PYPROJECT = ROOT / "pyproject.toml"
FIGURES = ROOT / "figures"

# Beside .venv and not in it, because making .venv anew empties it.
BUSY = ROOT / ".venv.lock"
STAMP_NAME = "zhenggai-stamp.json"
UNFINISHED = {"state": "unfinished"}

# Published as source only, both pure Python. Everything else must be a wheel,
# so that nobody ever needs a compiler.
SOURCE_ONLY = ("jieba", "snownlp")

JOBS = {
    "figures": ("toolkit", "figures"),
    "test": ("pytest",),
    "lab": ("jupyterlab", "notebooks"),
}

# Set outside, these would change what a job imports or how it draws. MPLBACKEND
# in particular makes the notebooks' inline figures vanish.
FOREIGN = ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__", "MPLBACKEND")

_STARTED = time.monotonic()


class Stop(Exception):
    """The run cannot go on; the message says why and what to do."""


def say(text: str) -> None:
    """Print one line of progress with the seconds since the start."""
    print(f"[{time.monotonic() - _STARTED:6.1f} s] {text}", flush=True)


# --- the lock file's text -----------------------------------------------------


def lock_blocks(text: str) -> list[tuple[str, str]]:
    """Cut a hashed requirements file into its requirements.

    Parameters
    ----------
    text : str
        The file's text, as ``uv pip compile --generate-hashes`` writes it.

    Returns
    -------
    list of tuple of str
        Package name and block (the pin with its hashes and comments), in order.
        A package pinned differently for different Pythons comes more than once.
    """
    blocks: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        head = re.match(r"([A-Za-z0-9][A-Za-z0-9._-]*)==", line)
        if head:
            blocks.append((head[1], line))
        elif blocks and line[:1].isspace():
            blocks[-1] = (blocks[-1][0], blocks[-1][1] + line)
    return blocks


def pinned_version(text: str, name: str) -> str:
    """Return the version of one package in a lock's text; ``""`` if it has none."""
    found = re.search(rf"^{re.escape(name)}==([^\s;\\]+)", text, re.MULTILINE)
    return found[1] if found else ""


# --- is the environment ready? ------------------------------------------------


def wanted_stamp(lock: bytes, pyproject: bytes, python: str, folder: str) -> dict[str, str]:
    """Describe the environment that this run needs.

    Parameters
    ----------
    lock, pyproject : bytes
        The two files that say what is in it.
    python : str
        The Python's version and platform: the lock's markers read both.
    folder : str
        The project's folder: an environment holds absolute paths, so one that
        was moved or copied with the project is of no use.

    Returns
    -------
    dict
        What the stamp file of a finished environment holds.
    """
    return {
        "requirements.lock": hashlib.sha256(lock).hexdigest(),
        "pyproject.toml": hashlib.sha256(pyproject).hexdigest(),
        "python": python,
        "folder": folder,
    }


def plan(found: Mapping[str, str] | None, wanted: Mapping[str, str]) -> tuple[str, str]:
    """Decide what to do with the environment by its stamp.

    Parameters
    ----------
    found : mapping or None
        The stamp in the environment; None if it has none.
    wanted : mapping
        The stamp of the environment that this run needs.

    Returns
    -------
    tuple of str
        ``"ready"``, ``"update"`` (bring it up to date in place) or ``"make"``
        (from nothing), and the reason in words.
    """
    if found == wanted:
        return "ready", "up to date"
    if found is None:
        return "update", "not made by run.py"
    if found == UNFINISHED:
        return "make", "an earlier run did not finish it"
    changed = [key for key in wanted if found.get(key) != wanted[key]]
    reason = f"{' and '.join(changed)} changed"
    return ("make" if {"python", "folder"} & set(changed) else "update"), reason


def read_stamp(env: Path) -> dict[str, str] | None:
    """Return an environment's stamp; None without one, unfinished if unreadable."""
    try:
        stamp = json.loads((env / STAMP_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return dict(UNFINISHED)
    return stamp if isinstance(stamp, dict) else dict(UNFINISHED)


def write_stamp(env: Path, stamp: Mapping[str, str]) -> None:
    """Write an environment's stamp, whole or not at all."""
    part = env / (STAMP_NAME + ".part")
    part.write_text(json.dumps(stamp, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(env / STAMP_NAME)


def env_python(env: Path, windows: bool = os.name == "nt") -> Path:
    """Return the path of an environment's Python."""
    return env / "Scripts" / "python.exe" if windows else env / "bin" / "python"


# --- children -----------------------------------------------------------------


def child_environment(base: Mapping[str, str], env: Path) -> dict[str, str]:
    """Return the environment variables for whatever runs inside ``env``.

    Parameters
    ----------
    base : mapping
        The variables of this process.
    env : Path
        The environment, which is put first on the PATH as if activated.

    Returns
    -------
    dict
        ``base`` without what would leak into the environment, and with UTF-8
        everywhere: a Windows console's code page cannot hold the reports, and
        Python 3.11 would read the project's own path in that code page.
    """
    variables = {key: value for key, value in base.items() if key not in FOREIGN}
    variables["PYTHONUTF8"] = "1"
    variables["VIRTUAL_ENV"] = str(env)
    variables["PATH"] = os.pathsep.join([str(env_python(env).parent), base.get("PATH", "")])
    return variables


def run(command: Sequence[str | Path], variables: Mapping[str, str], job: bool = False) -> int:
    """Run a command in the project's folder and return its exit code.

    A terminal sends Ctrl-C to the child too, which may have an own way to end
    (JupyterLab asks first), so this waits for it; a second Ctrl-C ends it.

    Parameters
    ----------
    command : sequence of str or Path
        The program and its arguments.
    variables : mapping
        Its environment variables.
    job : bool
        Whether it is the job itself, which says by its exit code that it was
        interrupted; any other command's interruption ends the run.

    Returns
    -------
    int
        The exit code; 128 + N for a child that signal N ended, as in a shell.
    """
    interrupted = False
    with subprocess.Popen([str(part) for part in command], cwd=ROOT, env=variables) as child:
        while True:
            try:
                code = child.wait()
                break
            except KeyboardInterrupt:
                if interrupted:
                    child.terminate()
                interrupted = True
    if interrupted and not job:
        raise KeyboardInterrupt
    return code if code >= 0 else 128 - code


def answer(command: Sequence[str | Path], variables: Mapping[str, str]) -> str:
    """Return what a command prints, stripped; ``""`` if it fails or is not there."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


# --- one run at a time --------------------------------------------------------


def try_lock(handle: int) -> bool:
    """Take the operating system's lock on an open file, if nobody has it.

    The system gives it back when its holder ends, however it ends, so no lock
    is ever stale.
    """
    if sys.platform == "win32":
        import msvcrt

        # A locked byte cannot be read either, so not one of the note's bytes.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        say("note: this disk has no file locks; do not start two runs at once")
    return True


@contextlib.contextmanager
def alone(path: Path, patience: float = 1800.0, pause: float = 0.5) -> Iterator[None]:
    """Hold a lock file, waiting for whoever has it.

    Parameters
    ----------
    path : Path
        The lock file. It stays there afterwards: removing it could take it from
        under a run that has just opened it.
    patience : float
        Seconds to wait before giving up.
    pause : float
        Seconds between two tries.

    Raises
    ------
    Stop
        If the other run still holds it in the end.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        waited_since = time.monotonic()
        told = False
        while not try_lock(handle):
            holder = path.read_text(encoding="utf-8", errors="replace").strip() or "unknown"
            if time.monotonic() - waited_since >= patience:
                raise Stop(f"another run (process {holder}) is still working on .venv")
            if not told:
                say(f"another run (process {holder}) is working on .venv: waiting for it")
                told = True
            time.sleep(pause)
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)


# --- making the environment ---------------------------------------------------


def empty(folder: Path) -> None:
    """Delete everything in a folder, but not the folder, which may be a mount."""
    try:
        for child in folder.iterdir():
            if child.is_dir() and not child.is_symlink():
                shutil.rmtree(child)
            else:
                child.unlink()
    except OSError as error:
        raise Stop(
            f"cannot delete {error.filename}: {error.strerror}\n"
            "Close JupyterLab and every terminal that uses .venv, then run this again."
        ) from error


def make(env: Path) -> None:
    """Make an empty environment where there may be an old one."""
    if Path(sys.prefix).resolve() == env.resolve():
        raise Stop(
            "the environment has to be made anew, but this Python is the environment's own.\n"
            "Leave it with: deactivate ; then run this again."
        )
    env.mkdir(exist_ok=True)
    if any(env.iterdir()) and not any((env / n).exists() for n in ("pyvenv.cfg", STAMP_NAME)):
        raise Stop(f"{env} is not a Python environment; move it away and run this again.")
    empty(env)
    write_stamp(env, UNFINISHED)  # from the first moment: venv itself can be interrupted
    if run([sys.executable, "-m", "venv", env], child_environment(os.environ, env)):
        raise Stop("python -m venv failed (on Debian and Ubuntu it is the package python3-venv)")


def pip_arguments(*, isolated: bool) -> list[str]:
    """Return the arguments, the same for pip and uv, that let in only what is locked."""
    arguments = ["--require-hashes", "--only-binary", ":all:"]
    for name in SOURCE_ONLY:
        arguments += ["--no-binary", name]
    return arguments if isolated else [*arguments, "--no-build-isolation"]


def bootstrap(python: Path, variables: Mapping[str, str], lock: str) -> None:
    """Install the tools that install the rest, with pip, from their own lock blocks.

    They are uv and, where the lock has it, the setuptools that builds the
    packages published as source only. Doing it with pip also means that uv
    never has to replace its own running program, which Windows forbids.
    """
    if not answer([python, "-m", "pip", "--version"], variables):  # made by uv, say
        run([python, "-m", "ensurepip"], variables)
    blocks = [block for name, block in lock_blocks(lock) if name in ("uv", "setuptools")]
    with TemporaryDirectory() as folder:
        tools = Path(folder) / "tools.txt"
        tools.write_text("".join(blocks), encoding="utf-8")
        pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check"]
        command = [*pip, "install", "--quiet", "--no-deps", *pip_arguments(isolated=True)]
        run([*command, "-r", tools], variables)


def uv_settings(python: Path, variables: Mapping[str, str]) -> dict[str, str]:
    """Return ``variables`` with the settings for uv.

    uv does not read pip's configuration; whoever has set a near package index
    for pip means it for this too. And uv must not fetch a Python of its own.
    """
    settings = {**variables, "UV_PYTHON_DOWNLOADS": "never"}
    if not settings.keys() & {"UV_DEFAULT_INDEX", "UV_INDEX_URL"}:
        index = settings.get("PIP_INDEX_URL") or answer(
            [python, "-m", "pip", "config", "get", "global.index-url"], variables
        )
        if index:
            settings["UV_DEFAULT_INDEX"] = index
    return settings


def install(python: Path, variables: Mapping[str, str], lock: str) -> None:
    """Install what the lock names, and the project itself as editable.

    Raises
    ------
    Stop
        If neither uv nor pip can.
    """
    # With setuptools in the lock nothing at all is downloaded unhashed; without
    # it, pip and uv fetch one for the packages that are published as source only.
    locked = pip_arguments(isolated=not pinned_version(lock, "setuptools"))
    project = ["install", "--no-deps", "--no-build-isolation", "--quiet", "--editable", str(ROOT)]
    say("installing the installer")
    bootstrap(python, variables, lock)

    if variables.get("ZHENGGAI_INSTALLER") != "pip":
        if answer([python, "-m", "uv", "--version"], variables):
            say("installing the packages in requirements.lock with uv")
            uv: list[str | Path] = [python, "-m", "uv", "pip"]
            to = ["--python", str(python)]
            settings = uv_settings(python, variables)
            if not run([*uv, "sync", *to, *locked, LOCK], settings):
                say("installing the toolkit itself, editable")
                if not run([*uv, *project, *to], settings):
                    return
        say("note: uv did not work here; going on with plain pip")

    say("installing the packages in requirements.lock with pip (some minutes)")
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check"]
    if not run([*pip, "install", "--quiet", "--no-deps", *locked, "-r", LOCK], variables):
        say("installing the toolkit itself, editable")
        if not run([*pip, *project], variables):
            return
    raise Stop("the packages could not be installed; the messages above say why")


def prepare() -> Path:
    """Make sure that the environment is ready, and return its Python.

    Raises
    ------
    Stop
        If it cannot be made.
    """
    python = env_python(ENV)
    lock = LOCK.read_bytes()
    identity = f"{platform.python_version()} {sysconfig.get_platform()}"
    wanted = wanted_stamp(lock, PYPROJECT.read_bytes(), identity, str(ROOT))

    def current() -> tuple[str, str]:
        action, reason = plan(read_stamp(ENV), wanted)
        if not python.exists():
            # Never made, or the Python that it was made with is gone.
            return "make", reason if action == "make" else "there is none yet"
        return action, reason

    if current()[0] == "ready":
        return python
    with alone(BUSY):
        action, reason = current()  # again: the run waited for may have made it
        if action == "ready":
            return python
        variables = child_environment(os.environ, ENV)
        if action == "update":
            ask = (
                "import platform as p, sysconfig as s; print(p.python_version(), s.get_platform())"
            )
            if answer([python, "-c", ask], variables) != identity:
                action, reason = "make", "it has another Python"
        if action == "make":
            say(f"making the environment {ENV} ({reason}) with Python {identity}")
            make(ENV)
        else:
            say(f"updating the environment {ENV} ({reason})")
            write_stamp(ENV, UNFINISHED)
        install(python, variables, lock.decode())
        say("trying it out")
        imports = "import toolkit, jupyterlab, matplotlib.pyplot, networkx, pandas, snownlp"
        if run([python, "-c", imports], variables):
            raise Stop("the environment was made, but its packages cannot be imported")
        write_stamp(ENV, wanted)
    return python


# --- the commands -------------------------------------------------------------


def figure_files(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the time and size of every file in a folder, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def start(command: str, arguments: Sequence[str]) -> int:
    """Prepare the environment, run one of the commands, and return its exit code."""
    python = prepare()
    say(f"environment ready: {ENV}")
    if command == "env":
        return 0
    before = figure_files(FIGURES)
    say("python -m " + " ".join([*JOBS[command], *arguments]))
    code = run(
        [python, "-m", *JOBS[command], *arguments], child_environment(os.environ, ENV), job=True
    )
    if command == "figures":
        after = figure_files(FIGURES)
        written = [name for name in after if after[name] != before.get(name)]
        say(f"{len(written)} files written in {FIGURES}" + ":" * bool(written))
        for name in written:
            print(f"  {name}")
    say(f"{command}: " + ("done" if code == 0 else f"FAILED, exit code {code}"))
    return code


def main(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that cannot show 整改
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__.strip())
        return 0
    command, *rest = arguments
    if command not in (*JOBS, "env"):
        print(f"run.py: no command {command!r}; python run.py --help lists them", file=sys.stderr)
        return 2
    try:
        return start(command, rest)
    except Stop as stop:
        print(f"run.py: {stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nrun.py: stopped", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
