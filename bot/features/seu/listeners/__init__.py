"""Requests about a person's own ledger -> action -> answer."""

from bot.features.seu.listeners import at_body, exporting, library, library_keeping, own, preparation, privacy
from bot.features.seu.listeners.command import on_seu

COMMANDS = {"/seu": on_seu}
CLICKS = {
    **own.CLICKS,
    **at_body.CLICKS,
    **exporting.CLICKS,
    **privacy.CLICKS,
    **library.CLICKS,
    **library_keeping.CLICKS,
    **preparation.CLICKS,
}
FORMS = {
    **own.FORMS,
    **at_body.FORMS,
    **exporting.FORMS,
    **privacy.FORMS,
    **library.FORMS,
    **library_keeping.FORMS,
    **preparation.FORMS,
}
