"""Makes the decoder's golden files: pictures, and the pixels that Pillow has for them.

Run: make_image_fixtures.py [folder of full-size X-rays]
Needs: Pillow, OpenCV, numpy, and cjpeg (Debian's libjpeg-turbo-progs) for the rarer JPEGs.
Writes src/test/resources/image/golden/: one file a variant, its pixels as <name>.<policy>.gz (raw
samples, rows from the top), and index.tsv. With a folder also originals.tsv: digests of the pixels
of those files, which are never copied. The pictures show a computed phantom, nobody's chest.
"""

import gzip
import hashlib
import io
import pathlib
import struct
import subprocess
import sys
import zlib

import cv2
import numpy as np
import PIL
from PIL import Image

OUT = pathlib.Path(__file__).parent.parent / "resources" / "image"
GOLDEN = OUT / "golden"
WIDTH, HEIGHT = 61, 47


def phantom(width, height, seed=20261122):
    """A soft grey chest: body, two dark lungs, ribs, spine, heart, noise."""
    y, x = np.mgrid[0:height, 0:width]
    x, y = (x + 0.5) / width * 2 - 1, (y + 0.5) / height * 2 - 1

    def ellipse(cx, cy, rx, ry, soft):
        r = np.sqrt(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2)
        return 1 / (1 + np.exp((r - 1) * soft))

    picture = 170 * ellipse(0, 0.1, 0.95, 1.1, 14)
    lungs = ellipse(-0.42, 0, 0.3, 0.7, 10) + ellipse(0.42, 0, 0.3, 0.7, 10)
    picture -= 110 * lungs
    picture += 28 * lungs * (np.sin(14 * (y + 0.5 * x * x)) > 0.55)
    picture += 60 * np.exp(-((x / 0.09) ** 2)) + 45 * ellipse(0.16, 0.35, 0.28, 0.3, 9)
    picture += np.random.RandomState(seed).normal(0, 4, picture.shape)
    return np.clip(picture, 0, 255)


