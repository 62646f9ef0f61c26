"""A worker's memory: `contest_memory.py ENTRIES FOLDER` prints the MB that a contest takes beyond imports and input.

The field is made by another process and read from a file, as a worker gets it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from contest_workload import make_lineups, make_scores, make_workload, top_heavy
from lineup_kernels.contest.forms import form_points, largest_total, make_forms
from lineup_kernels.contest.layout import lay_out_field, lay_out_lineups, pack_field, popularity, unpack_field
from lineup_kernels.contest.prizes import make_prizes, top_places
from lineup_kernels.contest.room import lanes_for, make_room
from lineup_kernels.contest.screen import screen
from lineup_kernels.contest.sums import no_sums

OWN = 150


def own_mb() -> float:
    """The memory that is this process's own: code that is mapped from files belongs to all workers together."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kept = {line.split(":")[0]: line.split()[1] for line in status if line.startswith("Rss")}
    return int(kept["RssAnon"]) / 1024


def make_input(entries: int, folder: Path) -> None:
    """The field of a contest as arrays in files."""
    others = make_lineups("nfl", entries, 7)
    rank = popularity(others, len(make_scores("nfl", 1, 7)))
    field = lay_out_field(others, rank)
    for name, array in {"rank": rank, **pack_field(field)}.items():
        np.save(folder / f"{name}.npy", array)


def main(entries: int, folder: Path) -> None:
    """Print the memory of one block of trials above that of a tiny contest."""
    subprocess.run([sys.executable, __file__, str(entries), str(folder), "make"], check=True)
    scores, own = make_scores("nfl", 64, 7), make_lineups("nfl", OWN, 8)
    forms = make_forms(
        np.arange(len(scores), dtype=np.int32), np.ones(len(scores), np.int32), np.zeros(len(scores), int)
    )
    prefix = top_heavy(entries).prefix()
    make_workload(100, OWN).run(1)
    before = own_mb()
    arrays = {path.stem: np.asarray(np.load(path, mmap_mode="c")) for path in folder.glob("*.npy")}
    field, rank = unpack_field(arrays), arrays["rank"]
    lineups = len(field.lineups.rests)
    total = largest_total(forms, scores.max(axis=1).astype(np.int64), own) * 3 // 2
    lanes = lanes_for(lineups, total)
    room, sums = make_room(lineups, OWN, lanes, total), no_sums(OWN)
    prizes = make_prizes(prefix, top_places(entries))
    points = np.zeros((len(scores), lanes), room.most.dtype)
    for _ in range(3):
        form_points(np.ascontiguousarray(scores[:, :lanes]), forms, points)
        screen(points, lanes, field, lay_out_lineups(own, rank), prizes, room, sums)
    sys.stdout.write(json.dumps(own_mb() - before))


if __name__ == "__main__":
    if sys.argv[3:] == ["make"]:
        make_input(int(sys.argv[1]), Path(sys.argv[2]))
    else:
        os.environ.setdefault("NUMBA_NUM_THREADS", "1")
        main(int(sys.argv[1]), Path(sys.argv[2]))
