"""Taking an approval out of the record again that was recorded by mistake; the history keeps that it was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.adopt.approval import days_on_record
from schemekit.adopt.making import record_bytes
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.writing import save, writing
from schemekit.errors import UnknownNameError
from schemekit.files.transaction import Commit, Step
from schemekit.model.approval import Approval, day_advice, day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """An approval that is no more in the record."""

    module: str
    approval: Approval

    def to_mapping(self) -> dict[str, object]:
        """The approval as `--json` prints it."""
        return {"module": self.module, "body": self.approval.body, "date": self.approval.date,
                "resolution": self.approval.resolution}


def withdraw(root: Path, modules: Sequence[str], day: str) -> tuple[Withdrawn, ...]:
    """Take the approval of a day out of the records of some modules, all or none; of two of one day the newer one.

    Raises: UnknownNameError where none of that day is recorded.
    """
    with writing(root) as folder:
        done, steps = [], []
        for module in dict.fromkeys(modules):
            adoption = read_adoption(folder, module)
            gone = _of_day(adoption, day)
            kept = tuple(item for item in adoption.record.approvals if item is not gone)
            path, record = folder.record_path(module), record_bytes(replace(adoption.record, approvals=kept))
            trailers = (("Withdrawn", module), ("Approved-By", gone.body), ("Approval-Date", gone.date))
            commit = Commit(message=f"Withdraw the approval of {module} of {gone.date}", trailers=trailers,
                            paths=(path,))
            steps.append(Step(changes={path: record}, commit=commit))
            done.append(Withdrawn(module=module, approval=gone))
        save(folder, *steps)
        return tuple(done)


def _of_day(adoption: Adoption, day: str) -> Approval:
    approvals = adoption.record.approvals
    found = [item for item in approvals if item.date == day]
    if not found:
        raise UnknownNameError(
            f"no approval of {adoption.id} of {day[:40]} is recorded",
            why=days_on_record(adoption),
            fix="name the day of one that is" if approvals and day_of(day) else day_advice(day) if approvals
            else "there is nothing to withdraw",
        )
    return found[-1]
