"""Augmentation that destroys what must not be learned.

In this set the class can be told from the aspect ratio, the resolution, the JPEG quality, the
exposure and the film markers alone. Each step makes one of these useless.
"""

import cv2
import numpy as np

cv2.setNumThreads(1)


def _chance(rng: np.random.Generator, probability: float) -> bool:
    return rng.random() < probability


def _geometry(image: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """Flip, aspect, zoom, shift, rotation and shear in one resampling to size x size."""
    source = image.shape[0]
    zoom = np.exp(rng.uniform(-0.18, 0.18))
    aspect = np.exp(rng.uniform(-0.2, 0.2))
    angle = np.deg2rad(np.clip(rng.normal(0, 6), -15, 15))
    shear = rng.uniform(-0.06, 0.06)
    scale_x, scale_y = zoom * np.sqrt(aspect), zoom / np.sqrt(aspect)
    if _chance(rng, 0.5):
        scale_x = -scale_x
    cos, sin = np.cos(angle), np.sin(angle)
    linear = np.array([[cos, -sin + shear], [sin, cos]]) @ np.diag([scale_x, scale_y])
    linear = linear * (source / size)
    shift = rng.uniform(-0.07, 0.07, 2) * source
    centre_out = np.full(2, (size - 1) / 2)
    offset = (source - 1) / 2 + shift - linear @ centre_out
    border = (cv2.BORDER_CONSTANT, cv2.BORDER_REPLICATE, cv2.BORDER_REFLECT)[rng.integers(3)]
    # Enlarging only mildly below the source's size, so linear is free of visible aliasing there.
    flags = (cv2.INTER_LINEAR, cv2.INTER_CUBIC)[rng.integers(2)] | cv2.WARP_INVERSE_MAP
    if size < source:
        image = cv2.GaussianBlur(image, (0, 0), 0.35 * source / size)
    return cv2.warpAffine(image, np.column_stack([linear, offset]), (size, size), flags=flags,
                          borderMode=border)


def _exposure(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Gamma, contrast and brightness as one table; now and then local equalisation."""
    if _chance(rng, 0.1):
        return cv2.createCLAHE(rng.uniform(1, 4), (8, 8)).apply(image)
    if _chance(rng, 0.05):
        return cv2.equalizeHist(image)
    values = np.arange(256) / 255.0
    if _chance(rng, 0.8):
        values = values ** np.exp(rng.uniform(-0.55, 0.55))
    if _chance(rng, 0.8):
        mean = values[image[::8, ::8].ravel()].mean()
        values = mean + (values - mean) * rng.uniform(0.55, 1.5)
    if _chance(rng, 0.5):
        values = values + rng.uniform(-0.15, 0.15)
    table = np.clip(np.rint(values * 255), 0, 255).astype(np.uint8)
    return cv2.LUT(image, table)


def _resolution(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Fewer pixels and back; blur; sharpening."""
    size = image.shape[0]
    if _chance(rng, 0.3):
        small = max(48, int(size * rng.uniform(0.35, 0.95)))
        down = (cv2.INTER_AREA, cv2.INTER_LINEAR)[rng.integers(2)]
        up = (cv2.INTER_LINEAR, cv2.INTER_CUBIC)[rng.integers(2)]
        image = cv2.resize(cv2.resize(image, (small, small), interpolation=down), (size, size),
                           interpolation=up)
    if _chance(rng, 0.15):
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 1.2))
    elif _chance(rng, 0.15):
        amount = rng.uniform(0.2, 1.0)
        image = cv2.addWeighted(image, 1 + amount, cv2.GaussianBlur(image, (0, 0), 1.5), -amount, 0)
    return image


def _noise(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    if not _chance(rng, 0.3):
        return image
    noise = rng.standard_normal(image.shape, np.float32) * rng.uniform(1, 10)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


def _recompress(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    if not _chance(rng, 0.5):
        return image
    quality = int(rng.integers(25, 96))
    _, data = cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, quality))
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)


def _borders(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Black, white or grey bars, as collimators and scanners leave them."""
    if _chance(rng, 0.2):
        size, value = image.shape[0], int(rng.choice([0, 0, 0, 255, rng.integers(256)]))
        for side in rng.choice(4, rng.integers(1, 4), replace=False):
            width = int(size * rng.uniform(0.01, 0.09))
            bar = (np.s_[:width], np.s_[size - width:], np.s_[:, :width], np.s_[:, size - width:])
            image[bar[side]] = value
    return image


def _markers(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Letters and patches in the corners, where side markers and name plates are."""
    size = image.shape[0]
    for _ in range(rng.integers(0, 3)):
        x = int(size * (rng.uniform(0, 0.2) if _chance(rng, 0.5) else rng.uniform(0.75, 0.95)))
        y = int(size * (rng.uniform(0.02, 0.25) if _chance(rng, 0.7) else rng.uniform(0.8, 0.98)))
        value = int(rng.choice([0, 255, rng.integers(256)]))
        if _chance(rng, 0.5):
            text = str(rng.choice(["R", "L", "A", "AP", "PA", "P", "SUP", "R PORT"]))
            cv2.putText(image, text, (x, y), int(rng.integers(0, 4)), rng.uniform(0.3, 0.9), value,
                        int(rng.integers(1, 3)), cv2.LINE_AA)
        else:
            width, height = (size * rng.uniform(0.03, 0.18, 2)).astype(int)
            image[y:y + height, x:x + width] = value
    return image


def _erase(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Random erasing anywhere: no single spot may decide."""
    if _chance(rng, 0.25):
        size = image.shape[0]
        width, height = (size * rng.uniform(0.08, 0.3, 2)).astype(int)
        x, y = rng.integers(0, size - width), rng.integers(0, size - height)
        patch = image[y:y + height, x:x + width]
        patch[:] = rng.integers(0, 256, patch.shape) if _chance(rng, 0.3) else int(patch.mean())
    return image


def augment(image: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """A training view of a picture.

    image: uint8 [height, width], grey; unchanged
    size: pixels of each side of the result
    returns uint8 [size, size]
    """
    image = _geometry(image, size, rng)
    image = _exposure(image, rng)
    image = _erase(_markers(_borders(image, rng), rng), rng)
    return _recompress(_noise(_resolution(image, rng), rng), rng)


def plain(image: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """What most published projects do (flip, small shift and zoom): the baseline to compare with."""
    source = image.shape[0]
    zoom = rng.uniform(0.9, 1.1) * source / size
    shift = rng.uniform(-0.05, 0.05, 2) * source
    linear = np.diag([-zoom if _chance(rng, 0.5) else zoom, zoom])
    offset = (source - 1) / 2 + shift - linear @ np.full(2, (size - 1) / 2)
    return cv2.warpAffine(image, np.column_stack([linear, offset]), (size, size),
                          flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                          borderMode=cv2.BORDER_REPLICATE)
