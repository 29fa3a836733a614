"""Secrets that stand in files: those that `NAME_FILE` names, and credentials of systemd."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

_MOST_BYTES = 65_536
_OF_CONTAINER = Path("/run/secrets")
"""Where Docker and Podman put secrets, readable, into a container that has one user; who else may is the host's matter."""
_FOLDER = "CREDENTIALS_DIRECTORY"


class MayBeAFile:
    """Marks a field that holds a secret without being one, as an address with a password in it."""


class BadFiles(Exception):
    """Files of secrets that cannot be taken; each line names the variable, never the file's name or what it holds."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class SecretFile:
    """One file, the field that it is for, and how people know it."""

    field: str
    called: str
    path: Path
    rival: str = ""
    """The variable that gives the same secret, in the same place."""

    def read(self) -> str:
        """Return what it holds, without a byte order mark and the line break at its end. Raise ValueError with a sentence."""
        if self.rival:
            raise ValueError(f"{self.rival} and {self.rival}_FILE are both set. Keep one of them.")
        if "\0" in str(self.path):
            raise ValueError(f"{self.called} is not there. Make the file, or mend the name.")
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):
                raise ValueError(f"{self.called} is a folder or a device. Name the file that holds the secret.")
            with self.path.open("rb") as file:
                held = file.read(_MOST_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            raise ValueError(f"{self.called} is not there. Make the file, or mend the name.") from None
        except OSError as fault:
            raise ValueError(f"{self.called} cannot be read ({fault.strerror}). Give this user the right to read it.") from None
        if len(held) > _MOST_BYTES:
            raise ValueError(f"{self.called} is too large for a secret. Name the file that holds the secret alone.")
        try:
            text = held.decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            raise ValueError(f"{self.called} is no UTF-8 text. Save it again as UTF-8.") from None
        if not text:
            raise ValueError(f"{self.called} is empty. Write the secret into it.")
        return text

    def is_open_to_all(self) -> bool:
        """Tell whether every user of this machine can read it."""
        try:
            return bool(self.path.stat().st_mode & stat.S_IROTH) and _OF_CONTAINER not in self.path.parents
        except OSError:
            return False


def of_files(settings: type[BaseSettings]) -> list[str]:
    """Name the fields that may stand in a file: every secret, and what is marked."""
    return [name for name, field in settings.model_fields.items() if _is_secret(field.annotation) or _is_marked(field)]


def _is_secret(annotation: Any) -> bool:
    return annotation is SecretStr or any(_is_secret(part) for part in get_args(annotation))


def _is_marked(field: FieldInfo) -> bool:
    return any(mark is MayBeAFile for mark in field.metadata)


def named_in(
    variables: Mapping[str, str | None], names: list[str], is_given: Callable[[str | None], bool]
) -> Iterator[SecretFile]:
    """Find the files that `NAME_FILE` names among variables in small letters; `is_given` tells whether a value says anything."""
    for name in names:
        path, known = (variables.get(f"{name}_file") or "").strip(), name.upper()
        if path:
            rival = known if is_given(variables.get(name)) else ""
            yield SecretFile(name, f"the file of {known}_FILE", Path(path), rival)


def credentials(names: list[str]) -> Iterator[SecretFile]:
    """Find the credentials that systemd hands over, each in a file by the name of its field."""
    folder = os.environ.get(_FOLDER)
    for name in names if folder else ():
        path = Path(folder or "") / name
        if os.path.lexists(path):
            yield SecretFile(name, f"the credential {name} ({name.upper()})", path)


class Files(PydanticBaseSettingsSource):
    """The values of the fields whose files were found, but for those that what goes before has given. Raises BadFiles."""

    def __init__(self, settings: type[BaseSettings], found: Iterable[SecretFile]) -> None:
        super().__init__(settings)
        self._found = found

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Give nothing for one field: the files are read together."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Read every file that is needed, and say of all that cannot be read what is wrong with them."""
        held, wrong = {}, []
        for file in self._found:
            if file.field not in self.current_state:
                try:
                    held[file.field] = file.read()
                except ValueError as fault:
                    wrong.append(f"{str(fault)[0].upper()}{str(fault)[1:]}")
        if wrong:
            raise BadFiles(wrong)
        return held
