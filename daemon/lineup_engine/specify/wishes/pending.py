"""What a configuration may say already and no lineup is built by yet. This is the only place that knows."""

from lineup_engine.config.rules import Rules
from lineup_engine.specify.select import Selector


def refuse_pending(order: str, rules: Rules, selector: Selector) -> None:
    """Refuse what would otherwise be ignored in silence."""
    if not selector.findings.sure:
        return
    if order == "joint":
        path = ("rules", "exposure", "order")
        selector.refuse(path, "joint, which a min needs, is not built yet", "use max only, with order: greedy")
    if rules.randomness is not None and rules.randomness.share:
        selector.refuse(("rules", "randomness"), "draws are not built yet", "leave randomness out")
