"""What a configuration may say already and no lineup is built by yet. This is the only place that knows."""

from lineup_engine.specify.select import Selector


def refuse_pending(order: str, selector: Selector, *, drawn: bool) -> None:
    """Refuse what would otherwise be ignored in silence; `drawn`: lineups come from sims or randomness."""
    if not selector.findings.sure:
        return
    if order == "joint":
        path = ("rules", "exposure", "order")
        if drawn:
            words = "joint, which a min needs, does not go with sims or randomness"
            selector.refuse(path, words, "use max only, with order: greedy")
            return
        selector.refuse(path, "joint, which a min needs, is not built yet", "use max only, with order: greedy")
