"""Told to whoever builds the site: a text and the values recorded with it that do not agree, and how to mend that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.model.parameter import Parameter, Scope, Value, shown
from schemekit.site.handbook.policy import Policy, PublicText

_MOST = 5   # values that are named


def value_warnings(policies: Sequence[Policy]) -> Iterator[str]:
    """A line for each approved text that does not say the values it is recorded with."""
    for policy in policies:
        for text in policy.approved:
            if text.unsaid:
                yield _warning(policy, text)


def _warning(policy: Policy, text: PublicText) -> str:
    adoption, approval = text.adoption, text.approval
    assert approval is not None   # `approved` has no drafts
    file = adoption.folder.own_path(policy.id, adoption.main_file)
    values = [f"{item.title} ({_told(item, adoption.entry.parameters[item.name])})"
              for item in adoption.module.parameters if item.name in text.unsaid]
    more = f" and {len(values) - _MOST} more" if len(values) > _MOST else ""
    first = next(item for item in adoption.module.parameters if item.name in text.unsaid)
    name = first.name if first.scope is Scope.SCHEME else f"{policy.id}.{first.name}"
    fix = f"set each to what that text says, as in: schemekit set {name}=…"
    if text.changed or text is not policy.approved[-1]:
        fix = (f"where the scheme still has the values of that text, {fix}; else bring text and values back as they "
               f"were approved and record that anew, after: schemekit approve {policy.id} --withdraw {approval.date}")
    return (f"{file}: the text that was {approval.words} does not say the values recorded with it: "
            f"{', '.join(values[:_MOST])}{more}; so no page about complaints and no title block tells them; {fix}")


def _told(parameter: Parameter, value: Value) -> str:
    return f"{shown(value)} {parameter.unit}".strip()
