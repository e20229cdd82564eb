"""One picture to a score with Pillow and Keras: what measure.sh compares with. keras_predict.py MODEL PICTURE"""

import sys

import keras
import numpy as np
from PIL import Image

model = keras.models.load_model(sys.argv[1], compile=False)
picture = Image.open(sys.argv[2]).convert("RGB").resize((224, 224), Image.Resampling.BICUBIC)
batch = np.asarray(picture, dtype=np.float32)[np.newaxis] / np.float32(255)
print(float(model.predict(batch, verbose=0)[0, 0]))
