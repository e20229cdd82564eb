package io.pneumonia.keras.file;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Opens Keras files by their bytes, whatever their names. */
public final class ModelFiles {

  private static final int HEAD = 8192;
  private static final byte[] ZIP = {'P', 'K'};

  private ModelFiles() {}

  /**
   * Whether a file has the signature of HDF5 or zip, or at least the name of a Keras file.
   *
   * @param file an existing file
   * @return true if {@link #open} is the method to ask
   */
  public static boolean recognises(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    Path fileName = file.getFileName();
    String name = fileName == null ? "" : fileName.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".h5") || name.endsWith(".hdf5") || name.endsWith(".keras")) {
      return true;
    }
    try {
      ByteBuffer head = FileBytes.head(file, HEAD);
      return isZip(head) || Superblocks.find(head) >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return what it holds, to be closed
   * @throws ModelRejected if it is missing, unreadable, damaged or of another kind
   */
  public static ModelFile open(Path file) {
    requireFile(file);
    ByteBuffer head;
    try {
      head = FileBytes.head(file, HEAD);
    } catch (IOException e) {
      throw FileBytes.unreadable(e);
    }
    if (isZip(head)) {
      return ArchiveModelFile.open(file);
    }
    if (Superblocks.find(head) >= 0) {
      return HdfModelFile.open(FileBytes.whole(file));
    }
    throw ForeignFiles.refusal(head);
  }

  private static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      boolean saved = Files.exists(file.resolve("saved_model.pb"));
      throw new ModelRejected(
          ErrorCode.MODEL_TYPE_UNKNOWN,
          saved
              ? "a TensorFlow SavedModel folder; expected one Keras file (.h5 or .keras)"
              : "a folder; expected one Keras file (.h5 or .keras)");
    }
    if (!Files.exists(file)) {
      throw new ModelRejected(ErrorCode.MODEL_NOT_FOUND, "no such file");
    }
  }

  private static boolean isZip(ByteBuffer head) {
    return head.remaining() >= 4
        && head.get(0) == ZIP[0]
        && head.get(1) == ZIP[1]
        && ((head.get(2) == 3 && head.get(3) == 4) || (head.get(2) == 5 && head.get(3) == 6));
  }
}
