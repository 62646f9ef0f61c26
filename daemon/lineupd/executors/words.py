"""What a worker says on its standard output: the end is kept for its last words, the rest passed on line by line.

A worker that floods its output is read as fast as ever, so that its work goes on; what is more than anybody could read
is counted and not passed on.
"""

from collections.abc import Callable

BURST_BYTES = 256 * 1024
"""So much may be said at once."""

BYTES_PER_S = 64 * 1024
"""So much may be said all the time."""

TOO_FAST = "(what is said now comes too fast to be kept)"

_KEPT_BYTES = 8000
_LINE_BYTES = 4000
_LAST_LINES = 3
_CRASH = "Fatal Python error"


class Words:
    """The words of one worker; whole lines go to `pass_on` as they come."""

    def __init__(self, pass_on: Callable[[str], None], monotonic: Callable[[], float]) -> None:
        self._pass_on = pass_on
        self._monotonic = monotonic
        self._tail = b""
        self._unfinished = b""
        self._budget = float(BURST_BYTES)
        self._filled_at = monotonic()
        self._left_out = 0

    def hear(self, said: bytes) -> None:
        """The worker has said something more."""
        self._tail = (self._tail + said)[-_KEPT_BYTES:]
        now = self._monotonic()
        self._budget = min(BURST_BYTES, self._budget + (now - self._filled_at) * BYTES_PER_S)
        self._filled_at = now
        if len(said) > self._budget:
            self._leave_out(said)
            return
        self._budget -= len(said)
        self._tell_what_was_left_out()
        *lines, self._unfinished = (self._unfinished + said).split(b"\n")
        if len(self._unfinished) > _LINE_BYTES:
            lines, self._unfinished = [*lines, self._unfinished], b""
        for line in lines:
            self._pass(line)

    def end(self) -> None:
        """The worker says nothing more."""
        self._pass(self._unfinished)
        self._unfinished = b""
        self._tell_what_was_left_out()

    def _pass(self, line: bytes) -> None:
        for start in range(0, len(line), _LINE_BYTES):
            text = line[start : start + _LINE_BYTES].decode("utf-8", "replace").rstrip()
            if text:
                self._pass_on(text)

    def _leave_out(self, said: bytes) -> None:
        if not self._left_out:
            self._pass(self._unfinished)
            self._unfinished = b""
            self._pass_on(TOO_FAST)
        self._left_out += len(said)

    def _tell_what_was_left_out(self) -> None:
        if self._left_out:
            self._pass_on(f"({self._left_out} bytes were left out)")
            self._left_out = 0

    def last(self) -> str:
        """The last words on one line; of a crash what it was and where."""
        lines = [line.strip() for line in self._tail.decode("utf-8", "replace").splitlines() if line.strip()]
        crash = next((number for number, line in enumerate(lines) if line.startswith(_CRASH)), None)
        if crash is None:
            return " | ".join(lines[-_LAST_LINES:])
        places = [line for line in lines[crash:] if line.startswith("File ")]
        return " | ".join([lines[crash], *places[:1]])
