"""`lineup grade`: what a job's lineups really won."""

from typing import Annotated

import typer

from lineup_cli.options import AsJson, JobId


def run(  # noqa: PLR0913, PLR0917 - the options of the command
    job_id: JobId,
    standings: Annotated[
        str, typer.Option("--standings", metavar="FILE", help="The contest's standings: the site's CSV or zip.")
    ],
    payouts: Annotated[
        str,
        typer.Option(
            "--payouts",
            metavar="FILE",
            help="A CSV with places and prizes, instead of those of the job.",
            show_default=False,
        ),
    ] = "",
    fee: Annotated[
        str, typer.Option(metavar="DOLLARS", help="The entry fee, if the payouts do not tell it.", show_default=False)
    ] = "",
    user: Annotated[str, typer.Option(metavar="NAME", help="Your name in the standings.", show_default=False)] = "",
    contest: Annotated[
        str, typer.Option(metavar="NAME", help="Which contest of the job this was.", show_default=False)
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Grade a job against the real standings of its contest.

    Shows the place, prize and profit of every lineup, how true the simulated field was, and how true the
    forecasts; keeps the grade with the job. A lineup that was not entered is set among the real field.
    A job with a contest knows its payouts; with several, --contest says which one was played.
    """
    from lineup_cli import output
    from lineup_cli.service.client import connect
    from lineup_cli.service.grading import Played, grade
    from lineup_cli.show.grades import show_grade

    graded = grade(connect(), job_id, Played(standings, payouts, fee, user, contest))
    for warning in graded["warnings"]:
        output.say(f"warning: {warning}")
    if as_json:
        output.write_json(graded)
    else:
        show_grade(graded)
