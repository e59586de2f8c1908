"""The schemes of a cooperation's parties as they are at hand, each opened once for all checks that look at it.

Offline: a party's scheme is read from its folder, or from what was fetched of it last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from schemekit.adopt.other_scheme import other_scheme
from schemekit.adopt.past_scheme import TEXTS
from schemekit.cooperate.records import HeldCooperation
from schemekit.errors import SchemekitError
from schemekit.files.scheme_folder import SchemeFolder


class PartySchemes:
    """Opened when first asked for: of an address each opening unpacks it.

    Shape: `own` is the scheme whose record it is.
    """

    def __init__(self, held: HeldCooperation, own: SchemeFolder, opened: ExitStack) -> None:
        self.own = own
        self._held, self._opened = held, opened
        self._whole: dict[str, SchemeFolder | SchemekitError] = {own.scheme().id: own}
        self._records: dict[str, SchemeFolder | SchemekitError] = {}

    def of(self, party_id: str) -> SchemeFolder:
        """The scheme of a party. Raises: SchemekitError that says why it is not to be had, however often it is asked.

        That it can be opened does not mean that what lies in it can be read.
        """
        return self._opened_as(party_id, self._whole, TEXTS)

    def records_of(self, party_id: str) -> SchemeFolder:
        """The same for who looks at scheme.yaml and scheme.lock alone: no text of a stranger is unpacked for these.

        Raises: as `of`.
        """
        return self.of(party_id) if party_id in self._whole else self._opened_as(party_id, self._records, ())

    def _opened_as(
        self, party_id: str, known: dict[str, SchemeFolder | SchemekitError], places: Sequence[str]
    ) -> SchemeFolder:
        if party_id not in known:
            try:
                known[party_id] = self._open(party_id, places)
            except SchemekitError as error:
                known[party_id] = error
        found = known[party_id]
        if isinstance(found, SchemekitError):
            raise found
        return found

    def _open(self, party_id: str, places: Sequence[str]) -> SchemeFolder:
        party = self._held.cooperation.party(party_id)
        if party is None or not party.scheme:
            raise SchemekitError("its record names no scheme of that party")
        return self._opened.enter_context(other_scheme(party.scheme, self.own.root, offline=True, places=places))


@contextmanager
def party_schemes(held: HeldCooperation, own: SchemeFolder) -> Iterator[PartySchemes]:
    """The schemes of the parties of a cooperation, to be read while the context lasts."""
    with ExitStack() as opened:
        yield PartySchemes(held, own, opened)
