package io.pneumonia.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What people hand over in place of a model file, told from its first bytes. */
public final class ForeignFile {

  private static final int HEAD = 512;

  private static final List<Magic> MAGICS =
      List.of(
          new Magic(0, "\u0080\u0002", "a Python pickle or an old PyTorch file"),
          new Magic(0, "\u0080\u0003", "a Python pickle"),
          new Magic(0, "\u0080\u0004", "a Python pickle"),
          new Magic(0, "\u0080\u0005", "a Python pickle"),
          new Magic(4, "TFL3", "a TensorFlow Lite model"),
          new Magic(4, "ORTM", "a model in ONNX Runtime's own format"),
          new Magic(0, "\u0093NUMPY", "a NumPy array"),
          new Magic(0, "\u001f\u008b", "a gzip archive: unpack it first"),
          new Magic(0, "BZh", "a bzip2 archive: unpack it first"),
          new Magic(0, "7z\u00bc\u00af", "a 7z archive: unpack it first"),
          new Magic(0, "Rar!", "a RAR archive: unpack it first"),
          new Magic(257, "ustar", "a tar archive: unpack it first"),
          new Magic(0, "GGUF", "a GGUF model"),
          new Magic(0, "\u0089PNG", "a PNG picture"),
          new Magic(0, "\u00ff\u00d8\u00ff", "a JPEG picture"),
          new Magic(0, "%PDF", "a PDF document"),
          new Magic(0, "CDF", "a NetCDF file"),
          new Magic(0, "MATLAB", "a MATLAB file"));

  private static final List<String> PYTHON =
      List.of("import ", "from ", "def ", "class ", "#!/usr/bin", "# -*-", "\"\"\"");

  private ForeignFile() {}

  /**
   * Says what a file is that is certainly no model of ours.
   *
   * @param file an existing file
   * @return as {@link #describe(ByteBuffer)}
   * @throws IOException if it cannot be read
   */
  public static Optional<String> describe(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return describe(ByteBuffer.wrap(stream.readNBytes(HEAD)));
    }
  }

  /**
   * Says what a file is that is certainly no model of ours.
   *
   * @param head the file's first few hundred bytes, or all of it; left as it is
   * @return what it is, with an article and a way out where there is one ({@code a Git-LFS pointer
   *     ...}); or nothing where the bytes tell nothing
   */
  public static Optional<String> describe(ByteBuffer head) {
    String bytes = StandardCharsets.ISO_8859_1.decode(head.duplicate()).toString();
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    if (bytes.startsWith("version https://git-lfs")) {
      return Optional.of(
          "a Git-LFS pointer, which stands for the model but is not it: run git lfs pull, or"
              + " download the file itself");
    }
    for (Magic magic : MAGICS) {
      if (bytes.startsWith(magic.text, magic.offset)) {
        return Optional.of(magic.meaning);
      }
    }
    if (isSafetensors(head)) {
      return Optional.of("a safetensors file, which holds weights without a network");
    }
    if (bytes.chars().allMatch(ForeignFile::isText)) {
      return Optional.of(text(bytes.strip()));
    }
    return Optional.empty();
  }

  private static String text(String text) {
    String start = text.substring(0, Math.min(text.length(), 256)).toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html")
        || start.startsWith("<html")
        || start.contains("<head")) {
      return "a web page (HTML), as a download behind a sign-in gives: download the file itself";
    }
    if (start.startsWith("<")) {
      return "an XML or HTML document";
    }
    if (start.startsWith("{")) {
      return start.contains("class_name")
          ? "a network's configuration (JSON) without its weights"
          : "a JSON document";
    }
    if (text.lines().anyMatch(line -> PYTHON.stream().anyMatch(line::startsWith))) {
      return "the text of Python source code, not the model that it makes: run it and save the model";
    }
    return "a text file";
  }

  private static boolean isText(int c) {
    return (c >= ' ' && c != 127) || c == '\n' || c == '\r' || c == '\t' || c == '\f';
  }

  private static boolean isSafetensors(ByteBuffer head) {
    return head.remaining() > 9
        && head.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(0) < 100_000_000
        && head.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(0) > 0
        && head.get(8) == '{'
        && head.get(9) == '"';
  }

  /** Bytes at a place, one character each, that tell a format. */
  private record Magic(int offset, String text, String meaning) {}
}
