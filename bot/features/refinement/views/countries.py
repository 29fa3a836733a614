"""Countries and their regions: by name, and as fields of a form in which both are chosen."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block

from bot.schedule.working_days import countries, region_names
from bot.slack.blocks import by_letter, dispatching, field, long_menu
from bot.slack.requests import Click, Form
from bot.words.words import Words

_NONE = "none"
_WHOLE = "whole"


def country_fields(words: Words, country: str, region: str, *, label: str, none: str, action: str) -> list[Block]:
    """Draw the field of a country and, where it has regions with holidays of their own, that of its region.

    `none` names the choice of no country, `action` is what a choice tells at once, for the regions to be those of that country.
    """
    names = {code: country_named(words, code) for code in countries()}
    menu = long_menu({none: {_NONE: none}, **by_letter(names)}, first=country or _NONE, action=action)
    hint = words.say("Type a few letters to find it.")
    blocks: list[Block] = [dispatching(field("country", label, menu, hint=hint))]
    if regions := {code: region_named(country, code) for code in region_names(country)}:
        whole = words.say("All of the country")
        listed = long_menu({whole: {_WHOLE: whole}, **by_letter(regions)}, first=region or _WHOLE)
        blocks.append(field(_region_of(country), words.say("Region"), listed))
    return blocks


def read_country(form: Form | Click) -> tuple[str, str]:
    """Read what was chosen: a country and its region by their codes, empty where it is none."""
    country, region = (_text(form.fields, "country"), "")
    if country == _NONE:
        return "", ""
    region = _text(form.fields, _region_of(country))
    return country, "" if region == _WHOLE else region


def country_named(words: Words, country: str) -> str:
    """Name a country by its code."""
    return str(words.locale.territories.get(country, country))


def region_named(country: str, region: str) -> str:
    """Name a region as it is called there, with its code."""
    name = region_names(country).get(region, region)
    return region if name == region else f"{name} ({region})"


def country_with_region(words: Words, country: str, region: str) -> str:
    """Name a country, with the region that is meant of it."""
    named = country_named(words, country)
    return words.say("{country}, {region}", country=named, region=region_named(country, region)) if region else named


def _region_of(country: str) -> str:
    return f"region_{country}"


def _text(fields: Mapping[str, object], block: str) -> str:
    value = fields.get(block)
    return value if isinstance(value, str) else ""
