"""Makes the golden files of JpegRoundTrip and PixelResizer: what Pillow makes of golden pictures.

Run: make_round_trip_fixtures.py
Needs: Pillow. Reads the pictures that make_image_fixtures.py made; writes
src/test/resources/image/round-trip/: <picture>.q<quality>.gz, the samples after saving as a JPEG of
that quality and opening again; <picture>.half.gz, after a bicubic resize to half the size, rounded
down; and index.tsv (picture, what, width, height, channels), with the versions in its first line.
"""

import gzip
import io
import pathlib

import PIL
from PIL import Image, features

IMAGES = pathlib.Path(__file__).parent.parent / "resources" / "image"
OUT = IMAGES / "round-trip"
PICTURES = [
    "jpeg-grey.jpg",
    "jpeg-grey-quality100.jpg",
    "jpeg-444.jpg",
    "jpeg-420-noise.jpg",
    "jpeg-420-1x1.jpg",
    "jpeg-420-1x4.jpg",
    "jpeg-420-3x3.jpg",
    "jpeg-420-4x1.jpg",
    "jpeg-420-5x17.jpg",
    "jpeg-420-16x16.jpg",
    "jpeg-420-17x15.jpg",
]


def write(name, what, image, index):
    data = gzip.compress(image.tobytes(), mtime=0)
    (OUT / f"{name}.{what}.gz").write_bytes(data)
    index.append(f"{name}\t{what}\t{image.width}\t{image.height}\t{len(image.getbands())}")


def main():
    OUT.mkdir(exist_ok=True)
    index = []
    for name in PICTURES:
        image = Image.open(IMAGES / "golden" / name)
        image.load()
        for quality in (1, 30, 75, 100):
            file = io.BytesIO()
            image.save(file, "JPEG", quality=quality)
            write(name, f"q{quality}", Image.open(file), index)
        half = max(1, image.width // 2), max(1, image.height // 2)
        write(name, "half", image.resize(half, Image.Resampling.BICUBIC), index)
    versions = f"# Pillow {PIL.__version__}, libjpeg-turbo {features.version('libjpeg_turbo')}"
    (OUT / "index.tsv").write_text("\n".join([versions, *index]) + "\n")


if __name__ == "__main__":
    main()
