"""Why something was not done: raised by rules, told to the person, never half done."""


class Refusal(Exception):
    """A reason that a person can act on; carries values, no sentences (the views find the words)."""


class AlreadyDone(Exception):
    """The same request was carried out before: nothing is done again."""
