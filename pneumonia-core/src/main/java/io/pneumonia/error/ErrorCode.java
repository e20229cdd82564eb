package io.pneumonia.error;

/** Stable names of everything that can go wrong; safe to store, to match on and to show. */
public enum ErrorCode {
  /** The image has no bytes. */
  IMAGE_EMPTY,
  /** The image file could not be read from where it lies. */
  IMAGE_UNREADABLE,
  /** The image has more bytes than the limit allows. */
  IMAGE_TOO_LARGE,
  /** The image header declares more pixels than the limit allows. */
  IMAGE_TOO_MANY_PIXELS,
  /** The bytes are neither JPEG nor PNG. */
  IMAGE_TYPE_UNSUPPORTED,
  /**
   * JPEG or PNG, but of a variant that is not read, 16-bit grey without a chosen policy for
   * instance.
   */
  IMAGE_VARIANT_UNSUPPORTED,
  /** The bytes end before the picture does. */
  IMAGE_TRUNCATED,
  /** The bytes contradict themselves. */
  IMAGE_CORRUPT,
  /** The picture is not a chest X-ray of the kind the model was made for. */
  NOT_A_CHEST_XRAY,

  /** No labelled data lie where they were named. */
  DATA_NOT_FOUND,
  /** The labelled data exist but could not be read. */
  DATA_UNREADABLE,
  /** A folder without labels, or a table with a missing column, label or score. */
  DATA_INVALID,

  /** No model file lies where one was named. */
  MODEL_NOT_FOUND,
  /** The model file exists but could not be read. */
  MODEL_UNREADABLE,
  /** The file is not of a model format that is known. */
  MODEL_TYPE_UNKNOWN,
  /**
   * The model file contradicts itself, is truncated, or its weights do not fit its configuration.
   */
  MODEL_CORRUPT,
  /** The model file, or what it would unpack to, is larger than the limit allows. */
  MODEL_TOO_LARGE,
  /** The file holds weights only, without the network they belong to. */
  MODEL_WITHOUT_ARCHITECTURE,
  /** The network has layers, or layer options, that are not supported. */
  MODEL_LAYER_UNSUPPORTED,
  /**
   * The network has a shape that cannot be used here: several inputs, no batch axis, unknown size.
   */
  MODEL_SHAPE_UNSUPPORTED,
  /** The card is not valid, or contradicts the model file. */
  MODEL_CARD_INVALID,
  /** The input gate is not valid, or does not fit the model file. */
  MODEL_GATE_INVALID,
  /** The model file is not the one that the card or the input gate describes. */
  MODEL_DIGEST_MISMATCH,

  /** No backend of that name is on the class path. */
  BACKEND_NOT_FOUND,
  /** The backend has no native library for this platform, or it failed to load. */
  BACKEND_NATIVE_MISSING,
  /** The requested device is not available to this backend. */
  BACKEND_DEVICE_UNAVAILABLE,
  /** The backend does not open models of this format. */
  BACKEND_MODEL_UNSUPPORTED,

  /** A field of a request is missing, too long, malformed or contradicts another. */
  FIELD_INVALID,
  /** The name is somebody else's already. */
  NAME_TAKEN,
  /** The new password is too short, too common, all digits or too much like its owner's name. */
  PASSWORD_WEAK,
  /** The present password, asked for again before a change, is another one. */
  PASSWORD_WRONG,
  /** No active account has this name and this password. */
  CREDENTIALS_INVALID,
  /** Too many failed attempts; the error says how long to wait. */
  TOO_MANY_ATTEMPTS,
  /** Only an administrator may do this. */
  ADMINISTRATOR_REQUIRED,
  /** No such record, or one that belongs to somebody else. */
  RECORD_NOT_FOUND,
  /** What was asked for contradicts what is recorded, or what happened in the meantime. */
  RECORD_CONFLICT,

  /** The database's address is of no kind that is known. */
  DATABASE_URL_INVALID,
  /** The database cannot be reached, or refused what it was asked. */
  DATABASE_UNAVAILABLE,
  /** The database's schema is newer than this version, or was altered by hand. */
  DATABASE_SCHEMA_MISMATCH,
  /** The media store cannot be written or read. */
  MEDIA_UNAVAILABLE,
  /** A picture that is recorded is missing from the media store. */
  MEDIA_MISSING,
  /** Something encrypted, a picture or a patient's fields, is not what was encrypted. */
  MEDIA_ALTERED,
  /** Records are encrypted with a key that was not given. */
  ENCRYPTION_KEY_WRONG,
  /** The backup is damaged, incomplete, or of a version that is not read here. */
  BACKUP_INVALID,

  /** The network failed while it ran, or gave a value that is not a score. */
  INFERENCE_FAILED,
  /** The predictor or session was used after it was closed. */
  CLOSED
}
