"""`schemekit check`: find everything that is wrong or open."""

from __future__ import annotations

from datetime import date

import click

from schemekit.cli.screen import count_words, json_option, print_findings, print_json, tell


@click.command()
@click.option("--notes", is_flag=True, help="Tell notes too: values with their reasons, what licences ask.")
@json_option
@click.pass_context
def command(ctx: click.Context, notes: bool, as_json: bool) -> int:
    """Find everything that is wrong or open.

    Looks at every file at once, offline: reasons, locked clauses, open decisions, values and rules, licences, credits,
    links, the pulled source, cooperations. Leaves with 1 while there is an error.
    """
    from schemekit.cli.naming import scheme_root
    from schemekit.cooperate.check import check_scheme
    from schemekit.model.finding import Severity, has_errors

    checked = check_scheme(scheme_root(ctx), date.today())
    if as_json:
        print_json("check", checked.to_mapping())
        return int(has_errors(checked.findings))
    for words in checked.derogations:
        tell(words)
    print_findings([finding for finding in checked.findings if notes or finding.severity is not Severity.NOTE])
    numbers = {severity: sum(f.severity is severity for f in checked.findings) for severity in Severity}
    counts = [count_words(number, severity.value) for severity, number in numbers.items()]
    is_wrong = has_errors(checked.findings)
    step = "mend the first, or look at schemekit status" if is_wrong else 'schemekit save "what changed"'
    click.echo(f"{checked.scheme}: {count_words(checked.modules, 'module')} checked, {', '.join(counts)}. Next: {step}")
    return int(is_wrong)
