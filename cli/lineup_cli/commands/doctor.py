"""`lineup doctor`: what works on this machine, and the cure for what does not."""

import typer

from lineup_cli.options import AsJson


def run(as_json: AsJson = False) -> None:
    """Say what works here, and the cure for what does not.

    Exits with 1 when something does not work. Never starts lineupd.
    """
    from lineup_cli.examination.finding import show_findings
    from lineup_cli.examination.looks import examine

    findings = examine()
    show_findings(findings, as_json=as_json)
    raise typer.Exit(0 if all(finding.works for finding in findings) else 1)
