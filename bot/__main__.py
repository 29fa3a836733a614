"""The command line: `python -m bot demo | run | migrate | check | doctor | backup | restore | verify`."""

import asyncio
import gc
import json
import os
import sys
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from bot.core.missing import said_of_missing
from bot.core.version import VERSION

try:
    import click

    from bot.house.workspaces.commands import Asked, workspace
except ModuleNotFoundError as missing:
    sys.exit(said_of_missing(missing))

if TYPE_CHECKING:
    from bot.house.lifecycle import Options
    from bot.house.oauth.many_workspaces import OAuthOptions
    from bot.settings import Settings


_ENDINGS = (
    "Each ends with 0 where all is well or was done, 1 where it is not, with a sentence; 2 where what was typed is no command; "
    "3 where something was found or refused; 4 where a statement is unknown."
)
_WAY_OUT = "Set it in .env (see .env.example), or try `python -m bot demo` without tokens."


@click.group(
    no_args_is_help=True, epilog=_ENDINGS, context_settings={"max_content_width": 130, "help_option_names": ["-h", "--help"]}
)
@click.version_option(VERSION, message="Cortado %(version)s", help="Say which version this is, and end.")
@click.pass_context
def app(context: click.Context) -> None:
    """Cortado: Lean Coffee, refinement, Sprints and learning minutes, inside Slack."""
    context.obj = Asked(lambda: _settings().database_url, lambda: _settings().uninstalled_days)


@app.command()
def run() -> None:
    """Run the bot until it is told to end.

    It works for the workspace of SLACK_BOT_TOKEN, or for all that install it by OAuth.
    """
    gc.disable()  # a fifth of the start went into looking for garbage among modules
    from bot.features.seu.programmes.reading import BadProgrammes
    from bot.house.build import build
    from bot.house.introduction import TokenRefused
    from bot.house.logs import hear_everything, set_up
    from bot.house.process import begin_collecting, end_with_input
    from bot.house.serving import CannotListen, serve
    from bot.settings import whom_it_serves
    from bot.store.errors import StoreError
    from bot.store.revisions import make_current

    settings = _settings_for_run()
    options = _options(settings)
    if wrong := whom_it_serves(settings):
        way_out = "docs/many-workspaces.md says what OAuth needs." if settings.slack_client_id else _WAY_OUT
        _give_up(*wrong, way_out)
    if not (options.app_token or options.signing_secret):
        _give_up("Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set.", "Set SLACK_APP_TOKEN to receive by Socket Mode.")
    set_up(settings.log_level)
    hear_everything()
    if settings.ends_with_input:
        end_with_input()
    try:
        house = build(options, prepare=lambda: make_current(settings.database_url, migrate=_migrate))
    except BadProgrammes as bad:
        _give_up(*bad.lines, "Mend the files in SEU_PROGRAMMES; docs/running.md says what may stand in them.")
    except ValueError as fault:  # the URL is none
        _give_up(str(fault))
    try:
        _loop(serve(house, settings.host, settings.port, listening=begin_collecting))
    except TokenRefused as fault:
        _give_up(str(fault), "`python -m bot check` says more.")
    except StoreError as fault:
        _give_up(str(fault), "Look at DATABASE_URL; `python -m bot check` says more.")
    except CannotListen as fault:
        _give_up(str(fault), fault.mend)


def _settings_for_run() -> "Settings":
    """Read the settings; where tokens are missing, there is no `.env`, and somebody sits at a terminal, ask for them first."""
    settings = _settings()
    if _lacks_tokens(settings) and not Path(".env").exists() and sys.stdin.isatty() and sys.stdout.isatty():
        _lead_through(_options(settings))
        return _settings()
    return settings


def _lacks_tokens(settings: "Settings") -> bool:
    """Tell whether a token of the one workspace is missing; who serves many by OAuth is asked for none."""
    receives = settings.slack_app_token or settings.slack_signing_secret
    return not settings.slack_client_id and not (settings.slack_bot_token and receives)


def _lead_through(options: "Options") -> None:
    """Ask whoever sits at the terminal for the tokens."""
    from bot.house.first_run import Terminal, lead_through
    from bot.house.logs import set_up
    from bot.settings import fault_of

    def ask_unseen(text: str) -> str:
        return str(click.prompt(text, hide_input=True, default="", show_default=False))

    set_up("ERROR")
    terminal = Terminal(click.echo, ask_unseen, click.confirm, click.launch)
    try:
        lead_through(terminal, options, fault_of, Path(".env"))
    except (click.Abort, KeyboardInterrupt):
        _give_up("\nNothing was written.")
    except OSError as fault:
        _give_up(
            f".env cannot be written here ({fault.strerror}).", "Run it in a folder where you may write, or set the variables."
        )


