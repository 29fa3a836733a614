"""Turns a file of a programme, found sound, into the rules' values: units become minutes."""

from collections.abc import Mapping
from decimal import Decimal

from bot.features.seu.programmes.schema import (
    CategoryModel,
    CertificationModel,
    CycleModel,
    FeeModel,
    LevelModel,
    LimitsModel,
    ProgrammeModel,
)
from bot.features.seu.rules.programmes import (
    BodyCategory,
    CarryOver,
    Certification,
    Cycle,
    Fee,
    FormField,
    Level,
    Limits,
    MeasuringUnit,
    Onward,
    Phrase,
    Programme,
    Reference,
    Step,
)


def programme_of(model: ProgrammeModel, document: str) -> Programme:
    """Return the programme that a sound file describes; `document` is its text."""
    minutes = model.unit.minutes
    return Programme(
        key=model.key,
        version=model.version,
        name=model.name,
        body=model.body,
        checked_on=model.checked_on,
        unit=MeasuringUnit(**dict(model.unit)),
        cycle=_cycle(model.cycle, minutes),
        together=model.renewed == "together",
        levels={key: _level(key, level, minutes) for key, level in model.levels.items()},
        certifications={key: _certification(key, one) for key, one in model.certifications.items()},
        categories=_categories(model.categories, minutes),
        filed_under=model.filed_under,
        form=tuple(FormField(field.value, Phrase(field.label)) for field in model.form),
        log_at=model.log_at or "",
        references=tuple(Reference(**dict(one)) for one in model.references),
        second_hand=tuple(model.second_hand),
        open=model.open,
        lifelong=model.lifelong,
        claim_links=model.claim_links,
        document=document,
    )


def whole_minutes(units: Decimal | None, minutes: int) -> int | None:
    """Return the minutes of an amount that is a whole number of them."""
    return None if units is None else int(units * minutes)


def in_order(categories: Mapping[str, CategoryModel]) -> list[str]:
    """Return the keys of categories, parents before their parts; what is its own ancestor is left out."""
    placed: list[str] = []
    while True:
        ready = [key for key, one in categories.items() if key not in placed and one.parent in {None, *placed}]
        if not ready:
            return placed
        placed += ready


def _cycle(model: CycleModel | None, minutes: int) -> Cycle | None:
    if model is None:
        return None
    carried = model.carry_over
    carry_over = None if carried is None else CarryOver(int(carried.most * minutes), carried.months, carried.category)
    return Cycle(model.months, model.window, model.anchor, carry_over, model.course_renews)


def _level(key: str, model: LevelModel, minutes: int) -> Level:
    return Level(
        key=key,
        name=Phrase(model.name),
        need=whole_minutes(model.need, minutes),
        add_on=whole_minutes(model.add_on, minutes),
        limits={name: _limits(one, minutes) for name, one in model.limits.items()},
        cycle=_cycle(model.cycle, minutes),
        fees=tuple(_fee(variant, fee) for variant, fee in model.fees.items()),
    )


def _limits(model: LimitsModel, minutes: int) -> Limits:
    return Limits(whole_minutes(model.minimum, minutes), whole_minutes(model.maximum, minutes))


def _fee(variant: str, model: FeeModel) -> Fee:
    return Fee(variant, Phrase(model.name), model.amount, model.currency, model.yearly)


def _certification(key: str, model: CertificationModel) -> Certification:
    return Certification(
        key=key,
        name=model.name,
        title=model.title,
        level=model.level,
        track=model.track,
        steps=tuple(Step(name, Phrase(text)) for name, text in model.steps.items()),
        onward=tuple(Onward(one.to, tuple(map(Phrase, one.needs))) for one in model.onward),
    )


def _categories(models: Mapping[str, CategoryModel], minutes: int) -> dict[str, BodyCategory]:
    return {
        key: BodyCategory(
            key=key,
            label=Phrase(models[key].label),
            parent=models[key].parent,
            limits=_limits(models[key], minutes),
            old_names=tuple(models[key].old_names),
        )
        for key in in_order(models)
    }
