"""Golden files for io.pneumonia.preprocess, made by the libraries that it reproduces.

Writes into ../resources/preprocess (or the folder given as argument):
  images.bin.gz   the pictures, 8-bit samples, interleaved, one after the other
  bytes.bin.gz    what 8-bit filters make of them, interleaved
  floats.bin.gz   float32, little endian: TensorFlow's resize, scalings, the presets' tensors
  index.json      what lies where, SHA-256 sums of large results, and the versions it ran with

All pictures are synthetic: phantom radiographs, noise, and a pattern that a test can compute by
itself where a real size is needed. Deterministic; needs Pillow, OpenCV, TensorFlow, Keras.
"""

import gzip
import hashlib
import io
import json
import os
import pathlib
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import cv2
import keras
import numpy as np
import PIL
import tensorflow as tf
from keras.src.legacy.preprocessing.image import ImageDataGenerator
from PIL import Image, ImageOps

PILLOW = {
    "PILLOW_NEAREST": Image.Resampling.NEAREST,
    "PILLOW_BOX": Image.Resampling.BOX,
    "PILLOW_BILINEAR": Image.Resampling.BILINEAR,
    "PILLOW_HAMMING": Image.Resampling.HAMMING,
    "PILLOW_BICUBIC": Image.Resampling.BICUBIC,
    "PILLOW_LANCZOS": Image.Resampling.LANCZOS,
}
OPENCV = {"OPENCV_NEAREST": cv2.INTER_NEAREST, "OPENCV_LINEAR": cv2.INTER_LINEAR}
TENSORFLOW = "TENSORFLOW_BILINEAR"
FILTERS = [*PILLOW, *OPENCV, TENSORFLOW]


def phantom(width, height, channels, seed):
    """A chest of soft ellipses: body, two lungs, heart, ribs, and detector noise."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    u = (x + 0.5) / width * 2 - 1
    v = (y + 0.5) / height * 2 - 1

    def soft(cu, cv, ru, rv):
        return 1 / (1 + np.exp(12 * (np.hypot((u - cu) / ru, (v - cv) / rv) - 1)))

    lungs = soft(-0.42, -0.05, 0.3, 0.62) + soft(0.42, -0.05, 0.3, 0.62)
    ribs = 0.5 + 0.5 * np.sin(14 * v + 5 * np.abs(u))
    grey = 40 + 150 * soft(0, 0, 0.95, 1.1) - 110 * lungs + 70 * soft(0.12, 0.25, 0.25, 0.35)
    grey = grey + 35 * lungs * ribs
    planes = [grey + rng.normal(0, 9, grey.shape) + 12 * c * u for c in range(channels)]
    pixels = np.clip(np.rint(np.stack(planes, -1)), 0, 255).astype(np.uint8)
    return pixels[..., 0] if channels == 1 else pixels


def noise(width, height, channels, seed):
    """Extreme samples side by side: overshoot of the cubic and LANCZOS kernels is clipped."""
    rng = np.random.default_rng(seed)
    pixels = rng.choice(np.array([0, 0, 255, 255, 17, 128, 240], np.uint8), (height, width, channels))
    return pixels[..., 0] if channels == 1 else pixels


def pattern(width, height, channels):
    """Integer arithmetic only: PreprocessGoldenTest computes the same."""
    c, y, x = np.ogrid[0:channels, 0:height, 0:width]
    h = (x * 73 + y * 151 + c * 57) ^ ((x * y) >> 4)
    h = (h * 40503 + (x ^ y) * 977) >> 5
    ramp = (x * 255 // width + y * 255 // height) // 2
    pixels = ((ramp * 3 + (h & 255)) >> 2).astype(np.uint8)
    pixels = np.ascontiguousarray(np.moveaxis(np.broadcast_to(pixels, (channels, height, width)), 0, -1))
    return pixels[..., 0] if channels == 1 else pixels


def smart_crop(pixels, width, height):
    """The crop of Keras' smart_resize, in NumPy: for OpenCV, which has none of its own."""
    in_height, in_width = pixels.shape[:2]
    crop_height = max(min(in_height, int(float(in_width * height) / width)), 1)
    crop_width = max(min(in_width, int(float(in_height * width) / height)), 1)
    top, left = (in_height - crop_height) // 2, (in_width - crop_width) // 2
    return np.ascontiguousarray(pixels[top : top + crop_height, left : left + crop_width])


