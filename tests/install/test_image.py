"""The image and its compose file: nobody is root, nothing is written, no secret goes in, and its own commands run."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import cache_from_source
from pathlib import Path

import httpx
import pytest

from bot.rehearsal.room import Room
from bot.secret_files import of_files
from bot.settings import Settings, load, whom_it_serves
from tests.fakes.open_room import open_room
from tests.fakes.until import wait_until
from tests.house.stand_ins import free_port
from tests.install.image import ROOT, compose, sent, stages
from tests.plugins.repeatable import ON_CI

FORBIDS = "import ctypes, os, sys; ctypes.CDLL(None).prctl(65, 1, 0, 0, 0); os.execv(sys.argv[1], sys.argv[1:])"
"""PR_SET_MDWE, which is MemoryDenyWriteExecute of deploy/cortado.service; an old kernel does not know it."""
DRAWS = """
import asyncio, datetime
from bot.papers.paper import Column, Paper, Table
from bot.papers.printing import printed
made = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
paper = Paper("T", "en", (("a", "b"),), Table((Column("x", 1),), (("1",),)), ("s",), "f", "{page}", "?", made)
print(asyncio.run(printed(paper))[:4].decode())
"""


@pytest.fixture
def room() -> Iterator[Room]:
    with open_room() as room:
        yield room


def test_the_image_runs_as_nobody_in_particular_and_hears_when_it_is_to_end() -> None:
    packages, last = stages()
    assert packages.base == "${BASE} AS packages"
    assert last.base == "${BASE}"
    user, group = last.one("USER").split(":")
    assert int(user) > 1_000
    assert int(group) > 1_000
    assert last.command("ENTRYPOINT") + last.command("CMD") == ["python", "-m", "bot", "run"]
    assert last.command("HEALTHCHECK") == ["python", "-m", "bot", "health"]
    assert last.one("STOPSIGNAL") == "SIGTERM"
    assert last.pairs("LABEL")["org.opencontainers.image.licenses"] == "Apache-2.0"
    assert last.one("VOLUME") == last.one("WORKDIR") == "/data"
    order = [word for word, _ in last.steps]
    assert order.index("RUN") < order.index("VOLUME") < order.index("USER")  # what is done to a volume later is lost
    assert [said for said in last.all("RUN") if f"-o {user} -g {group} /data" in said] != []


def test_what_is_installed_is_what_the_lock_says_and_nothing_is_fetched_beside_it() -> None:
    packages, last = stages()
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    [install] = [said for said in packages.all("RUN") if "pip" in said]
    for option in ("--no-deps", "--require-hashes", "--only-binary :all:", "-r requirements.lock"):
        assert option in install
    assert "pip" not in " ".join(last.all("RUN"))
    assert [word for word in ("curl", "wget", "apt", "ADD", ":latest") if word in text] == []


def test_no_secret_stands_among_the_settings_of_the_image() -> None:
    _, last = stages()
    given = {name.lower() for name in last.pairs("ENV")} & {*Settings.model_fields}
    assert last.pairs("ENV")["HOME"] == last.one(
        "WORKDIR"
    )  # 10001 stands in no list of users, and without a home slack_sdk is not imported
    assert given == {"host", "port"}  # an address of the database here would rival DATABASE_URL_FILE


def test_the_context_holds_what_the_bot_needs_and_nothing_else(tmp_path: Path) -> None:
    names = set(sent())
    needed = {path.relative_to(ROOT).as_posix() for path in (ROOT / "bot").rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert {name for name in needed if not any(part.startswith(".") for part in name.split("/"))} <= names
    assert {name.split("/")[0] for name in names} == {"LICENSE", "app.yaml", "bot", "migrations", "requirements.lock"}
    shutil.copy(ROOT / ".dockerignore", tmp_path)
    left_out = (".env", "secrets/slack_bot_token", "cortado.db", "tests/a.py", "bot/.env", "bot/a.pyc", "bot/x/__pycache__/a")
    for name in (*left_out, "bot/a.py", "LICENSE"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert set(sent(tmp_path)) == {"bot/a.py", "LICENSE"}


def test_no_service_may_more_than_it_needs() -> None:
    services = compose()["services"]
    assert set(services) == {"bot", "migrate", "database"}
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "ports" not in service
        assert "privileged" not in service
        assert {"mem_limit", "pids_limit"} <= set(service)
    assert compose()["networks"]["database"] == {"internal": True}
    assert services["database"]["networks"] == services["migrate"]["networks"] == ["database"]


def test_the_bot_starts_after_the_migration_and_that_after_the_database() -> None:
    services = compose()["services"]
    healthy, done = ({"condition": f"service_{which}"} for which in ("healthy", "completed_successfully"))
    assert services["bot"]["depends_on"] == {"database": healthy, "migrate": done}
    assert services["migrate"]["depends_on"] == {"database": healthy}
    assert services["migrate"]["command"] == ["migrate"]
    assert services["migrate"]["restart"] == "no"
    assert "--host=127.0.0.1" in services["database"]["healthcheck"]["test"]  # while it is made it listens on its socket alone


def test_every_secret_of_compose_is_a_file_and_one_that_the_script_writes() -> None:
    read = compose()
    files = {name: secret["file"] for name, secret in read["secrets"].items()}
    assert files == {name: f"./secrets/{name}" for name in files}
    for service in read["services"].values():
        for name, value in service["environment"].items():
            assert name.lower() not in Settings.model_fields or value == f"${{{name}:-}}"  # what is empty counts as not set
            assert name.lower() not in of_files(Settings)
            if name.endswith("_FILE"):
                assert value.removeprefix("/run/secrets/") in service["secrets"]
    known = [name for name in read["services"]["bot"]["environment"] if name.endswith("_FILE")]
    assert {name.removesuffix("_FILE").lower() for name in known} <= set(Settings.model_fields)


def test_what_is_no_secret_comes_from_the_file_beside_compose() -> None:
    own = {"host", "port", "slack_api_url", "slack_client_id", "seu_programmes"}
    """Of the image, of deploy/compose.oauth.yaml, or of a folder that is to be mounted too."""
    of_rehearsal = {"clock_control", "clock_offset_seconds", "ends_with_input"}
    for name in ("bot", "migrate"):
        given = {variable.lower() for variable in compose()["services"][name]["environment"]}
        assert given >= set(Settings.model_fields) - set(of_files(Settings)) - own - of_rehearsal


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "secrets.sh", tmp_path / "deploy")
    return tmp_path


def make_secrets(checkout: Path, typed: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["sh", str(checkout / "deploy" / "secrets.sh"), *words]
    return subprocess.run(command, input=typed, capture_output=True, text=True, timeout=30, check=False)


def test_the_script_writes_every_secret_of_compose_asks_again_and_keeps_what_is_there(checkout: Path) -> None:
    done = make_secrets(checkout, "xoxp-hunter2\nxoxb-hun ter2\nxoxb-hunter2\nxapp-hunter2\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("That is not it") == 2
    assert "hunter2" not in done.stdout + done.stderr
    folder = checkout / "secrets"
    assert {path.name for path in folder.iterdir()} == set(compose()["secrets"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    held = {path.name: path.read_text(encoding="utf-8").strip() for path in folder.iterdir()}
    assert held["slack_bot_token"] == "xoxb-hunter2"
    assert held["database_url"] == f"postgresql://cortado:{held['database_password']}@database/cortado"
    assert len(held["database_password"]) == 48
    assert make_secrets(checkout, "").returncode == 0
    assert {path.name: path.read_text(encoding="utf-8").strip() for path in folder.iterdir()} == held


def test_a_script_that_nobody_answers_says_so_and_leaves_no_half_secret(checkout: Path) -> None:
    done = make_secrets(checkout, "xoxb-hunter2\n")
    assert done.returncode == 1
    assert "secrets/slack_app_token is missing" in done.stdout
    assert [path.name for path in (checkout / "secrets").iterdir()] == ["slack_bot_token"]


def set_as_compose_does(monkeypatch: pytest.MonkeyPatch, checkout: Path, given: dict[str, str]) -> None:
    """Set what a service is given, with a `.env` that has what OAuth needs and nothing else."""
    from_env = {"SLACK_CLIENT_ID": "1.2", "PUBLIC_URL": "https://cortado.example.com"}
    monkeypatch.chdir(checkout)
    for name, value in given.items():
        said = from_env.get(name, "") if value.startswith("${") else value.replace("/run/secrets", str(checkout / "secrets"))
        monkeypatch.setenv(name, said)


def test_with_oauth_the_script_writes_what_the_second_file_adds_and_the_settings_are_whole(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = make_secrets(checkout, "hunt er2\nhunter2\nxapp-hunter2\n", "oauth")
    assert (done.returncode, done.stdout.count("That is not it: it has no spaces.")) == (0, 1)
    assert "hunter2" not in done.stdout + done.stderr
    base, added = compose(), compose(ROOT / "deploy" / "compose.oauth.yaml")
    files = {name: secret["file"] for name, secret in (base["secrets"] | added["secrets"]).items()}
    assert files.pop("slack_bot_token") == "/dev/null"
    assert {path.name for path in (checkout / "secrets").iterdir()} == set(files)
    for name in ("bot", "migrate"):
        mounted = {*base["services"][name]["secrets"], *added["services"][name]["secrets"]}
        given = base["services"][name]["environment"] | added["services"][name]["environment"]
        assert mounted >= {value.rpartition("/")[2] for variable, value in given.items() if variable.endswith("_FILE") and value}
    set_as_compose_does(monkeypatch, checkout, given)
    assert whom_it_serves(load()) == []
    assert make_secrets(checkout, "", "saml").returncode == 1


@pytest.mark.parametrize("words", [("http",), ("oauth", "http")])
def test_by_http_the_script_writes_what_the_files_add_and_requests_come_signed(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    done = make_secrets(checkout, "hunter2\nhunter2\n" if "oauth" in words else "xoxb-hunter2\nhunter2\n", *words)
    assert (done.returncode, done.stderr) == (0, "")
    read = [compose(), *(compose(ROOT / "deploy" / f"compose.{word}.yaml") for word in words)]
    files = {name: secret["file"] for each in read for name, secret in each["secrets"].items()}
    written = {name for name, file in files.items() if file != "/dev/null"}
    assert {path.name for path in (checkout / "secrets").iterdir()} == written
    given = {name: value for each in read for name, value in each["services"]["bot"]["environment"].items()}
    mounted = {name for each in read for name in each["services"]["migrate"]["secrets"]}
    assert mounted >= {value.rpartition("/")[2] for name, value in given.items() if name.endswith("_FILE") and value}
    set_as_compose_does(monkeypatch, checkout, given)
    settings = load()
    assert (settings.slack_app_token, whom_it_serves(settings)) == (None, [])
    assert settings.slack_signing_secret is not None


class Unpacked:
    """The image as folders of this machine: its files as they are sent, its packages, its settings, its empty /data and /tmp."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in sent():
            (folder / "app" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / "app" / name)
            compiled = Path(cache_from_source(name))
            if (ROOT / compiled).exists() and not ON_CI:  # there the image's own step compiles
                (folder / "app" / compiled).parent.mkdir(exist_ok=True)
                shutil.copy2(ROOT / compiled, folder / "app" / compiled)
        (folder / "data").mkdir()
        (folder / "tmp").mkdir()
        packages, last = stages()
        if ON_CI:
            self._run_the_steps(packages.all("RUN"))
        self.env = {name: self.here(value) for name, value in last.pairs("ENV").items()}
        self.env |= {"TMPDIR": str(folder / "tmp")}
        self.python = str(folder / "opt/cortado/bin/python") if ON_CI else sys.executable

    def here(self, said: str) -> str:
        """Say a path of the image as it is on this machine."""
        for place in ("/opt/cortado", "/app", "/data"):
            said = said.replace(place, f"{self.folder}{place}")
        return said

    def _run_the_steps(self, steps: list[str]) -> None:
        base = str(Path(sys.base_prefix) / "bin")
        env = os.environ | {"PATH": f"{base}:{os.environ['PATH']}"}
        for step in steps:
            command = (
                self.here(step).replace("python -m venv", f"{base}/python3 -m venv").replace("&& python", f"&& {base}/python3")
            )
            done = subprocess.run(
                command, shell=True, cwd=self.folder / "app", env=env, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr

    def close(self) -> None:
        """Take away every right to write, but in /data and /tmp."""
        for part in ("app", "opt"):
            for path in [self.folder / part, *(self.folder / part).rglob("*")]:
                if not path.is_symlink() and path.exists():
                    path.chmod(path.stat().st_mode & ~0o222)

    def files(self) -> set[tuple[str, int]]:
        """Name every file of the image, with when it was written."""
        return {(str(path), path.stat().st_mtime_ns) for part in ("app", "opt") for path in (self.folder / part).rglob("*")}

    def start(self, words: list[str], **more: str) -> subprocess.Popen[str]:
        """Start a command of the image, without any capability where this is root's machine, and without memory to write code to."""
        as_nobody = ["setpriv", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"] if shutil.which("setpriv") else []
        as_nobody = as_nobody if os.geteuid() == 0 else []
        forbids = [sys.executable, "-c", FORBIDS] if sys.platform == "linux" else []
        return subprocess.Popen(
            [*as_nobody, *forbids, self.python, *words[1:]], cwd=self.folder / "data", env=self.env | more, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip


@pytest.fixture
def unpacked() -> Iterator[Unpacked]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        image = Unpacked(Path(folder))
        image.close()
        yield image
        for path in Path(folder).rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o700)


@pytest.mark.timeout(300)  # on CI the packages are installed first
def test_the_commands_of_the_image_run_from_what_is_sent_and_write_only_to_its_data(unpacked: Unpacked, room: Room) -> None:
    _, last = stages()
    before = unpacked.files()
    (unpacked.folder / "data" / "bot").mkdir()  # it is not taken for the bot
    token = unpacked.folder / "data" / "token"
    token.write_text(room.app.bot_token + "\n", encoding="utf-8")
    port = str(free_port())
    settings = {
        "SLACK_BOT_TOKEN_FILE": str(token),
        "SLACK_APP_TOKEN": room.app.app_token,
        "SLACK_API_URL": f"{room.base_url}/api/",
        "PORT": port,
    }

    def ready() -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def health() -> tuple[int, str]:
        with unpacked.start(last.command("HEALTHCHECK"), PORT=port) as asked:
            said, _ = asked.communicate(timeout=60)
            return asked.returncode, said

    assert health() == (1, f"No bot answers at 127.0.0.1:{port} (Connection refused).\n")
    with unpacked.start(last.command("ENTRYPOINT") + last.command("CMD"), **settings) as running:
        try:
            wait_until(lambda: ready() or running.poll() is not None)
            assert health() == (0, "All is well.\n")
            with unpacked.start(["python", "-c", DRAWS]) as drawing:
                assert drawing.communicate(timeout=60)[0] == "%PDF\n"
            running.send_signal(signal.SIGTERM)
            _, said = running.communicate(timeout=60)
        finally:
            running.kill()
    assert running.returncode == 0, said
    assert unpacked.files() == before
    assert list((unpacked.folder / "tmp").iterdir()) == []
    assert (unpacked.folder / "data" / "cortado.db").exists()