@app.command()
@click.option(
    "--force", is_flag=True, help="Do also what replicas of an older version cannot go on with: they end within seconds."
)
def migrate(force: bool) -> None:
    """Bring the database to the newest revision.

    Where replicas of an older version run, it goes as far as they can go on. Ends with 0 where this version can run now, 1 where nothing was done.
    """
    from bot.house.logs import set_up
    from bot.store.errors import StoreError
    from bot.store.migrate import migrate as bring_up

    settings = _settings()
    set_up("WARNING")  # what the command says stands alone on standard output
    try:
        click.echo(bring_up(settings.database_url, force=force))
    except (StoreError, ValueError) as fault:
        _give_up(str(fault))


@app.command()
@click.option("--screens", is_flag=True, help="Ask Slack instead whether it takes every screen of the bot; nothing is posted.")
def check(screens: bool) -> None:
    """Say what is wrong with the installation, and how to mend it.

    It looks at settings, database, tokens, scopes and manifest, beside a running bot, and writes nothing.
    """
    if screens:
        _check_screens()
    from bot.house.checks import (
        check_addresses,
        check_database,
        check_manifest,
        check_metrics,
        check_programmes,
        check_slack,
        check_transport,
    )
    from bot.house.checks_of_oauth import check_oauth
    from bot.house.features import ROOMS_AND_FEATURES
    from bot.house.logs import set_up
    from bot.settings import open_to_all, whom_it_serves

    settings = _settings()
    set_up("WARNING")
    options = _options(settings)
    findings = [
        check_database(settings.database_url),
        check_transport(options),
        check_metrics(options),
        *check_addresses(options),
        check_manifest(ROOMS_AND_FEATURES),
        check_programmes(options),
    ]
    oauth = settings.slack_client_id
    findings += asyncio.run(check_oauth(options, whom_it_serves(settings)) if oauth else check_slack(options))
    click.echo("ok      settings: read from the environment, .env, and the files of secrets that they name.")
    for called in open_to_all():
        click.echo(f"warning secrets: {called[0].upper()}{called[1:]} can be read by every user of this machine.")
        click.echo("        Take that right away: chmod o-r, or chmod 600 where no group needs it.")
    for finding in findings:
        click.echo(f"{'ok     ' if finding.well else 'wrong  '} {finding.what}: {finding.said}")
        if not finding.well and finding.mend:
            click.echo(f"        {finding.mend}")
    sys.exit(0 if all(finding.well for finding in findings) else 1)


@app.command()
@click.option("--mend", is_flag=True, help="Mend what can be mended; asks before what people see, or what goes for good.")
@click.option("--yes", is_flag=True, help="With --mend: ask nothing.")
@click.option(
    "--json",
    "machine",
    is_flag=True,
    help="Say it as JSON, for machines; with --mend nothing is asked, and what needs --yes is left.",
)
def doctor(mend: bool, yes: bool, machine: bool) -> None:
    """Say what in the database does not go on, and mend it.

    It says so per workspace, since when, and what mends it, and looks beside a running bot; --mend on SQLite only while no bot runs on the file.
    Ends with 0 if all is well (or was mended), 3 if something was found (and is left), 1 if nobody can look.
    """
    from bot.core.clock import RealClock
    from bot.house import doctor as house
    from bot.house.logs import set_up
    from bot.store.errors import StoreError

    set_up("ERROR")
    settings = _settings()
    now = RealClock().now()

    def agreed(one: house.Found) -> bool:
        if yes or machine:
            return yes
        click.echo("\n".join(house.said_of(one, now)))
        return click.confirm("Mend this?")

    async def look() -> list[house.Found]:
        found = await house.examine(settings.database_url, await house.token_holders(_options(settings)))
        return await house.mend(settings.database_url, found, agreed) if mend else found

    try:
        found = asyncio.run(look())
    except (house.NotMended, click.Abort) as fault:
        _give_up(str(fault) or "\nNothing more was mended. With --yes nothing is asked.")
    except (StoreError, ValueError) as fault:
        _give_up(str(fault), "Look at DATABASE_URL; `python -m bot check` says more.")
    left = [one for one in found if not one.mended]
    if machine:
        click.echo(json.dumps({"ok": not left, "found": [house.as_json(one) for one in found]}, indent=2))
    else:
        for line in house.told(found, now):
            click.echo(line)
    sys.exit(3 if left else 0)


