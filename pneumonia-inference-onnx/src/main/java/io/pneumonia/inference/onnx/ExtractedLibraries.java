package io.pneumonia.inference.onnx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * ONNX Runtime unpacks its libraries into a folder of its own under the temporary one and marks
 * both for deletion at exit, in an order that leaves the empty folder behind, one for each process.
 * On Linux a mapped file may go as soon as it is loaded; the folder is then empty when the runtime
 * deletes it. On other systems the empty folder stays, which harms nothing.
 */
final class ExtractedLibraries {

  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final String FOLDER = "/onnxruntime-java";

  private ExtractedLibraries() {}

  /** Deletes the unpacked libraries of this process where that is possible; else does nothing. */
  static void delete() {
    try {
      for (Path folder : folders()) {
        deleteFilesIn(folder);
      }
    } catch (IOException | SecurityException e) {
      // Only tidiness was at stake.
      return;
    }
  }

  private static Set<Path> folders() throws IOException {
    if (!Files.isReadable(MAPS)) {
      return Set.of();
    }
    try (var lines = Files.lines(MAPS)) {
      return lines
          .filter(line -> line.contains(FOLDER) && line.endsWith(".so"))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .map(Path::getParent)
          .filter(folder -> folder.toString().contains(FOLDER))
          .collect(Collectors.toSet());
    }
  }

  private static void deleteFilesIn(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.so")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
