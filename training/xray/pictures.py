"""The training pictures: pixels, labels, patients and folds.

Every picture is there as a JPEG thumbnail; some are there a second time with the exact pixels that
the product feeds the network. Both are 224x224 and hold the same view, so they share an index.
"""

import dataclasses
import pathlib
import re

import numpy as np
from PIL import Image
from sklearn.model_selection import StratifiedGroupKFold

SIZE = 224
FOLDS = 5
_PATIENT = re.compile(r"(?:NORMAL2-)?IM-(\d+)|person(\d+)")


@dataclasses.dataclass(frozen=True)
class Pictures:
    """All pictures of the set.

    names: stem of the original file, sorted
    thumbnails: uint8 [n, 224, 224], grey
    exact: uint8 [n, 224, 224], grey; meaningful where has_exact
    has_exact: bool [n]
    pneumonia: bool [n]
    kind: int8 [n]: 0 normal, 1 bacterial, 2 viral pneumonia
    patient: str [n]
    fold: int8 [n]: the fold that holds the picture out
    """

    names: np.ndarray
    thumbnails: np.ndarray
    exact: np.ndarray
    has_exact: np.ndarray
    pneumonia: np.ndarray
    kind: np.ndarray
    patient: np.ndarray
    fold: np.ndarray

    def best(self, index: int) -> np.ndarray:
        """The pixels closest to what the product feeds the network."""
        return self.exact[index] if self.has_exact[index] else self.thumbnails[index]

    def __len__(self) -> int:
        return len(self.names)


def _grey(path: pathlib.Path) -> np.ndarray:
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("L"))
    if pixels.shape != (SIZE, SIZE):
        raise ValueError(f"{path}: expected {SIZE}x{SIZE}, found {pixels.shape}")
    return pixels


def patient_of(name: str) -> str:
    """The patient in a file name.

    The two series of normal pictures share their numbers, and so may share patients: they are kept
    together. Nothing says that a normal and a pneumonia number ever mean the same child.
    """
    match = _PATIENT.match(name)
    if not match:
        raise ValueError(f"{name}: expected IM-<number> or person<number>")
    return f"normal{match[1]}" if match[1] else f"pneumonia{match[2]}"


def _kind(name: str, label: str) -> int:
    if label == "NORMAL":
        return 0
    return 2 if "_virus_" in name else 1


def load(root: pathlib.Path, seed: int) -> Pictures:
    """Reads `train/{NORMAL,PNEUMONIA}/*.jpeg` and the `*.<width>x<height>.png` beside them."""
    entries = []
    for label in ("NORMAL", "PNEUMONIA"):
        folder = root / "train" / label
        exact = {p.name.rsplit(".", 2)[0]: p for p in folder.glob("*.png")}
        for path in sorted(folder.glob("*.jpeg")):
            entries.append((path.stem, label, path, exact.get(path.stem)))
    if not entries:
        raise ValueError(f"{root}: expected train/NORMAL/*.jpeg and train/PNEUMONIA/*.jpeg")
    entries.sort(key=lambda entry: entry[0])
    names = np.array([entry[0] for entry in entries])
    kind = np.array([_kind(entry[0], entry[1]) for entry in entries], np.int8)
    patient = np.array([patient_of(name) for name in names])
    has_exact = np.array([entry[3] is not None for entry in entries])
    thumbnails = np.stack([_grey(entry[2]) for entry in entries])
    exact = np.stack([_grey(e[3]) if e[3] else np.zeros((SIZE, SIZE), np.uint8) for e in entries])
    fold = np.zeros(len(entries), np.int8)
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    # Stratified by kind and by having exact pixels, so that each fold can be judged on those.
    for number, (_, held) in enumerate(splitter.split(names, kind * 2 + has_exact, patient)):
        fold[held] = number
    return Pictures(names, thumbnails, exact, has_exact, kind > 0, kind, patient, fold)
