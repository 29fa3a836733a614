"""Why a credential is not added or changed; `field` names the block of a form that it belongs to."""

from datetime import date

from bot.core.refusal import NotThere, Refusal

LONGEST_NAME = 64


class NoSuchCredential(NotThere):
    """The credential is another person's, or was removed."""

    lasting = True


class NoSuchStep(Refusal):
    """The way to this credential has no such step (any more)."""


class CredentialMissing(Refusal):
    """No credential is chosen."""

    field = "credential"


class UnknownCredential(Refusal):
    """No programme has a credential of this name; `near`: names that look like it."""

    field = "credential"

    def __init__(self, text: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(text, near)
        self.text = text
        self.near = near


class AlreadyHeld(Refusal):
    """The person has this credential in their list already."""

    field = "credential"

    def __init__(self, name: str, credential: str) -> None:
        super().__init__(name, credential)
        self.name = name
        self.credential = credential


class NameMissing(Refusal):
    """A credential of any name needs one."""

    field = "name"


class NameNotAsked(Refusal):
    """A name is typed beside a credential that has its own."""

    field = "name"


class NameTooLong(Refusal):
    """The name of a credential is over LONGEST_NAME, both in characters."""

    field = "name"

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length


class DayNotRead(Refusal):
    """What was typed behind the name of a credential is no day; `readings`: what to type where it could be two."""

    field = "issued"

    def __init__(self, text: str, readings: tuple[str, ...] = ()) -> None:
        super().__init__(text, readings)
        self.text = text
        self.readings = readings


class YearMissing(Refusal):
    """A day of issue or expiry is written without its year; `nearest`: the date that it would be."""

    field = "issued"

    def __init__(self, text: str, nearest: date) -> None:
        super().__init__(text, nearest)
        self.text = text
        self.nearest = nearest


class DayMissing(Refusal):
    """Neither the day of issue nor that of expiry is named, and the person does not say that they prepare for it."""

    field = "issued"


class HeldAndPrepared(Refusal):
    """A day is named of a credential that the person says they do not hold yet."""

    field = "prepares"


class IssuedInFuture(Refusal):
    """A credential was issued on a day that has not come yet."""

    field = "issued"


class TooFarAway(Refusal):
    """A day lies so far away that it must be a slip."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class ExpiresTooEarly(Refusal):
    """A credential expires before it was issued, or on that day."""

    field = "entered"


class NeverExpires(Refusal):
    """An expiry is named of a credential that has none."""

    field = "entered"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NoSuchVariant(Refusal):
    """The programme has no such fee."""

    field = "variant"
