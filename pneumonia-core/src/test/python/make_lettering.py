"""The letters of evidence pictures, as a grey picture.

    python make_lettering.py

Aileron by Sora Sagano, which is in the public domain (CC0) and comes with Pillow. All printable
characters of ASCII stand in one row in their order, each as wide as it advances the pen. The first
row of pixels is no part of them: it is white where a character begins. Made with Pillow 12.3.0.
"""

import pathlib

import PIL
from PIL import Image, ImageDraw, ImageFont

SIZE = 40
CHARACTERS = [chr(code) for code in range(32, 127)]
TARGET = (
    pathlib.Path(__file__).parents[2]
    / "main/resources/io/pneumonia/evidence/picture/lettering.png"
)


def main():
    font = ImageFont.load_default(SIZE)
    ascent, descent = font.getmetrics()
    widths = [round(font.getlength(character)) for character in CHARACTERS]
    sheet = Image.new("L", (sum(widths), 1 + ascent + descent))
    draw = ImageDraw.Draw(sheet)
    left = 0
    for character, width in zip(CHARACTERS, widths, strict=True):
        sheet.putpixel((left, 0), 255)
        draw.text((left, 1), character, fill=255, font=font)
        left += width
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(TARGET, optimize=True)
    print("Pillow", PIL.__version__, font.getname(), sheet.size, "ascent", ascent)


if __name__ == "__main__":
    main()