def resize(pixels, name, fit, width, height):
    """What the library makes of the pixels: uint8, or float32 from TensorFlow."""
    if name in PILLOW:
        image = Image.fromarray(pixels)
        if fit == "CENTER_FIT":
            return np.asarray(ImageOps.fit(image, (width, height), PILLOW[name]))
        return np.asarray(image.resize((width, height), PILLOW[name]))
    if name in OPENCV:
        source = smart_crop(pixels, width, height) if fit == "CENTER_FIT" else pixels
        return cv2.resize(source, (width, height), interpolation=OPENCV[name])
    tensor = pixels[..., None] if pixels.ndim == 2 else pixels
    if fit == "CENTER_FIT":
        tensor = keras.preprocessing.image.smart_resize(tensor, (height, width))
    else:
        tensor = tf.image.resize(tensor, (height, width)).numpy()
    return np.asarray(tensor, np.float32).reshape(height, width, -1)


class Store:
    """Arrays one after the other, compressed together."""

    def __init__(self):
        self.data = io.BytesIO()

    def put(self, array):
        offset = self.data.tell()
        self.data.write(np.ascontiguousarray(array).tobytes())
        return offset

    def write(self, path):
        path.write_bytes(gzip.compress(self.data.getvalue(), 9, mtime=0))


class Golden:
    def __init__(self):
        self.images, self.bytes, self.floats = Store(), Store(), Store()
        self.index = {"images": {}, "resized": [], "large": [], "scalings": [], "tensors": []}
        self.pixels = {}

    def add_image(self, name, pixels):
        self.pixels[name] = pixels
        self.index["images"][name] = {
            "width": pixels.shape[1],
            "height": pixels.shape[0],
            "channels": 1 if pixels.ndim == 2 else 3,
            "offset": self.images.put(pixels),
        }

    def put(self, array):
        store = self.bytes if array.dtype == np.uint8 else self.floats
        return store.put(array.astype("<f4") if store is self.floats else array)

    def add_resized(self, image, name, fit, size):
        result = resize(self.pixels[image], name, fit, *size)
        self.index["resized"].append([image, name, fit, *size, self.put(result)])

    def add_large(self, source, channels, name, fit, size):
        result = resize(pattern(*source, channels), name, fit, *size)
        if result.dtype == np.float32:
            result = result.astype("<f4")
        digest = hashlib.sha256(np.ascontiguousarray(result).tobytes()).hexdigest()
        self.index["large"].append([*source, channels, name, fit, *size, digest])

    def add_scaling(self, name, tensor):
        """All 256 samples in every channel: 256 times channels values."""
        assert tensor.dtype == np.float32, (name, tensor.dtype)
        self.index["scalings"].append([name, tensor.shape[-1], self.put(tensor)])

    def add_tensor(self, preset, image, mode, size, tensor):
        assert tensor.dtype == np.float32, (preset, tensor.dtype)
        self.index["tensors"].append([preset, image, mode, *size, self.put(tensor)])

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.images.write(folder / "images.bin.gz")
        self.bytes.write(folder / "bytes.bin.gz")
        self.floats.write(folder / "floats.bin.gz")
        (folder / "index.json").write_text(one_case_a_line(self.index))


def one_case_a_line(index):
    sections = []
    for name, cases in index.items():
        if isinstance(cases, list):
            lines = [json.dumps(case) for case in cases]
            body = "[\n" + ",\n".join(lines) + "\n]"
        else:
            lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in cases.items()]
            body = "{\n" + ",\n".join(lines) + "\n}"
        sections.append(f"{json.dumps(name)}: {body}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def add_images(golden):
    sizes = {
        "odd": (61, 47), "small": (11, 9), "wide": (97, 13), "high": (13, 97), "double": (64, 48),
        "same-width": (32, 41), "same-height": (43, 24), "same": (32, 24), "large": (150, 131),
    }
    for seed, (name, size) in enumerate(sizes.items()):
        golden.add_image(name + "-grey", phantom(*size, 1, 100 + seed))
    for seed, name in enumerate(["odd", "small", "high", "same-width", "double"]):
        golden.add_image(name + "-colour", phantom(*sizes[name], 3, 200 + seed))
    golden.add_image("noise-grey", noise(57, 39, 1, 300))
    golden.add_image("noise-colour", noise(37, 29, 3, 301))
    golden.add_image("pixel-grey", np.full((1, 1), 200, np.uint8))
    golden.add_image("pixel-colour", np.array([[[10, 100, 250]]], np.uint8))
    golden.add_image("row", noise(31, 1, 1, 302))
    golden.add_image("column", noise(1, 31, 1, 303))
    # More than a hundred times as high as wide: Pillow turns its passes round.
    golden.add_image("tower-grey", noise(3, 401, 1, 304))
    golden.add_image("tower-colour", noise(2, 211, 3, 305))
    golden.add_image("tower-limit", noise(2, 200, 1, 306))
    # Multiples of 64, where an accumulated position differs from a multiplied one.
    golden.add_image("x512", noise(512, 3, 1, 307))
    golden.add_image("x1024", noise(1024, 2, 1, 308))
    golden.add_image("y512", noise(3, 512, 1, 309))
    golden.add_image("samples", np.arange(256, dtype=np.uint8).reshape(16, 16))
    steps = np.arange(0, 256, 15, dtype=np.uint8)
    cube = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), -1)
    golden.add_image("colours", np.ascontiguousarray(cube.reshape(108, 54, 3)))


