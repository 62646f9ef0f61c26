"""What to do about trouble that lasts: say it once, and try again after longer and longer pauses."""

LONGEST_S = 60.0
"""Nothing is waited for longer than this without another try."""


class Patience:
    """One trouble at a time; the first pause is `first_s`, and each is twice as long as the one before."""

    def __init__(self, first_s: float) -> None:
        self._first_s = first_s
        self._next_s = first_s
        self.trouble = ""
        """The trouble that lasts; empty when all is well."""

    def meet(self, trouble: str) -> bool:
        """Note a trouble; whether it is another one than before."""
        is_news = trouble != self.trouble
        if is_news:
            self._next_s = self._first_s
        self.trouble = trouble
        return is_news

    def pause_s(self) -> float:
        """How long to wait before the next try."""
        now_s, self._next_s = self._next_s, min(2 * self._next_s, LONGEST_S)
        return now_s

    def relax(self) -> bool:
        """All is well; whether there was a trouble."""
        return self.meet("")
