"""Makes the golden digests of reduced decoding: what Pillow's draft mode makes of the golden JPEGs.

Run: make_reduced_fixtures.py, after make_image_fixtures.py
Needs: Pillow.
Writes src/test/resources/image/reduced.tsv: file, denominator, width, height, channels and SHA-256
of the samples.
"""

import hashlib
import pathlib

import PIL
import PIL.features
from PIL import Image

IMAGE = pathlib.Path(__file__).parent.parent / "resources" / "image"


def lines(file):
    for denominator in (2, 4, 8):
        picture = Image.open(file)
        width, height = picture.size
        if min(width, height) < denominator:
            continue
        picture.draft(None, (width // denominator, height // denominator))
        picture.load()
        assert picture.size == (-(-width // denominator), -(-height // denominator)), file
        channels = 1 if picture.mode == "L" else 3
        raw = (picture if channels == 1 else picture.convert("RGB")).tobytes()
        digest = hashlib.sha256(raw).hexdigest()
        yield f"{file.name}\t{denominator}\t{picture.width}\t{picture.height}\t{channels}\t{digest}"


found = [line for file in sorted((IMAGE / "golden").glob("*.jpg")) for line in lines(file)]
(IMAGE / "reduced.tsv").write_text("\n".join(found) + "\n")
print(len(found), "reduced pictures, Pillow", PIL.__version__, PIL.features.version("libjpeg_turbo"))