def add_resized(golden):
    small = [name for name in golden.pixels if name not in ("samples", "colours", "x512", "x1024", "y512")]
    for image in small:
        for name in FILTERS:
            for fit in ("SQUASH", "CENTER_FIT"):
                golden.add_resized(image, name, fit, (32, 24))
    for image in ("odd-grey", "noise-colour", "row", "column", "pixel-grey", "tower-grey", "tower-limit"):
        for name in FILTERS:
            for fit in ("SQUASH", "CENTER_FIT"):
                for size in ((1, 1), (5, 19), (40, 3)):
                    golden.add_resized(image, name, fit, size)
    for name in FILTERS:
        golden.add_resized("x512", name, "SQUASH", (224, 3))
        golden.add_resized("x512", name, "CENTER_FIT", (224, 2))
        golden.add_resized("x1024", name, "SQUASH", (224, 2))
        golden.add_resized("y512", name, "SQUASH", (3, 224))
        golden.add_resized("y512", name, "CENTER_FIT", (2, 224))


def add_large(golden):
    sources = [(1600, 1200), (1857, 1317), (1024, 1024), (512, 512), (1023, 767), (448, 448), (160, 201)]
    for source in sources:
        for name in FILTERS:
            for fit in ("SQUASH", "CENTER_FIT"):
                golden.add_large(source, 1, name, fit, (224, 224))
    for source, size in (((901, 733), (150, 150)), ((640, 480), (299, 299)), ((333, 500), (380, 260))):
        for name in FILTERS:
            for fit in ("SQUASH", "CENTER_FIT"):
                golden.add_large(source, 3, name, fit, size)
    # Boxes whose sides are no fractions of two: Pillow rounds them to float32.
    cropped = (((1999, 1013), (227, 223)), ((2011, 1511), (150, 149)), ((901, 1403), (224, 197)), ((2500, 811), (97, 224)))
    for source, size in cropped:
        for name in FILTERS:
            golden.add_large(source, 1, name, "CENTER_FIT", size)
    for name in FILTERS:
        golden.add_large((65535, 5), 1, name, "SQUASH", (224, 224))
        golden.add_large((5, 65535), 1, name, "SQUASH", (224, 224))


def add_scalings(golden):
    samples = np.arange(256, dtype=np.uint8)
    grey, rgb = samples[:, None], np.repeat(samples[:, None], 3, 1)
    preprocess = keras.src.applications.imagenet_utils.preprocess_input

    def keras_mode(mode):
        return preprocess(rgb.astype(np.float32).reshape(1, 256, 1, 3), "channels_last", mode).reshape(256, 3)

    golden.add_scaling("none", grey.astype(np.float32))
    golden.add_scaling("unit", grey.astype(np.float32) / 255.0)
    golden.add_scaling("unit", (grey / 255.0).astype(np.float32))
    golden.add_scaling("unit", grey.astype(np.float32) / np.float32(255))
    golden.add_scaling("rescale255", ImageDataGenerator(rescale=1.0 / 255).standardize(grey.astype(np.float32)))
    golden.add_scaling("rescale255", keras.ops.convert_to_numpy(keras.layers.Rescaling(1.0 / 255)(grey)))
    golden.add_scaling("signed", (grey.astype(np.float32) / 127.5) - 1)
    golden.add_scaling("signed", keras_mode("tf"))
    golden.add_scaling("imagenet", keras_mode("torch"))
    golden.add_scaling("imagenet", to_tensor_and_normalize(rgb.reshape(256, 1, 3)).transpose(1, 2, 0).reshape(256, 3))
    golden.add_scaling("caffe", keras_mode("caffe"))
    rescaling = keras.layers.Rescaling(1.0 / 127.5, offset=-1)
    golden.add_scaling("rescaleSigned", keras.ops.convert_to_numpy(rescaling(grey)))


