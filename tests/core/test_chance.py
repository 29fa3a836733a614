"""Chance that is handed in: the same for the same seed."""

from bot.core.chance import seeded


def test_the_same_seed_falls_alike_and_another_one_otherwise() -> None:
    one, same, other = (seeded(seed) for seed in ("a day", "a day", "another day"))
    assert [one.random(), one.randbytes(4), one.sample(range(9), 9)] == [
        same.random(),
        same.randbytes(4),
        same.sample(range(9), 9),
    ]
    assert other.randbytes(8) != one.randbytes(8)
    assert sorted(one.sample(range(9), 9)) == list(range(9))
