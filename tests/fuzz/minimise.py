#!/usr/bin/env python3
"""PROGRAM FOLDER…: of the inputs in these folders, names those that are worth keeping, one a line: few and small ones
that together reach most of what all do."""

import heapq
import os
import subprocess
import sys
import tempfile

LARGEST = 110
LONGEST = 2000


def main(program, *folders):
    files = [os.path.join(folder, name) for folder in folders for name in sorted(os.listdir(folder))]
    files = [file for file in files if os.path.getsize(file) <= LONGEST]
    with tempfile.TemporaryDirectory() as scratch:
        inputs, control = os.path.join(scratch, "inputs"), os.path.join(scratch, "control")
        os.mkdir(inputs)
        for place, file in enumerate(files):
            os.symlink(os.path.abspath(file), os.path.join(inputs, str(place)))
        merged = os.path.join(scratch, "merged")
        os.mkdir(merged)
        subprocess.run(
            [program, "-set_cover_merge=1", "-use_counters=0", f"-merge_control_file={control}", merged, inputs],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        reached = features(control)
    kept, seen = [], set()

    def worth(place):
        """What it adds by the byte, for a file costs more than what is in it."""
        return len(reached[place] - seen) / (1000 + os.path.getsize(files[place]))

    # With what they were worth when that was looked at: the more is kept, the less they are.
    left = [(-worth(place), place) for place in reached]
    heapq.heapify(left)
    while left and len(kept) < LARGEST:
        _, best = heapq.heappop(left)
        now = worth(best)
        if left and now < -left[0][0]:
            heapq.heappush(left, (-now, best))
        elif now > 0:
            kept.append(files[best])
            seen |= reached[best]
    print("\n".join(kept))
    print(f"{len(kept)} of {len(files)} inputs, {sum(map(os.path.getsize, kept))} bytes, {len(seen)} features",
          file=sys.stderr)


def features(control):
    """What each input reaches, as libFuzzer's merge writes it down."""
    names, reached = [], {}
    with open(control) as lines:
        count = int(lines.readline())
        lines.readline()
        for _ in range(count):
            names.append(int(os.path.basename(lines.readline().strip())))
        for line in lines:
            kind, place, *numbers = line.split()
            if kind in ("FT", "COV"):
                reached.setdefault(names[int(place)], set()).update((kind, number) for number in numbers)
    return reached


main(*sys.argv[1:])
