"""Makes the golden files of Alteration: what Pillow and numpy make of two small pictures.

Run: make_alteration_fixtures.py
Needs: Pillow, numpy. Writes src/test/resources/evaluation/alterations/: <picture>.gz (samples of the
picture), <picture>.<alteration>.gz, and index.tsv (picture, alteration, width, height, channels),
with the versions in its first line. The pictures are computed, nobody's chest.
"""

import gzip
import io
import pathlib

import numpy as np
import PIL
from PIL import Image, ImageEnhance, features

OUT = pathlib.Path(__file__).parent.parent / "resources" / "evaluation" / "alterations"


def gamma(exponent):
    table = [round(255 * (v / 255) ** exponent) for v in range(256)]
    return lambda image: image.point(table * len(image.getbands()))


def contrast(factor):
    return lambda image: ImageEnhance.Contrast(image).enhance(factor)


def jpeg(image):
    file = io.BytesIO()
    image.save(file, "JPEG", quality=30)
    return Image.open(file)


def half(image):
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.BICUBIC)


def crop(image):
    left, top = image.width // 20, image.height // 20
    return image.crop((left, top, image.width - left, image.height - top))


ALTERATIONS = {
    "GAMMA_70": gamma(0.7),
    "GAMMA_85": gamma(0.85),
    "GAMMA_120": gamma(1.2),
    "GAMMA_140": gamma(1.4),
    "CONTRAST_70": contrast(0.7),
    "CONTRAST_85": contrast(0.85),
    "CONTRAST_115": contrast(1.15),
    "CONTRAST_130": contrast(1.3),
    "JPEG_30": jpeg,
    "HALF_RESOLUTION": half,
    "CROP_5": crop,
}


def pictures():
    r = np.random.RandomState(20261122)
    y, x = np.mgrid[0:47, 0:61]
    soft = 128 + 100 * np.sin(x / 9) * np.cos(y / 7)
    grey = np.clip(soft + r.normal(0, 9, soft.shape), 0, 255).astype(np.uint8)
    yield "grey", Image.fromarray(grey)
    yield "dark", Image.fromarray(grey // 3)
    yield "colour", Image.fromarray(np.stack([grey, 255 - grey[::-1], np.roll(grey, 9, 1)], -1))


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    index = []

    def write(name, what, image):
        file = OUT / (f"{name}.{what}.gz" if what else f"{name}.gz")
        file.write_bytes(gzip.compress(image.tobytes(), mtime=0))
        index.append(f"{name}\t{what}\t{image.width}\t{image.height}\t{len(image.getbands())}")

    for name, image in pictures():
        write(name, "", image)
        for what, alter in ALTERATIONS.items():
            write(name, what, alter(image))
    versions = f"# Pillow {PIL.__version__}, libjpeg-turbo {features.version('libjpeg_turbo')}"
    versions += f", numpy {np.__version__}"
    (OUT / "index.tsv").write_text("\n".join([versions, *index]) + "\n")


if __name__ == "__main__":
    main()
