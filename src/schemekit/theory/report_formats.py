"""Comparisons and sector views as Markdown and as a page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from schemekit.theory.markdown import md, table
from schemekit.theory.pair_report import PairReport
from schemekit.theory.report_tables import HOW, Table, distance_table, matrix_table, pair_tables, sector_tables
from schemekit.theory.sector import SectorView

_TITLE, _SECTOR = "Theories of change side by side", "Theories of change of a sector"
_LOOK = """
:root{color-scheme:light}
body{font:15px/1.45 system-ui,Helvetica,Arial,sans-serif;color:#1f2933;background:#fff;margin:2rem auto;
max-width:1200px;padding:0 1rem}
h1{font-size:1.7rem}h2{font-size:1.35rem;border-bottom:2px solid #1b5e91;padding-bottom:.2rem;margin-top:2.5rem}
h3{font-size:1.05rem;margin:1.6rem 0 .3rem}
h1,h2,h3,p{overflow-wrap:anywhere}
.box{overflow-x:auto}
.box:focus-visible{outline:3px solid #1b5e91;outline-offset:2px}
@media (max-width:40rem){body{margin:1rem auto;padding:0 .7rem}h1{font-size:1.4rem}h2{font-size:1.15rem}
table{font-size:.8rem}caption{max-width:calc(100vw - 1.4rem)}th,td{padding:.25rem .3rem}
td:not(.n){overflow-wrap:anywhere;hyphens:auto}}
table{border-collapse:collapse;width:100%;margin:.4rem 0 1rem;font-size:.9rem}
caption{text-align:left;color:#5f6c7b;padding-bottom:.3rem}
th,td{border:1px solid #cbd2d9;padding:.35rem .5rem;text-align:left;vertical-align:top}
th{background:#e3f0fb}
td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.heat td{text-align:center}
.many th[scope=col]{writing-mode:vertical-rl;vertical-align:bottom}
.m{max-width:60rem}
.none{color:#5f6c7b}
@media print{body{margin:0;max-width:none;font-size:10pt}h2{break-before:page}h2:first-of-type{break-before:auto}
tr{break-inside:avoid}.box{overflow:visible}}
"""
_HEAT, _DARK, _MANY = (27, 94, 145), 0.55, 8


def comparison_markdown(reports: Sequence[PairReport]) -> str:
    """The comparison of all pairs as Markdown."""
    return "\n".join(_markdown(_TITLE, reports)) + "\n"


def comparison_page(reports: Sequence[PairReport]) -> str:
    """The comparison of all pairs as a page."""
    return _page(_TITLE, _pair_sections(reports))


def sector_markdown(view: SectorView) -> str:
    """The view as Markdown."""
    tables = (*sector_tables(view), distance_table(view), matrix_table(view))
    return "\n".join([f"# {_SECTOR}", *(line for one in tables for line in _md_table(one, "##"))]) + "\n"


def sector_page(view: SectorView) -> str:
    """The view as a page, with the distances as a map of shades in which each number stands too."""
    return _page(_SECTOR, _sector_sections(view))


def _markdown(title: str, reports: Sequence[PairReport]) -> Iterator[str]:
    yield f"# {title}\n"
    yield HOW
    for report in reports:
        yield f"\n## {md(report.title)}"
        if report.scope_words:
            yield f"\n{md(' '.join(report.scope_words))}"
        for one in pair_tables(report):
            yield from _md_table(one, "###")


def _md_table(one: Table, sign: str) -> Iterator[str]:
    yield f"\n{sign} {md(one.title)}\n"
    if one.words:
        yield f"{md(one.words)}\n"
    if one.rows:
        yield from table([md(head) for head in one.heads], one.rows)
    else:
        yield md(one.empty)


def _pair_sections(reports: Sequence[PairReport]) -> Iterator[str]:
    yield f'<p class="m">{escape(HOW)}</p>'
    for report in reports:
        yield f"<h2>{escape(report.title)}</h2>"
        yield f"<p>{escape(' '.join(report.scope_words))}</p>" if report.scope_words else ""
        yield from (_html_table(one) for one in pair_tables(report))


def _sector_sections(view: SectorView) -> Iterator[str]:
    yield from (_html_table(one) for one in sector_tables(view))
    yield _heat(distance_table(view))
    yield _html_table(matrix_table(view))


def _page(title: str, sections: Iterable[str]) -> str:
    return "\n".join([
        "<!doctype html>", '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(title)}</title><style>{_LOOK}</style></head><body><main>", f"<h1>{escape(title)}</h1>",
        *sections, "</main></body></html>", "",
    ])


def _html_table(one: Table) -> str:
    if not one.rows:
        return f'<h3>{escape(one.title)}</h3><p class="none">{escape(one.empty)}</p>'
    numbers = [all(_is_number(row[place]) for row in one.rows) for place in range(len(one.heads))]
    return _framed(one, "", "".join(
        f"<tr>{''.join(_cell(cell, is_number=numbers[place]) for place, cell in enumerate(row))}</tr>"
        for row in one.rows), numbers)


def _framed(one: Table, kind: str, body: str, numbers: Sequence[bool]) -> str:
    caption = f"<caption>{escape(one.words)}</caption>" if one.words else ""
    heads = "".join(f'<th scope="col"{" class=n" if number else ""}>{escape(head)}</th>'
                    for head, number in zip(one.heads, numbers, strict=True))
    return (f'<h3>{escape(one.title)}</h3><div class="box" role="region" tabindex="0" '
            f'aria-label="{escape(one.title)}"><table{kind}>{caption}<thead><tr>{heads}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>")


def _cell(words: str, *, is_number: bool) -> str:
    return f"<td{' class=n' if is_number else ''}>{escape(words)}</td>"


def _is_number(words: str) -> bool:
    return not words or words == "–" or words.removesuffix("%").replace(".", "", 1).isdigit()


def _heat(one: Table) -> str:
    body = "".join(f'<tr><th scope="row">{escape(row[0])}</th>{"".join(map(_shade, row[1:]))}</tr>' for row in one.rows)
    kind = "heat many" if len(one.heads) > _MANY else "heat"
    return _framed(one, f' class="{kind}"', body, [False] * len(one.heads))


def _shade(words: str) -> str:
    near = 1 - float(words)
    red, green, blue = (round(255 - (255 - tone) * near) for tone in _HEAT)
    ink = "#fff" if near > _DARK else "#1f2933"
    return f'<td style="background:rgb({red},{green},{blue});color:{ink}">{escape(words)}</td>'
