"""What a configuration may say already and no lineup is built by yet. This is the only place that knows."""

from lineup_engine.specify.select import Selector


def refuse_pending(order: str, selector: Selector) -> None:
    """Refuse what would otherwise be ignored in silence."""
    if order == "joint":
        path = ("rules", "exposure", "order")
        selector.refuse(path, "joint, which a min needs, is not built yet", "use max only, with order: greedy")
