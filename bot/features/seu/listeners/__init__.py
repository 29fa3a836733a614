"""Requests about a person's own ledger -> action -> answer."""

from bot.features.seu.listeners import (
    at_body,
    correcting,
    credentials,
    disputes,
    entries,
    exporting,
    ledger_importing,
    library,
    library_keeping,
    library_logging,
    logging,
    own,
    preparation,
    privacy,
    progress,
    renewing,
)
from bot.features.seu.listeners.command import on_seu

COMMANDS = {"/seu": on_seu}
CLICKS = {
    **own.CLICKS,
    **progress.CLICKS,
    **credentials.CLICKS,
    **at_body.CLICKS,
    **renewing.CLICKS,
    **logging.CLICKS,
    **entries.CLICKS,
    **correcting.CLICKS,
    **exporting.CLICKS,
    **ledger_importing.CLICKS,
    **privacy.CLICKS,
    **library.CLICKS,
    **library_keeping.CLICKS,
    **library_logging.CLICKS,
    **preparation.CLICKS,
    **disputes.CLICKS,
}
FORMS = {
    **own.FORMS,
    **credentials.FORMS,
    **at_body.FORMS,
    **renewing.FORMS,
    **logging.FORMS,
    **entries.FORMS,
    **correcting.FORMS,
    **exporting.FORMS,
    **ledger_importing.FORMS,
    **privacy.FORMS,
    **library.FORMS,
    **library_keeping.FORMS,
    **library_logging.FORMS,
    **preparation.FORMS,
}
