"""Working groups: what their terms of reference have to say before anybody can rely on them."""

from __future__ import annotations

from schemekit.cooperate.kind import Kind
from schemekit.model.cooperation import CooperationType

WORKING_GROUP = Kind(
    type=CooperationType.WORKING_GROUP,
    purpose="Several organisations work out together what none has to work out alone.",
    checks=lambda _held, _folder, _today: (),
)
