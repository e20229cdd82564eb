"""How far fast mode moves scores, on many pictures: full-size ones made of small ones, and the answer.

    python fast_mode.py enlarge ARCHIVE.tar FOLDER
    pneumonia predict --gate report --format csv FOLDER > exact.csv
    pneumonia predict --gate report --format csv --fast FOLDER > fast.csv
    python fast_mode.py compare exact.csv fast.csv

The archive holds PNGs that were squashed to the network's size, named <name>.<width>x<height>.png
for the size they had. They are enlarged to it (bicubic), with noise of three grey levels, which
stands for what squashing took away, and saved as JPEGs of quality 90. Needs Pillow and numpy.
"""

import csv
import io
import re
import sys
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image


def enlarge(archive, folder):
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            match = re.fullmatch(r"(.*)\.(\d+)x(\d+)\.png", Path(member.name).name)
            if not match:
                continue
            count += 1
            picture = Image.open(io.BytesIO(tar.extractfile(member).read()))
            size = int(match[2]), int(match[3])
            large = np.asarray(picture.resize(size, Image.Resampling.BICUBIC), dtype=np.float32)
            noise = np.random.default_rng(count).normal(0, 3, large.shape[:2]).astype(np.float32)
            large = large + (noise if large.ndim == 2 else noise[..., None])
            pixels = np.clip(large + 0.5, 0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(folder / f"{match[1]}.jpg", quality=90)
    print(count, "pictures")


def compare(exact, fast):
    tables = [{row["file"]: row for row in csv.DictReader(open(file))} for file in (exact, fast)]
    names = [name for name in tables[0] if tables[0][name]["raw_score"]]
    moved = [abs(float(tables[0][n]["raw_score"]) - float(tables[1][n]["raw_score"])) for n in names]
    reduced = sum(tables[1][n]["decode_denominator"] != "1" for n in names)
    flips = sum(tables[0][n]["prediction"] != tables[1][n]["prediction"] for n in names)
    print(f"{len(names)} pictures, {reduced} reduced; scores moved by {np.mean(moved):.5f} in the")
    print(f"mean, {max(moved):.4f} at most; {sum(m > 0.02 for m in moved)} by more than 0.02;")
    print(f"{flips} changed sides of the threshold")


if __name__ == "__main__":
    {"enlarge": enlarge, "compare": compare}[sys.argv[1]](*map(Path, sys.argv[2:]))
