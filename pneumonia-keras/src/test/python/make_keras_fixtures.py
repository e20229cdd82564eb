"""Writes every fixture of the Keras reader and of the backends that run Keras files.

python make_keras_fixtures.py
"""

from fixture_files import FOLDER, Index, keras, versions
from keras_models import MODELS, write_model
from keras2_files import write_old
from keras_refusals import write_refusals
from keras_taps import write_taps

if __name__ == "__main__":
    print(versions())
    for old in FOLDER.glob("*"):
        old.unlink()
    index = Index()
    for name in list(MODELS):
        write_model(index, name)
    write_old(index)
    write_refusals(index)
    index.write()
    write_taps()
    total = sum(file.stat().st_size for file in FOLDER.glob("*"))
    print(f"{len(index.models)} models, {len(index.refusals)} refusals, {total} bytes")
