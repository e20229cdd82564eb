package io.pneumonia.persistence.django;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Django's media folder. Nothing outside is read, whatever its database says. */
final class DjangoMedia {

  private final Path root;

  DjangoMedia(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder + ": expected Django's media folder, found none");
    }
    this.root = folder.toRealPath();
  }

  /** The file of a picture: its path may begin with the folder's own name. */
  Optional<Path> find(DjangoSource.Picture picture) {
    String path = picture.path().replace('\\', '/');
    return Stream.of(path, path.replaceFirst("^/?media/", ""))
        .flatMap(candidate -> inside(candidate).stream())
        .findFirst();
  }

  private Optional<Path> inside(String name) {
    try {
      Path file = root.resolve(name).toRealPath();
      return file.startsWith(root) && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
