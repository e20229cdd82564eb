"""Files that must be refused, each with the error code and words that the message must hold."""

from fixture_files import FOLDER

LFS = """version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 14053160
"""
HTML = """<!DOCTYPE html>
<html lang="en"><head><title>Sign in - Accounts</title></head>
<body><form action="/signin"><input type="email" name="identifier"></form></body></html>
"""
SOURCE = """from tensorflow.keras.models import Sequential

model = Sequential()
model.save("model.h5")
"""


def texts(index):
    for file, content, word in [
        ("refused_git_lfs_pointer.h5", LFS, "Git"),
        ("refused_git_lfs_pointer.keras", LFS, "Git"),
        ("refused_sign_in_page.keras", HTML, "HTML"),
        ("refused_python_source.h5", SOURCE, "text"),
    ]:
        (FOLDER / file).write_text(content, encoding="utf-8")
        index.refuse(file, "MODEL_TYPE_UNKNOWN", [word])
    (FOLDER / "refused_empty.h5").write_bytes(b"")
    index.refuse("refused_empty.h5", "MODEL_TYPE_UNKNOWN", ["empty"])


def write_refusals(index):
    texts(index)
