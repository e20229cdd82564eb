package io.pneumonia.persistence.diagnoses;

import io.pneumonia.Prediction;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.persistence.request.FieldCheck;

/**
 * A picture and what was found on it, before both are recorded.
 *
 * @param picture the bytes; its name is kept as the original file name, up to 255 characters
 * @param prediction what was found on these bytes, and what it rests on
 * @param patient what was written beside the picture
 */
public record NewDiagnosis(EncodedImage picture, Prediction prediction, Patient patient) {

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the prediction is of other bytes, or these are no picture
   * @throws RequestRejected {@code FIELD_INVALID} for a file name that is too long
   */
  public NewDiagnosis {
    String sha256 = picture.sha256();
    if (!sha256.equals(prediction.image().sha256())) {
      throw new IllegalArgumentException(
          "prediction: expected one of the picture with sha256 "
              + sha256
              + ", found "
              + prediction.image().sha256());
    }
    if (picture.format().isEmpty()) {
      throw new IllegalArgumentException("picture: expected a JPEG or PNG, found other bytes");
    }
    FieldCheck check = new FieldCheck();
    check.requireLine(picture.name(), "image", 255);
    check.done();
  }
}