@app.command()
def health() -> None:
    """Ask the running bot whether all is well.

    It is asked on HOST and PORT. Ends with 0 if all is well, 1 if not, or if no bot answers.
    """
    from bot.house.asked_health import ask_health

    settings = _settings()
    well, said = ask_health(settings.host, settings.port)
    click.echo(said)
    sys.exit(0 if well else 1)


@app.command()
def key() -> None:
    """Make a key for TOKEN_KEYS and print it.

    It is kept nowhere, and needs no settings.
    """
    from bot.installations.encryption import fresh_key

    click.echo(fresh_key())


@app.command()
def reencrypt() -> None:
    """Encrypt the tokens of all workspaces with a new key.

    It is the first of TOKEN_KEYS; `run` does the same at each start. On SQLite only while no bot runs on the file. Ends with 0 if no other key is needed any more, 1 if it is.
    """
    from bot.house.logs import set_up
    from bot.house.oauth.reencrypting import NotEncrypted, encrypt_anew
    from bot.settings import keys_in
    from bot.store.errors import StoreError

    settings = _settings()
    set_up("ERROR")  # what the command says stands alone
    try:
        click.echo(asyncio.run(encrypt_anew(settings.database_url, keys_in(settings.token_keys))))
    except (NotEncrypted, StoreError, ValueError) as fault:
        _give_up(str(fault))


