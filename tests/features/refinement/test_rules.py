"""Who says who the Product Owner is."""

import pytest

from bot.features.refinement.rules import product_owner as rules
from tests.features.desk import ANA, BEN


def test_anybody_names_the_first_product_owner_and_then_only_that_person_or_an_admin_does() -> None:
    rules.may_name(None, BEN, is_admin=False)
    rules.may_name(BEN, BEN, is_admin=False)
    rules.may_name(ANA, BEN, is_admin=True)
    with pytest.raises(rules.NotProductOwner) as refused:
        rules.may_name(ANA, BEN, is_admin=False)
    assert refused.value.owner == ANA
