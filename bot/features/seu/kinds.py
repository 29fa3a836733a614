"""The screens and alarms of the ledger, by name."""

from datetime import timedelta

from bot.core.kinds import AlarmKind, ScreenKind, WhenUnsure

ASK = ScreenKind("seu:ask")
"""The one question, and what its answer kept; its subject is the person."""
CONFIRMATION = ScreenKind("seu:confirmation")
"""One meeting's minutes for one person; its subject is `session/person`."""
CORRECTION = ScreenKind("seu:correction")
"""What a host changed afterwards; its subject is the key that the entries were written under."""
ROSTER_REQUEST = ScreenKind("seu:roster_request")
"""An attendee asks the host to mend the roster; its subject is `session/person`."""
ROSTER_LEFT = ScreenKind("seu:roster_left")
"""The host leaves the roster as it is, told to who asked; its subject is `session/person`."""
ROSTER_LAPSED = ScreenKind("seu:roster_lapsed")
"""The host has not answered, told to who asked; its subject is `session/person`."""
OFFER = ScreenKind("seu:take_along")
"""The offer of a quarter to take the ledger along; its subject is the person."""
IMPORT = ScreenKind("seu:import")
"""How far a file is imported; its subject is `import/person`."""
REMINDER = ScreenKind("seu:reminder", WhenUnsure.RATHER_NEVER)
"""A credential expires soon, never said twice; its subject is `credential/expiry/days before`."""
OVER_TIME = ScreenKind("seu:over_time")
"""How a person's minutes have grown, as they asked for it; its subject is the person."""

ATTENDED = AlarmKind("seu:attended", timedelta(days=365), "attendance is logged")
"""A session is over: settle it with each attendee; its subject is the session."""
SETTLE = AlarmKind("seu:settle", timedelta(days=365), "attendance is logged")
"""Make one person's ledger agree with one session; its subject is `session/person`."""
ROSTER_WAITS = AlarmKind("seu:roster_waits", timedelta(days=365), "requests to correct a roster wait")
"""A request to a host that nobody has answered comes back to them, or lapses; its subject is `session/person`."""
QUARTER = AlarmKind("seu:quarter", timedelta(days=30), "ledgers are offered to be taken along")
"""Offer one person their portable file; its subject is the person."""
IMPORTING = AlarmKind("seu:importing", timedelta(days=365))
"""Import the next part of a file; its subject is `import/person`."""
REMIND = AlarmKind("seu:remind", timedelta(days=365), "an expiry is reminded of")
"""A credential expires soon; its subject is the credential. What is too late by then, the rules decide."""
