"""The command check: what is wrong with the installation, and whether Slack takes every screen."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

import click

from bot.commands.configured import options_of, read_settings
from bot.commands.ending import WAY_OUT, database_faults, give_up

if TYPE_CHECKING:
    from bot.house.checks import Finding
    from bot.house.options import Options
    from bot.settings import Settings


@click.command()
@click.option("--screens", is_flag=True, help="Ask Slack instead whether it takes every screen of the bot; nothing is posted.")
def check(screens: bool) -> None:
    """Say what is wrong with the installation, and how to mend it.

    It looks at settings, database, tokens, scopes and manifest, beside a running bot, and writes nothing.
    """
    if screens:
        _check_screens()
    from bot.house.logs import set_up

    settings = read_settings()
    set_up("WARNING")
    findings = _findings(settings, options_of(settings))
    _tell_of_settings()
    _tell(findings)
    sys.exit(0 if all(finding.well for finding in findings) else 1)


def _findings(settings: "Settings", options: "Options") -> "list[Finding]":
    import asyncio

    from bot.house import checks
    from bot.house.checks_of_oauth import check_oauth
    from bot.house.features import ROOMS_AND_FEATURES
    from bot.settings import whom_it_serves

    here = [
        checks.check_database(settings.database_url),
        checks.check_transport(options),
        checks.check_metrics(options),
        *checks.check_addresses(options),
        checks.check_manifest(ROOMS_AND_FEATURES),
        checks.check_programmes(options),
    ]
    oauth = settings.slack_client_id
    at_slack = asyncio.run(check_oauth(options, whom_it_serves(settings)) if oauth else checks.check_slack(options))
    return [*here, *at_slack]


def _tell_of_settings() -> None:
    from bot.settings import open_to_all, unknown

    click.echo("ok      settings: read from the environment, .env, and the files of secrets that they name.")
    for name, near in unknown():
        click.echo(f"warning settings: {name} in .env is no setting of this version.")
        click.echo(f"        {f'Is {near} meant?' if near else 'Take the line away; .env.example shows what there is.'}")
    for called in open_to_all():
        click.echo(f"warning secrets: {called[0].upper()}{called[1:]} can be read by every user of this machine.")
        click.echo("        Take that right away: chmod o-r, or chmod 600 where no group needs it.")


def _tell(findings: "Iterable[Finding]") -> None:
    for finding in findings:
        click.echo(f"{'ok     ' if finding.well else 'wrong  '} {finding.what}: {finding.said}")
        if not finding.well and finding.mend:
            click.echo(f"        {finding.mend}")


def _check_screens() -> NoReturn:
    """Send every screen of the catalogue to Slack's `blocks.validate`, and end with 0 if it takes them all."""
    import asyncio

    from bot.house import screens as house
    from bot.slack.client import SlackClient, open_session

    options = options_of(read_settings())
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
    import asyncio

    from bot.house.checks_of_oauth import some_token

    if options.oauth is None:
        give_up("SLACK_BOT_TOKEN is not set: Slack is asked with the token of the bot.", WAY_OUT)
    with database_faults():
        token = asyncio.run(some_token(options))
    if token is None:
        give_up("No workspace has a token that lives: Slack is asked with one.", "Install the app in one, or let the bot run.")
    return token
