"""Every type of cooperation that the tool knows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from schemekit.cooperate.harmonisation import HARMONISATION
from schemekit.cooperate.joint_project import JOINT_PROJECT
from schemekit.cooperate.kind import Kind
from schemekit.cooperate.recognition import RECOGNITION
from schemekit.cooperate.records import HeldCooperation
from schemekit.cooperate.shared_process import SHARED_PROCESS
from schemekit.cooperate.working_group import WORKING_GROUP
from schemekit.model.cooperation import CooperationType, Party

KINDS: Mapping[CooperationType, Kind] = MappingProxyType({kind.type: kind for kind in (
    WORKING_GROUP,
    JOINT_PROJECT,
    RECOGNITION,
    SHARED_PROCESS,
    HARMONISATION,
)})
"""In the order of the article."""


def role_words(held: HeldCooperation, party: Party) -> str:
    """What the documents of a cooperation call a party: recogniser, recognised, member."""
    kind = KINDS.get(held.cooperation.type)
    return (kind.roles(held).get(party.id) if kind else "") or party.role
