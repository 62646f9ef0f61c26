"""One thing that was looked at, and how all of them are shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from lineup_cli import output
from lineup_cli.show.table import Column, Table, show


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `cure` says what to do when it does not work."""

    what: str
    works: bool
    note: str
    cure: str = ""


def show_findings(findings: Sequence[Finding], *, as_json: bool) -> None:
    """Print what was found; cures only where something does not work."""
    if as_json:
        output.write_json(
            [{"what": f.what, "ok": f.works, "note": f.note, "cure": None if f.works else f.cure} for f in findings]
        )
        return
    table = Table((Column("WHAT"), Column("STATE"), Column("NOTE", flexible=True, folds=True)))
    table.rows.extend((finding.what, "ok" if finding.works else "FAILS", finding.note) for finding in findings)
    show(table)
    for finding in findings:
        if not finding.works:
            output.say(f"{finding.what}: {finding.cure}")
