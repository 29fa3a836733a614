"""What may stand in the file of a programme: amounts are units of the body, parts of one minutes."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bot.features.seu.rules.programmes import Anchor, FormValue, Rounding
from bot.features.seu.rules.values import Category


def _phrase(value: Any) -> Any:
    """Read a plain text as one in English."""
    return {"en": value} if isinstance(value, str) else value


def _has_english(texts: dict[str, str]) -> dict[str, str]:
    if "en" not in texts:
        raise ValueError("has no text for en, which is shown wherever another language is missing")
    return texts


def _decimal(value: Any) -> Any:
    """Read a number as it is written: 0.25, not its nearest binary fraction."""
    return Decimal(str(value)) if isinstance(value, float) else value


Line = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200)]
Key = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Version = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9A-Za-z._-]{1,32}$")]
Address = Annotated[str, StringConstraints(strict=True, pattern=r"^https://[^\s<>|]+$", max_length=500)]
PhraseModel = Annotated[
    dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], Line], BeforeValidator(_phrase), AfterValidator(_has_english)
]
Amount = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=10_000, allow_inf_nan=False)]
Some = Annotated[Decimal, BeforeValidator(_decimal), Field(gt=0, le=10_000, allow_inf_nan=False)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=1_440)]
Months = Annotated[int, Field(strict=True, ge=1, le=120)]


class Strict(BaseModel):
    """A part of the file in which nothing else may stand."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitModel(Strict):
    """What the body counts in."""

    one: Line
    many: Line
    minutes: Minutes
    step: Minutes
    rounded: Rounding = Rounding.EACH


class CarryOverModel(Strict):
    """What may be carried into the next cycle."""

    most: Some
    months: Months
    category: Key | None = None


class CycleModel(Strict):
    """How often credentials are renewed, and what counts."""

    months: Months
    window: Months
    anchor: Anchor = Anchor.ISSUED
    carry_over: CarryOverModel | None = None
    course_renews: bool = False


class LimitsModel(Strict):
    """How much of a category there has to be, and how much of it counts."""

    minimum: Some | None = None
    maximum: Amount | None = None


class FeeModel(Strict):
    """What a renewal costs."""

    name: PhraseModel
    amount: Amount
    currency: Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z]{3}$")]
    yearly: bool = False


class LevelModel(Strict):
    """What renewing a credential of this level takes."""

    name: PhraseModel
    need: Some | None = None
    add_on: Some | None = None
    limits: dict[Key, LimitsModel] = {}
    cycle: CycleModel | None = None
    fees: dict[Key, FeeModel] = {}


class OnwardModel(Strict):
    """The next certification, and what it takes."""

    to: Key
    needs: list[PhraseModel] = []


class CertificationModel(Strict):
    """What the body certifies."""

    name: Line
    title: Line
    level: Key
    track: Key
    steps: dict[Key, PhraseModel] = {}
    onward: list[OnwardModel] = []


class CategoryModel(LimitsModel):
    """A category of the body's own."""

    label: PhraseModel
    parent: Key | None = None
    old_names: list[Line] = []


class FieldModel(Strict):
    """A field of the body's form."""

    value: FormValue
    label: PhraseModel


class ReferenceModel(Strict):
    """Where facts were read."""

    title: Line
    url: Address
    official: bool


class ProgrammeModel(Strict):
    """The whole file."""

    key: Key
    version: Version
    name: Line
    body: Line
    checked_on: Annotated[date, Field(strict=True)]
    unit: UnitModel
    cycle: CycleModel | None = None
    renewed: Literal["together", "apart"] = "apart"
    levels: Annotated[dict[Key, LevelModel], Field(min_length=1)]
    certifications: dict[Key, CertificationModel] = {}
    open: bool = False
    lifelong: bool = False
    claim_links: bool = False
    categories: dict[Key, CategoryModel] = {}
    filed_under: dict[Category, Key | None] = {}
    form: list[FieldModel] = []
    log_at: Address | None = None
    references: list[ReferenceModel] = []
    second_hand: list[Line] = []