@app.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the database into a new file.

    The bot may run meanwhile. Only this user may read the file, and it is looked through. On PostgreSQL it needs pg_dump. What people wrote, and their ledgers, are in it. Ends with 0, or 1 where there is no copy.
    """
    from bot.house.logs import set_up
    from bot.store.backup import back_up
    from bot.store.copies import CopyFailed
    from bot.store.errors import StoreError

    set_up("WARNING")
    try:
        made = back_up(_settings().database_url, file)
    except CopyFailed as fault:
        _give_up(str(fault))
    except (StoreError, ValueError) as fault:
        _give_up(str(fault), "Look at DATABASE_URL; `python -m bot check` says more.")
    click.echo(f"{file}: {made.engine}, revision {made.revision}, {made.total} rows in {len(made.rows)} tables, looked through.")


@app.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--migrate", "migrates", is_flag=True, help="Bring a backup of an older version to this one.")
@click.option("--yes", is_flag=True, help="Restore without asking.")
def restore(file: Path, migrates: bool, yes: bool) -> None:
    """Put a backup in the place of the database.

    Stop every bot on that database first. It says what the older state means for Slack. A SQLite file that is there is kept beside it; on PostgreSQL it is one transaction. Ends with 0, or 1 where nothing was restored.
    """
    from bot.core.clock import RealClock
    from bot.house.logs import set_up
    from bot.house.restoring import restore as put_back
    from bot.house.restoring import said_of
    from bot.store.copies import CopyFailed
    from bot.store.errors import StoreError

    set_up("ERROR")
    url = _settings().database_url
    try:
        if not yes:
            click.confirm(f"Put {file} in the place of the database of DATABASE_URL?", abort=True)
        done = asyncio.run(put_back(url, file, migrates=migrates))
    except (CopyFailed, click.Abort) as fault:
        _give_up(str(fault) or "\nNothing was restored. With --yes nothing is asked.")
    except (StoreError, ValueError) as fault:
        _give_up(str(fault), "Look at DATABASE_URL; `python -m bot check` says more.")
    for line in said_of(done, RealClock().now()):
        click.echo(line)


@app.command("import")
@click.argument("channel")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Import without asking.")
def import_items(channel: str, file: Path, yes: bool) -> None:
    """Import a list or a CSV into the queue of a channel.

    The queue is what the team refines next; CHANNEL is its name or id. It shows what each line becomes, and asks. On SQLite only while no bot runs on the file. Ends with 0 if every line was taken, 3 if some were refused, 1 if nothing was imported.
    """
    from bot.house.importing import NotImported, import_file
    from bot.house.logs import set_up
    from bot.store.errors import StoreError

    def asked(lines: Sequence[str]) -> bool:
        click.echo("\n".join(lines))
        return yes or click.confirm("Import this?")

    set_up("WARNING")
    try:
        said, refused = asyncio.run(import_file(_settings().database_url, channel, file, asked))
    except (NotImported, click.Abort) as fault:
        _give_up(str(fault) or "\nNothing was imported. With --yes nothing is asked.")
    except (StoreError, ValueError) as fault:
        _give_up(str(fault), "Look at DATABASE_URL; `python -m bot check` says more.")
    click.echo(said)
    sys.exit(3 if refused else 0)


@app.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--id", "named", default="", help="The id of a statement, as it stands on paper.")
def verify(file: Path | None, named: str) -> None:
    """Say whether a statement was issued by this bot.

    A statement is the PDF that `/seu export` gives. Ends with 0 if it was and is unchanged, 3 if changed, 4 if unknown, 1 if nobody can say.
    """
    from bot.features.seu.rules.verifying import Verdict
    from bot.house.logs import set_up
    from bot.house.verifying import verify_file, verify_id
    from bot.store.errors import StoreError

    if (file is None) == (not named):
        _give_up("Name the file of a statement, or the id that stands on paper with --id.")
    set_up("WARNING")
    url = _settings().database_url
    try:
        found = asyncio.run(verify_id(url, named) if file is None else verify_file(url, file.read_bytes()))
    except OSError as fault:
        _give_up(f"The file cannot be read: {fault.strerror}.")
    except (StoreError, ValueError) as fault:
        _give_up(str(fault), "Look at DATABASE_URL; `python -m bot check` says more.")
    for line in found.lines:
        click.echo(line)
    sys.exit({Verdict.UNCHANGED: 0, Verdict.CHANGED: 3, Verdict.UNKNOWN: 4}[found.verdict])


@app.command()
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8765, show_default=True, help="Where the page of the rehearsal room opens."
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the page in the browser.")
@click.option(
    "--workspaces", is_flag=True, help="Three workspaces, two of one organization, that install the bot by “Add to Slack”."
)
def demo(port: int, browser: bool, workspaces: bool) -> None:
    """Run the bot in a Slack workspace in a box, without tokens.

    Nothing leaves this machine. It keeps everything in the folder .demo here.
    """
    from bot.rehearsal.demo import CannotKeep, Demo, PortTaken, command_line, run_demo
    from bot.rehearsal.file_lock import LockHeld
    from bot.settings import files_named

    for name in files_named():
        os.environ.pop(name, None)  # the room's made-up tokens go by the same names, and nothing here is in earnest
    root = Path(__file__).parents[1]
    folder = Path(".demo", "workspaces") if workspaces else Path(".demo")
    wanted = Demo(command_line("bot", "run"), root / "app.yaml", folder, port, browser, click.echo, workspaces)
    try:
        asyncio.run(run_demo(wanted))
    except LockHeld as held:
        page = f"Its page: {held.more}" if held.more else "It is starting."
        way_out = f"Use that one, or end it first: Ctrl-C where it was started, or `kill {held.process}`."
        _give_up(f"A demo runs here already (process {held.process}).", page, way_out)
    except PortTaken as fault:
        _give_up(str(fault), "Choose another: `make demo PORT=8800`, or `python -m bot demo --port 8800`.")
    except CannotKeep as fault:
        _give_up(str(fault), "Run it in a folder where you may write, or remove .demo to begin anew.")


@app.command()
@click.option("--dry-run", is_flag=True, help="Say what would be deleted and why, and delete nothing.")
@click.option("--yes", is_flag=True, help="Delete without asking.")
def purge(dry_run: bool, yes: bool) -> None:
    """Delete now what the next housekeeping would delete.

    It says before what that is, per workspace and table. On SQLite only while no bot runs on the file.
    """
    from bot.house.logs import set_up
    from bot.house.purging import look
    from bot.house.purging import purge as delete_what_is_old
    from bot.store.errors import StoreError

    set_up("ERROR")  # what the command says stands alone
    options = _options(_settings())
    try:
        found = asyncio.run(look(options))
        for one in found:
            click.echo("\n".join(one.said()))
        if found and not dry_run:
            if not yes:
                click.confirm("Delete that?", abort=True)
            asyncio.run(delete_what_is_old(options))
    except click.Abort:
        _give_up("\nNothing was deleted. With --yes nothing is asked.")
    except (StoreError, ValueError) as fault:
        _give_up(str(fault), "Look at DATABASE_URL; `python -m bot check` says more.")
    click.echo("Nothing is old." if not found else "Nothing was deleted." if dry_run else "That was deleted.")


app.add_command(workspace)


def _check_screens() -> NoReturn:
    """Send every screen of the catalogue to Slack's `blocks.validate`, and end with 0 if it takes them all."""
    from bot.house import screens as house
    from bot.slack.client import SlackClient, open_session

    options = _options(_settings())
    token = options.bot_token or _token_of_an_installation(options)

    async def ask() -> list[house.Checked]:
        async with open_session() as session:
            client = SlackClient(token, session, base_url=options.api_url)
            return await house.validate(client, house.samples(), asyncio.sleep, lambda one: click.echo(one.line))

    found = asyncio.run(ask())
    wrong, unasked = sum(bool(one.wrong) for one in found), sum(bool(one.unasked) for one in found)
    text = sum(one.sample.is_text for one in found)
    click.echo(
        f"{len(found)} screens, forms and answers: {wrong} wrong, {unasked} of which Slack did not say, {text} without blocks."
    )
    sys.exit(1 if wrong or unasked else 0)