def to_tensor_and_normalize(pixels):
    """torchvision's ToTensor and Normalize in NumPy: float32 div, sub, div in place, CHW."""
    tensor = np.ascontiguousarray(pixels.transpose(2, 0, 1)).astype(np.float32)
    tensor /= np.float32(255)
    tensor -= np.array([0.485, 0.456, 0.406], np.float32)[:, None, None]
    tensor /= np.array([0.229, 0.224, 0.225], np.float32)[:, None, None]
    return tensor


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return io.BytesIO(file.getvalue())


def keras_dataset(pixels, size, color_mode, crop):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "only"
        path.mkdir()
        (path / "image.png").write_bytes(png(pixels).getvalue())
        dataset = keras.utils.image_dataset_from_directory(
            folder, labels=None, color_mode=color_mode, image_size=size[::-1],
            crop_to_aspect_ratio=crop, batch_size=1, shuffle=False, verbose=False)
        return next(iter(dataset)).numpy()[0]


def add_tensors(golden):
    """Each preset's code as people write it, from a PNG file to the tensor."""
    generator = ImageDataGenerator(rescale=1.0 / 255)
    for image in ("odd-grey", "odd-colour", "noise-colour", "large-grey"):
        pixels, size = golden.pixels[image], (32, 24)
        width, height = size
        opened = Image.open(png(pixels))
        rgb = np.asarray(opened.convert("RGB").resize(size), np.float32) / 255.0
        golden.add_tensor("pillow", image, "RGB", size, rgb)
        grey = np.asarray(opened.convert("L").resize(size), np.float32) / 255.0
        golden.add_tensor("pillow", image, "GREY", size, grey[..., None])
        golden.add_tensor("pillow", image, "GREY_REPLICATED", size, np.repeat(grey[..., None], 3, -1))
        for mode, keras_name in (("RGB", "rgb"), ("GREY", "grayscale")):
            loaded = keras.utils.load_img(png(pixels), color_mode=keras_name, target_size=(height, width))
            tensor = generator.standardize(keras.utils.img_to_array(loaded))
            golden.add_tensor("kerasLoadImg", image, mode, size, tensor)
        fitted = ImageOps.fit(opened.convert("RGB"), size, Image.Resampling.LANCZOS)
        signed = (np.asarray(fitted).astype(np.float32) / 127.5) - 1
        golden.add_tensor("teachableMachine", image, "RGB", size, signed)
        dataset = keras_dataset(pixels, size, "rgb", False)
        golden.add_tensor("tensorflowDataset", image, "RGB", size, dataset)
        cropped = keras_dataset(pixels, size, "rgb", True)
        golden.add_tensor("tensorflowDatasetCropped", image, "RGB", size, cropped)
        read = cv2.imdecode(np.frombuffer(png(pixels).getvalue(), np.uint8), cv2.IMREAD_COLOR)
        golden.add_tensor("opencv", image, "BGR", size, (cv2.resize(read, size) / 255.0).astype(np.float32))
        resized = np.asarray(opened.convert("RGB").resize(size, Image.Resampling.BILINEAR))
        golden.add_tensor("torchvision", image, "RGB", size, to_tensor_and_normalize(resized))
        caffe = np.asarray(opened.convert("RGB").resize(size, Image.Resampling.NEAREST))
        caffe = keras.applications.vgg16.preprocess_input(caffe.astype(np.float32))
        golden.add_tensor("caffe", image, "BGR", size, caffe)
    colours = np.asarray(Image.open(png(golden.pixels["colours"])).convert("L"), np.float32)
    golden.add_tensor("greyOnly", "colours", "GREY", (54, 108), colours[..., None])


def main():
    default = pathlib.Path(__file__).resolve().parent.parent / "resources" / "preprocess"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    golden = Golden()
    golden.index["versions"] = {
        "pillow": PIL.__version__, "opencv": cv2.__version__, "tensorflow": tf.__version__,
        "keras": keras.__version__, "numpy": np.__version__, "python": sys.version.split()[0],
    }
    print(golden.index["versions"])
    add_images(golden)
    add_resized(golden)
    add_large(golden)
    add_scalings(golden)
    add_tensors(golden)
    golden.write(folder)
    for path in sorted(folder.iterdir()):
        print(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()[:16])


if __name__ == "__main__":
    main()
