"""'a sentence that sums it up (e.g. 3 duties weaker, 1 stronger, 2 values looser, 1 clause dropped …)'."""

from __future__ import annotations

import pytest

from schemekit.model.adoption import Correspondence
from schemekit.review.comparison import Comparison
from schemekit.review.summary import summary
from tests.review.comparisons import BEFORE, FORCE_WEAKER, SIGNALS, comparison, sample


@pytest.mark.parametrize(("compared", "words"), [
    pytest.param(comparison(BEFORE, BEFORE), "The two texts are the same.", id="nothing"),
    pytest.param(comparison("## A { #aa }\n\nIt shall.\n", "## A { #aa }\n\nIt should.\n",
                            signals={"aa": (FORCE_WEAKER,)}),
                 "1 of 1 clause changed: 1 clause weaker in force.", id="one"),
    pytest.param(comparison("## A { #aa }\n\nOne.\n", "## A { #aa }\n\nTwo.\n"),
                 "1 of 1 clause changed, none of them in force, figures or values.", id="wording-only"),
    pytest.param(comparison("## A { #aa }\n\nOne.\n\n## B { #bb }\n\nTwo.\n", "## A { #aa }\n\nOne.\n",
                            correspondence=Correspondence.NEQ),
                 "1 of 2 clauses changed: 1 clause dropped; 1 clause without a reason, 1 of them dropped.",
                 id="dropped"),
    pytest.param(comparison(signals=SIGNALS), "7 of 9 clauses changed: 2 clauses weaker in force, 1 changed otherwise; "
                 "figures or time limits in 1 clause; 5 changes without a direction, read them; 1 clause dropped, "
                 "1 clause added.",
                 id="two-releases-need-no-reasons"),
    pytest.param(sample(), "7 of 9 clauses changed: 2 clauses weaker in force, 1 changed otherwise; 2 values looser, "
                 "1 outside its range; figures or time limits in 1 clause; 5 changes without a direction, read them; "
                 "1 clause dropped, 1 clause added; 3 clauses without a reason, 1 of them dropped.",
                 id="something-of-everything"),
])
def test_one_sentence(compared: Comparison, words: str) -> None:
    assert summary(compared) == words
