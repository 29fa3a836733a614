"""The commands for the keys that tokens are encrypted with: key, reencrypt."""

import click

from bot.commands.configured import read_settings
from bot.commands.ending import give_up


@click.command()
def key() -> None:
    """Make a key for TOKEN_KEYS and print it.

    It is kept nowhere, and needs no settings.
    """
    from bot.installations.encryption import fresh_key

    click.echo(fresh_key())


@click.command()
def reencrypt() -> None:
    """Encrypt the tokens of all workspaces with a new key.

    It is the first of TOKEN_KEYS; `run` does the same at each start. On SQLite only while no bot runs on the file. Ends with 0 if no other key is needed any more, 1 if it is.
    """
    import asyncio

    from bot.house.logs import set_up
    from bot.house.oauth.reencrypting import NotEncrypted, encrypt_anew
    from bot.settings import keys_in
    from bot.store.errors import StoreError

    settings = read_settings()
    set_up("ERROR")  # what the command says stands alone
    try:
        click.echo(asyncio.run(encrypt_anew(settings.database_url, keys_in(settings.token_keys))))
    except (NotEncrypted, StoreError, ValueError) as fault:
        give_up(str(fault))
