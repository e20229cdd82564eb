"""How far fast mode moves scores, on many pictures: full-size ones made of small ones, and the answer.

    python fast_mode.py enlarge ARCHIVE.tar FOLDER
    pneumonia predict --gate report --format csv FOLDER > exact.csv
    pneumonia predict --gate report --format csv --fast FOLDER > fast.csv
    python fast_mode.py compare exact.csv fast.csv

The archive holds PNGs that were squashed to the network's size, named <name>.<width>x<height>.png
for the size they had. They are enlarged to it (bicubic), with noise of three grey levels, which
stands for what squashing took away, and saved as JPEGs of quality 90. Needs Pillow and numpy.
"""

import argparse
import csv
import io
import re
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image


def enlarge(archive, folder):
    if folder.exists():
        raise SystemExit(f"{folder}: expected a folder to be made, found one")
    folder.mkdir(parents=True)
    count = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            match = re.fullmatch(r"(.*)\.(\d+)x(\d+)\.png", Path(member.name).name)
            if not match:
                continue
            count += 1
            target = folder / f"{match[1]}.jpg"
            if target.exists():
                raise SystemExit(f"{member.name}: expected a name of its own, found a second one")
            picture = Image.open(io.BytesIO(tar.extractfile(member).read()))
            size = int(match[2]), int(match[3])
            large = np.asarray(picture.resize(size, Image.Resampling.BICUBIC), dtype=np.float32)
            noise = np.random.default_rng(count).normal(0, 3, large.shape[:2]).astype(np.float32)
            large = large + (noise if large.ndim == 2 else noise[..., None])
            pixels = np.clip(large + 0.5, 0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(target, quality=90)
    print(count, "pictures")


def rows(file):
    with open(file, newline="", encoding="utf-8") as lines:
        return {row["file"]: row for row in csv.DictReader(lines) if row["raw_score"]}


def compare(exact, fast):
    one, other = rows(exact), rows(fast)
    if not one or one.keys() != other.keys():
        raise SystemExit(f"expected scores of the same pictures, found {len(one)} and {len(other)}")
    moved = [abs(float(one[n]["raw_score"]) - float(other[n]["raw_score"])) for n in one]
    reduced = sum(other[n]["decode_denominator"] != "1" for n in one)
    flips = sum(one[n]["prediction"] != other[n]["prediction"] for n in one)
    print(f"{len(one)} pictures, {reduced} reduced; scores moved by {np.mean(moved):.5f} in the")
    print(f"mean, {max(moved):.4f} at most; {sum(m > 0.02 for m in moved)} by more than 0.02;")
    print(f"{flips} changed sides of the threshold")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    for command, names in ((enlarge, ("archive", "folder")), (compare, ("exact", "fast"))):
        arguments = commands.add_parser(command.__name__)
        arguments.set_defaults(run=command)
        for name in names:
            arguments.add_argument(name, type=Path)
    chosen = vars(parser.parse_args())
    chosen.pop("run")(**chosen)