GREY16 = np.round(phantom(WIDTH, HEIGHT) * 16 + 37).astype(np.uint16)
GREY = phantom(WIDTH, HEIGHT).astype(np.uint8)
# A phantom in false colours, so that a swapped or shifted channel shows.
RGB = np.stack([GREY, 255 - GREY[::-1], np.roll(GREY, 9, 1) // 2 + 60], -1).astype(np.uint8)
RGB_NOISE = np.random.RandomState(7).randint(0, 256, (HEIGHT, WIDTH, 3)).astype(np.uint8)


# --- PNG, written by hand: Pillow has no switch for most of this ---


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pack(samples, depth):
    """(rows, columns * samples) of integers to rows of bytes."""
    if depth == 16:
        return [row.astype(">u2").tobytes() for row in samples]
    if depth == 8:
        return [row.astype(np.uint8).tobytes() for row in samples]
    bits = (samples[..., None] >> np.arange(depth)[::-1]) & 1
    return [np.packbits(row.reshape(-1).astype(np.uint8)).tobytes() for row in bits]


def filtered(rows, pixel_bytes):
    """Rows with filters 0 to 4 in turn."""
    out, above = b"", bytes(len(rows[0]) if rows else 0)
    for number, row in enumerate(rows):
        kind = (number * 3 + 1) % 5
        line = bytearray()
        for i, value in enumerate(row):
            left = row[i - pixel_bytes] if i >= pixel_bytes else 0
            up = above[i]
            corner = above[i - pixel_bytes] if i >= pixel_bytes else 0
            p = left + up - corner
            paeth = min((left, up, corner), key=lambda v: abs(p - v))
            line.append((value - (0, left, up, (left + up) // 2, paeth)[kind]) & 255)
        out += bytes([kind]) + bytes(line)
        above = row
    return out


def png(samples, colour, depth, *, interlaced=False, before=(), after=(), idat=10**9):
    height, width = samples.shape[:2]
    samples = samples.reshape(height, width, -1).astype(np.int64)
    pixel_bytes = max(1, samples.shape[2] * depth // 8)
    passes = [(0, 0, 1, 1)]
    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)]
        passes += [(0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    raw = b""
    for x, y, dx, dy in passes:
        part = samples[y::dy, x::dx]
        if part.size:
            raw += filtered(pack(part.reshape(part.shape[0], -1), depth), pixel_bytes)
    data = zlib.compress(raw, 9)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    chunks = [(b"IHDR", header), *before]
    chunks += [(b"IDAT", data[i : i + idat]) for i in range(0, len(data), idat)]
    chunks += [*after, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*c) for c in chunks)


def png_files():
    alpha = np.linspace(0, 255, WIDTH * HEIGHT).reshape(HEIGHT, WIDTH)
    for depth in (1, 2, 4, 8, 16):
        grey = GREY16 if depth == 16 else GREY >> (8 - depth)
        for interlaced in (False, True):
            yield f"png-grey{depth}{'-adam7' * interlaced}", png(grey, 0, depth, interlaced=interlaced)
    high = np.full((5, 6), 40000) + np.arange(30).reshape(5, 6) * 3
    yield "png-grey16-narrow-range", png(high, 0, 16)
    yield "png-grey16-constant", png(np.full((5, 6), 1234), 0, 16)
    for depth in (8, 16):
        wide = (lambda a: a * 257 - (a > 3)) if depth == 16 else (lambda a: a)
        rgb = wide(RGB.astype(int))
        yield f"png-rgb{depth}", png(rgb, 2, depth)
        yield f"png-rgb{depth}-adam7", png(rgb, 2, depth, interlaced=True)
        yield f"png-rgb{depth}-transparent-colour", png(
            rgb, 2, depth, before=[(b"tRNS", struct.pack(">3H", *rgb[0, 0]))]
        )
        a = wide(alpha.astype(int))
        yield f"png-rgba{depth}", png(np.dstack([rgb, a]), 6, depth)
        yield f"png-grey-alpha{depth}", png(np.dstack([wide(GREY.astype(int)), a]), 4, depth)
        yield f"png-grey-alpha{depth}-adam7", png(
            np.dstack([wide(GREY.astype(int)), a]), 4, depth, interlaced=True
        )
    for depth in (1, 2, 4, 8):
        count = 1 << depth
        palette = bytes(np.random.RandomState(depth).randint(0, 256, count * 3).astype(np.uint8))
        index = GREY >> (8 - depth)
        before = [(b"PLTE", palette)]
        yield f"png-palette{depth}", png(index, 3, depth, before=before)
        before.append((b"tRNS", bytes(range(count))))
        yield f"png-palette{depth}-transparent-adam7", png(
            index, 3, depth, before=before, interlaced=True
        )
    yield "png-grey8-transparent-value", png(GREY, 0, 8, before=[(b"tRNS", b"\0\x50")])
    yield "png-grey8-many-idat", png(GREY, 0, 8, idat=100)
    extras = [(b"gAMA", struct.pack(">I", 45455)), (b"sBIT", b"\x07"), (b"bKGD", b"\0\0")]
    extras.append((b"pHYs", struct.pack(">IIB", 1, 2, 0)))
    extras.append((b"zTXt", b"note\0\0" + zlib.compress(bytes(1 << 19), 9)))
    yield "png-grey8-ancillary", png(GREY, 0, 8, before=extras, after=[(b"tEXt", b"a\0b")])
    yield "png-grey8-trailing-bytes", png(GREY, 0, 8) + b"trailing"
    yield "png-one-frame-apng", png(GREY, 0, 8, before=[(b"acTL", struct.pack(">II", 1, 0))])
    for w, h in ((1, 1), (2, 3), (7, 1), (1, 9)):
        yield f"png-adam7-{w}x{h}", png(RGB[:h, :w], 2, 8, interlaced=True)


# --- JPEG ---


def pillow(array, **options):
    out = io.BytesIO()
    picture = array if isinstance(array, Image.Image) else Image.fromarray(array)
    picture.save(out, "JPEG", **options)
    return out.getvalue()


def cjpeg(array, *options):
    kind = b"P5" if array.ndim == 2 else b"P6"
    pnm = kind + b" %d %d 255\n" % (array.shape[1], array.shape[0]) + array.tobytes()
    return subprocess.run(["cjpeg", *options], input=pnm, capture_output=True, check=True).stdout


def without_markers(jpeg, *markers):
    out, at = jpeg[:2], 2
    while jpeg[at + 1] != 0xDA:
        end = at + 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        if jpeg[at + 1] not in markers:
            out += jpeg[at:end]
        at = end
    return out + jpeg[at:]


def opencv(array, sampling, progressive, restart):
    factor = getattr(cv2, "IMWRITE_JPEG_SAMPLING_FACTOR_" + sampling)
    options = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, factor, cv2.IMWRITE_JPEG_QUALITY, 85]
    options += [cv2.IMWRITE_JPEG_PROGRESSIVE, int(progressive), cv2.IMWRITE_JPEG_RST_INTERVAL, restart]
    return cv2.imencode(".jpg", np.ascontiguousarray(array[..., ::-1]), options)[1].tobytes()


def jpeg_files():
    for progressive in (False, True):
        suffix = "-progressive" * progressive
        yield "jpeg-grey" + suffix, pillow(GREY, quality=90, progressive=progressive)
        yield "jpeg-rgb" + suffix, pillow(RGB, quality=90, keep_rgb=True, progressive=progressive)
        for name in ("444", "422", "420", "440", "411"):
            yield f"jpeg-{name}{suffix}", opencv(RGB, name, progressive, 0)
            yield f"jpeg-{name}-restart{suffix}", opencv(RGB, name, progressive, 3)
    yield "jpeg-grey-quality100", pillow(GREY, quality=100)
    yield "jpeg-grey-quality1", pillow(GREY, quality=1)
    yield "jpeg-grey-optimized", pillow(GREY, quality=75, optimize=True)
    yield "jpeg-grey-whole-blocks", pillow(GREY[:40, :56], quality=80)
    yield "jpeg-420-noise", pillow(RGB_NOISE, quality=95, subsampling="4:2:0")
    yield "jpeg-440-noise", opencv(RGB_NOISE, "440", 0, 0)
    yield "jpeg-422-noise", opencv(RGB_NOISE, "422", 1, 0)
    for w, h in ((1, 1), (2, 2), (3, 3), (4, 1), (1, 4), (5, 17), (8, 8), (16, 16), (17, 15)):
        yield f"jpeg-420-{w}x{h}", pillow(RGB_NOISE[:h, :w], quality=95, subsampling="4:2:0")
        yield f"jpeg-440-{w}x{h}", opencv(RGB_NOISE[:h, :w], "440", 0, 0)
    for sampling in ("4x2", "2x4", "1x4", "3x1", "2x2,2x1", "1x1,2x2", "4x1,2x1", "2x2,1x2"):
        name = sampling.replace(",", "-")
        yield f"jpeg-sampling-{name}", cjpeg(RGB, "-sample", sampling, "-quality", "90")
    yield "jpeg-grey-sampling-2x2", cjpeg(GREY, "-sample", "2x2")
    yield "jpeg-16-bit-quantization", cjpeg(RGB, "-quality", "3")
    scans = OUT / "scans.txt"
    scans.write_text("0;1;2;")
    yield "jpeg-one-scan-a-component", cjpeg(RGB, "-scans", str(scans), "-sample", "2x2")
    yield "jpeg-one-scan-a-component-restart", cjpeg(RGB, "-scans", str(scans), "-restart", "1")
    # Scans that stop before the high coefficients are precise: decoded with what there is.
    scans.write_text("0 1 2: 0 0 0 0; 0: 1 20 0 0; 1: 1 9 0 0; 2: 1 63 0 0; 0: 21 63 0 2;")
    yield "jpeg-progressive-partial-high", cjpeg(RGB, "-scans", str(scans))
    scans.unlink()
    inks = Image.merge("CMYK", [*Image.fromarray(RGB).split(), Image.fromarray(GREY[::-1] // 2)])
    cmyk = pillow(inks, quality=92)
    at = cmyk.index(b"Adobe") + 11
    yield "jpeg-cmyk", cmyk
    yield "jpeg-cmyk-progressive", pillow(inks, quality=92, progressive=True)
    yield "jpeg-cmyk-without-adobe", without_markers(cmyk, 0xEE)
    yield "jpeg-ycck", cmyk[:at] + b"\2" + cmyk[at + 1 :]
    yield "jpeg-adobe-transform-1", cmyk[:at] + b"\1" + cmyk[at + 1 :]
    bare = without_markers(pillow(RGB, quality=90, subsampling="4:4:4"), 0xE0)
    yield "jpeg-444-without-jfif", bare
    rgb = without_markers(pillow(RGB, quality=90, keep_rgb=True), 0xE0, 0xEE)
    yield "jpeg-rgb-by-component-names", rgb
    adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0"
    yield "jpeg-adobe-transform-0", bare[:2] + adobe + b"\0" + bare[2:]
    yield "jpeg-adobe-transform-0-jfif", (
        (jfif := pillow(RGB, quality=90, subsampling="4:4:4"))[:20] + adobe + b"\0" + jfif[20:]
    )
    exif = Image.Exif()
    exif[0x0112] = 6
    yield "jpeg-exif-orientation", pillow(RGB, quality=90, exif=exif)
    yield "jpeg-icc-profile", pillow(GREY, quality=90, icc_profile=bytes(range(200)))
    yield "jpeg-comment", pillow(GREY, quality=90, comment=b"phantom")
    grey = pillow(GREY, quality=90)
    yield "jpeg-trailing-bytes", grey + bytes(50) + b"\xff\xd8trailing"
    yield "jpeg-fill-bytes", grey[:2] + b"\xff\xff\xff" + grey[2:-2] + b"\xff\xff" + grey[-2:]
    yield "jpeg-junk-between-segments", grey[:20] + b"junk\xff\0" + grey[20:]


# --- What Pillow makes of them ---


def pixels(data):
    """Policy name -> samples, grey wherever the file is."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    colour_type = data[25] if data.startswith(b"\x89PNG") else None
    if picture.mode == "I;16":
        values = np.asarray(picture).astype(np.int64)
        low, high = values.min(), values.max()
        window = (2 * 255 * (values - low) + (high - low)) // (2 * max(1, high - low))
        return {"PILLOW_CLIP": np.asarray(picture.convert("RGB"))[..., :1], "WINDOW": window[..., None]}
    rgb = np.asarray(picture.convert("RGB"))
    if picture.mode in ("1", "L", "LA") or colour_type == 4:
        assert (rgb == rgb[..., :1]).all()
        return {"REFUSE": rgb[..., :1]}
    return {"REFUSE": rgb}


def write_golden():
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for old in GOLDEN.iterdir():
        old.unlink()
    index = []
    for name, data in [*png_files(), *jpeg_files()]:
        file = name + (".png" if name.startswith("png") else ".jpg")
        (GOLDEN / file).write_bytes(data)
        for policy, samples in pixels(data).items():
            height, width, channels = samples.shape
            raw = samples.astype(np.uint8).tobytes()
            (GOLDEN / f"{name}.{policy}.gz").write_bytes(gzip.compress(raw, 9, mtime=0))
            index.append(f"{file}\t{policy}\t{width}\t{height}\t{channels}")
    (GOLDEN / "index.tsv").write_text("\n".join(index) + "\n")
    print(len(index), "golden pictures,", sum(f.stat().st_size for f in GOLDEN.iterdir()), "bytes")


def write_originals(folder):
    lines = []
    for file in sorted(folder.glob("*/*")):
        picture = Image.open(file)
        grey = picture.mode == "L"
        raw = (picture if grey else picture.convert("RGB")).tobytes()
        digest = hashlib.sha256(raw).hexdigest()
        width, height = picture.size
        name = file.relative_to(folder).as_posix()
        lines.append(f"{name}\t{width}\t{height}\t{1 if grey else 3}\t{digest}")
    (OUT / "originals.tsv").write_text("\n".join(lines) + "\n")
    print(len(lines), "digests of originals")


if __name__ == "__main__":
    print("Python", sys.version.split()[0], "Pillow", PIL.__version__, "numpy", np.__version__)
    version = subprocess.run(["cjpeg", "-version"], capture_output=True, text=True).stderr
    print("OpenCV", cv2.__version__, version.splitlines()[0] if version else "")
    write_golden()
    if len(sys.argv) > 1:
        write_originals(pathlib.Path(sys.argv[1]))
