"""run.py: the decisions it makes, without making an environment."""

import ast
import importlib.util
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = load(ROOT / "run.py")

LOCK = """\
# a comment
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via
    #   pandas
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:cc
uv==0.13.9 \\
    --hash=sha256:dd
    # via zhenggai (pyproject.toml:dev)
uvloop==1.0
"""


# --- the lock -----------------------------------------------------------------


def test_blocks_of_the_lock() -> None:
    assert run.lock_blocks(LOCK) == [
        (
            "numpy",
            "numpy==2.4.6 ; python_full_version < '3.12' \\\n"
            "    --hash=sha256:aa \\\n"
            "    --hash=sha256:bb\n"
            "    # via\n"
            "    #   pandas\n",
        ),
        ("numpy", "numpy==2.5.5 ; python_full_version >= '3.12' \\\n    --hash=sha256:cc\n"),
        (
            "uv",
            "uv==0.13.9 \\\n    --hash=sha256:dd\n    # via zhenggai (pyproject.toml:dev)\n",
        ),
        ("uvloop", "uvloop==1.0\n"),
    ]


def test_no_blocks_in_nothing() -> None:
    assert run.lock_blocks("") == []


def test_pinned_version() -> None:
    assert run.pinned_version(LOCK, "uv") == "0.13.9"
    assert run.pinned_version(LOCK, "uvloop") == "1.0"
    assert run.pinned_version(LOCK, "setuptools") == ""


def test_the_real_lock_is_cut_without_a_rest() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = run.lock_blocks(text)
    assert "".join(block for _, block in blocks) == text
    assert all("--hash=sha256:" in block for _, block in blocks)
    assert {"uv", "hatchling", "editables", *run.SOURCE_ONLY} <= {name for name, _ in blocks}


# --- the stamp ----------------------------------------------------------------


def stamp(
    lock: bytes = b"l", project: bytes = b"p", python: str = "3.11.7", at: str = "/a"
) -> dict[str, str]:
    wanted: dict[str, str] = run.wanted_stamp(lock, project, python, at)
    return wanted


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (stamp(), ("ready", "up to date")),
        (None, ("update", "not made by run.py")),
        (run.UNFINISHED, ("make", "an earlier run did not finish it")),
        ({}, ("make", "requirements.lock and pyproject.toml and python and folder changed")),
        (stamp(lock=b"L"), ("update", "requirements.lock changed")),
        (stamp(project=b"P"), ("update", "pyproject.toml changed")),
        (stamp(python="3.13.0"), ("make", "python changed")),
        (stamp(at="/b"), ("make", "folder changed")),
        (stamp(lock=b"L", at="/b"), ("make", "requirements.lock and folder changed")),
    ],
)
def test_plan(found: dict[str, str] | None, expected: tuple[str, str]) -> None:
    assert run.plan(found, stamp()) == expected


def test_stamp_is_read_as_written(tmp_path: Path) -> None:
    env = tmp_path / "整改 项目"
    env.mkdir()
    assert run.read_stamp(env) is None
    run.write_stamp(env, stamp(at=str(env)))
    assert run.read_stamp(env) == stamp(at=str(env))
    assert [path.name for path in env.iterdir()] == [run.STAMP_NAME]


@pytest.mark.parametrize("text", ["", "{", "[]", "\udcff"])
def test_a_broken_stamp_is_an_unfinished_environment(tmp_path: Path, text: str) -> None:
    (tmp_path / run.STAMP_NAME).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert run.read_stamp(tmp_path) == run.UNFINISHED


def test_no_environment_at_all(tmp_path: Path) -> None:
    assert run.read_stamp(tmp_path / "nowhere") is None


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.docx"
    thesis.touch()
    with pytest.raises(run.Stop, match="is not a Python environment"):
        run.make(tmp_path)
    assert thesis.exists()


def test_an_environment_does_not_delete_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyvenv.cfg").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(run.Stop, match="deactivate"):
        run.make(tmp_path)
    assert (tmp_path / "pyvenv.cfg").exists()


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "inside" / "deeper").mkdir(parents=True)
    (tmp_path / "file").touch()
    run.empty(tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- old Pythons --------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 2), (4, 0, 0)])
def test_suitable_python(version: tuple[int, ...]) -> None:
    assert run.unsuitable_python(version) == ""


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_old_python_is_told_what_to_do(
    version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "starts", lambda name: name == "python3.12")
    found = ".".join(map(str, version))
    assert run.unsuitable_python(version) == (
        f"run.py needs a 64-bit Python 3.11 or newer, but this is Python {found} "
        f"({sys.executable}).\n"
        "This machine has a newer one: python3.12 run.py figures\n"
    )


def test_old_python_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "starts", lambda name: False)
    message = run.unsuitable_python((3, 10, 1))
    assert message.replace(sys.executable, "").isascii()
    assert ("py --list" if os.name == "nt" else "python.org") in message


def test_32_bit_python_will_not_do() -> None:
    assert "this is Python 3.12.1, 32-bit" in run.unsuitable_python((3, 12, 1), wide=False)


def test_the_file_parses_on_old_pythons() -> None:
    # 3.7 is the oldest grammar that ast can be held to.
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


# --- the lock file ------------------------------------------------------------


def test_a_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "busy"
    for _ in range(2):
        with run.alone(path, patience=0):
            assert path.read_text().strip() == str(os.getpid())


def test_a_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "busy"
    with pytest.raises(ZeroDivisionError), run.alone(path):
        raise ZeroDivisionError
    with run.alone(path, patience=0):
        pass