def _token_of_an_installation(options: "Options") -> str:
    """Return the token of a workspace that has installed the app by OAuth, or end with what there is to do."""
    from bot.house.checks_of_oauth import some_token
    from bot.store.errors import StoreError

    if options.oauth is None:
        _give_up("SLACK_BOT_TOKEN is not set: Slack is asked with the token of the bot.", _WAY_OUT)
    try:
        token = asyncio.run(some_token(options))
    except (StoreError, ValueError) as fault:
        _give_up(str(fault), "Look at DATABASE_URL; `python -m bot check` says more.")
    if token is None:
        _give_up("No workspace has a token that lives: Slack is asked with one.", "Install the app in one, or let the bot run.")
    return token


def _migrate(url: str) -> None:
    from bot.store.migrate import migrate  # Alembic and all revisions: 6 MB of a replica that has nothing to migrate

    migrate(url)


def _settings() -> "Settings":
    from bot.settings import BadSettings, load

    try:
        return load()
    except BadSettings as bad:
        _give_up(*bad.lines, "Mend .env or the environment; .env.example shows every variable but the rehearsal room's own.")


def _options(settings: "Settings") -> "Options":
    from bot.house.lifecycle import Options

    def shown(secret: Any) -> str | None:
        return None if secret is None else str(secret.get_secret_value())

    return Options(
        database_url=settings.database_url,
        bot_token=shown(settings.slack_bot_token) or "",
        app_token=shown(settings.slack_app_token),
        signing_secret=shown(settings.slack_signing_secret),
        api_url=settings.slack_api_url,
        clock_control=shown(settings.clock_control),
        clock_offset=timedelta(seconds=settings.clock_offset_seconds),
        metrics_port=settings.metrics_port,
        public_url=settings.public_url,
        seu_programmes=settings.seu_programmes,
        seu_words_months=settings.seu_words_months,
        oauth=_oauth(settings),
        meetings_months=settings.meetings_months,
        uninstalled_days=settings.uninstalled_days,
        person_pace=settings.person_pace,
        address_pace=settings.address_pace,
        trusted_proxies=settings.trusted_proxies,
    )


def _oauth(settings: "Settings") -> "OAuthOptions | None":
    from bot.house.oauth.many_workspaces import OAuthOptions
    from bot.settings import keys_in

    if not settings.slack_client_id or settings.slack_client_secret is None or not keys_in(settings.token_keys):
        return None
    secret = settings.slack_client_secret.get_secret_value()
    return OAuthOptions(settings.slack_client_id, secret, keys_in(settings.token_keys))


def _loop(work: Coroutine[Any, Any, None]) -> None:
    import uvloop

    uvloop.run(work)


def _give_up(*lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


def main() -> None:
    """Run the command line; what nobody thought of ends with its kind and place, never with its words, which may quote people."""
    try:
        app()
    except ModuleNotFoundError as fault:
        _give_up(said_of_missing(fault))
    except Exception as fault:  # noqa: BLE001 - the last place where it can be said
        from bot.core.trace import trace

        click.echo(f"Cortado ends by a fault of its own: {trace(fault)}.", err=True)
        click.echo("Please report this line.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
