"""What a shared process saves: worked out from the parties' own numbers, and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from schemekit.model.shared_process import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """Days and money that one joint audit takes beside the audits alone.

    Shape: None where a number that it needs was not given; what is saved is negative where the joint audit takes
    longer. Units: auditor days; money in `currency`, by the year where the audits of a year are known.
    """

    alone_days: float | None = None
    joint_days: float | None = None
    saved_days: float | None = None
    saved_percent: float | None = None
    saved_money: float | None = None
    saved_money_a_year: float | None = None
    currency: str = ""
    wanting: tuple[str, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """The figures as `--json` prints them."""
        return {name: getattr(self, name) if name != "wanting" else list(self.wanting) for name in self.__slots__}


def savings(figures: Figures, parties: tuple[str, ...]) -> Savings:
    """Work out what is saved. Shape: `parties` are the ids of those that audit; each has to have given its days."""
    days = {item.party: item.days for item in figures.audits}
    wanting = [f"the days of {party} alone" for party in parties if party not in days]
    alone = sum(days[party] for party in parties) if parties and not wanting else None
    if figures.joint_days is None:
        wanting.append("the days of a joint audit")
    saved = alone - figures.joint_days if alone is not None and figures.joint_days is not None else None
    if figures.day_cost is None:
        wanting.append("the cost of a day")
    money = saved * figures.day_cost if saved is not None and figures.day_cost is not None else None
    a_year = money * figures.audits_a_year if money is not None and figures.audits_a_year is not None else None
    return Savings(
        alone_days=alone, joint_days=figures.joint_days, saved_days=saved,
        saved_percent=100 * saved / alone if saved is not None and alone else None,
        saved_money=money, saved_money_a_year=a_year, currency=figures.currency, wanting=tuple(wanting),
    )