def test_a_held_lock_is_waited_for_and_its_holder_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "busy"
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with run.alone(path):
            held.set()
            release.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(10)
    with pytest.raises(run.Stop, match=f"process {os.getpid()}"), run.alone(path, 0):
        pass
    threading.Timer(0.2, release.set).start()
    with run.alone(path, patience=10, pause=0.01):
        assert release.is_set()
    holder.join()
    assert capsys.readouterr().out.count("waiting for it") == 1


def test_a_killed_run_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "busy"
    program = (
        "import sys, time, run; from pathlib import Path\n"
        "with run.alone(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, path], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(run.Stop, match=f"process {other.pid}"), run.alone(path, 0):
            pass
        other.kill()
    with run.alone(path, patience=5, pause=0.01):
        pass


# --- children -----------------------------------------------------------------


def test_child_environment() -> None:
    env = Path("项目") / ".venv"
    base = {"PATH": "/bin", "HOME": "/h", "MPLBACKEND": "agg", "PYTHONPATH": "x", "PYTHONHOME": "y"}
    assert run.child_environment(base, env) == {
        "PATH": f"{run.env_python(env).parent}{os.pathsep}/bin",
        "HOME": "/h",
        "PYTHONUTF8": "1",
        "VIRTUAL_ENV": str(env),
    }


def test_env_python() -> None:
    assert run.env_python(Path("e"), windows=True) == Path("e/Scripts/python.exe")
    assert run.env_python(Path("e"), windows=False) == Path("e/bin/python")


def test_exit_codes_are_passed_on() -> None:
    assert run.run([sys.executable, "-c", "raise SystemExit(7)"], os.environ) == 7


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_signal_is_reported_as_a_shell_does() -> None:
    program = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
    assert run.run([sys.executable, "-c", program], os.environ) == 128 + 15


def test_pip_may_build_only_what_has_no_wheels() -> None:
    assert run.pip_arguments(isolated=True) == [
        *("--require-hashes", "--only-binary", ":all:"),
        *("--no-binary", "jieba", "--no-binary", "snownlp"),
    ]
    assert run.pip_arguments(isolated=False)[-1] == "--no-build-isolation"


def test_uv_gets_the_index_that_pip_has() -> None:
    variables = {**os.environ, "PIP_INDEX_URL": "https://pip.example/simple"}
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        variables.pop(name, None)
    settings = run.uv_settings(Path(sys.executable), variables)
    assert settings["UV_DEFAULT_INDEX"] == "https://pip.example/simple"
    own = {**variables, "UV_DEFAULT_INDEX": "https://uv.example/simple"}
    assert run.uv_settings(Path(sys.executable), own)["UV_DEFAULT_INDEX"] == own["UV_DEFAULT_INDEX"]


# --- the command line ---------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"]])
def test_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(arguments) == 0
    assert "usage: python run.py COMMAND" in capsys.readouterr().out


def test_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["figure"]) == 2
    assert "no command 'figure'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "job"), [("test", ["pytest"]), ("figures", ["toolkit", "figures"])]
)
def test_a_job_gets_the_arguments_and_gives_its_exit_code(
    command: str,
    job: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands = []

    def record(command: list[str], variables: dict[str, str], job: bool = False) -> int:
        commands.append((command, job))
        (tmp_path / "issues.csv").write_text("new")
        return 3

    (tmp_path / "old.csv").touch()
    monkeypatch.setattr(run, "prepare", lambda: "PYTHON")
    monkeypatch.setattr(run, "FIGURES", tmp_path)
    monkeypatch.setattr(run, "run", record)
    assert run.main([command, "-k", "ledger"]) == 3
    assert commands == [(["PYTHON", "-m", *job, "-k", "ledger"], True)]
    out = capsys.readouterr().out
    assert (f"1 files written in {tmp_path}:\n  issues.csv\n" in out) == (command == "figures")


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [(run.Stop("no disk"), 1, "run.py: no disk"), (KeyboardInterrupt(), 130, "run.py: stopped")],
)
def test_a_run_that_cannot_go_on_says_so_without_a_traceback(
    error: BaseException,
    code: int,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(run, "prepare", fail)
    assert run.main(["env"]) == code
    assert capsys.readouterr().err.strip() == message


def test_a_console_that_cannot_show_chinese() -> None:
    done = subprocess.run(
        [sys.executable, "run.py", "整改"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
    )
    assert done.returncode == 2
    assert b"no command '??'" in done.stderr


def test_a_ready_environment_starts_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, path in (("ENV", tmp_path / ".venv"), ("BUSY", tmp_path / "busy")):
        monkeypatch.setattr(run, name, path)
    made = []

    def make(env: Path) -> None:
        python = run.env_python(env)
        python.parent.mkdir(parents=True)
        python.touch()
        made.append(env)

    monkeypatch.setattr(run, "make", make)
    monkeypatch.setattr(run, "install", lambda *arguments: None)
    monkeypatch.setattr(run, "run", lambda *arguments: 0)
    assert run.prepare() == run.env_python(run.ENV)
    start = time.perf_counter()
    run.prepare()
    assert time.perf_counter() - start < 0.5
    assert made == [run.ENV]


def test_a_failed_installation_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, path in (("ENV", tmp_path / ".venv"), ("BUSY", tmp_path / "busy")):
        monkeypatch.setattr(run, name, path)
    monkeypatch.setattr(run, "run", lambda *arguments: 0)

    def fail(*arguments: object) -> None:
        raise run.Stop("no network")

    monkeypatch.setattr(run, "install", fail)
    with pytest.raises(run.Stop, match="no network"):
        run.prepare()
    assert run.read_stamp(run.ENV) == run.UNFINISHED
