package io.pneumonia.persistence.media;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Pictures as files below one folder. A picture is written under another name in {@code incoming},
 * forced to the disk, and renamed into its place, of which the folder is forced too.
 */
public final class FileMediaStore implements MediaStore {

  private static final boolean FOLDERS_CAN_BE_FORCED =
      !System.getProperty("os.name", "").startsWith("Windows");

  /** Every write copies its bytes into memory outside of the heap, which the thread then keeps. */
  private static final int WRITE_BYTES = 64 << 10;

  private final Path root;
  private final Path incoming;
  private final Set<Path> durableFolders = ConcurrentHashMap.newKeySet();

  private FileMediaStore(Path root) {
    this.root = root;
    this.incoming = root.resolve("incoming");
  }

  /**
   * Opens a folder, which is created where it is missing.
   *
   * @param folder where the pictures lie
   * @return the store
   * @throws RecordsUnavailable {@code MEDIA_UNAVAILABLE} if it is no folder that can be written
   */
  public static FileMediaStore open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileMediaStore store = new FileMediaStore(folder.toRealPath());
      Files.createDirectories(store.incoming);
      store.check();
      return store;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  @Override
  public void write(MediaPath path, MediaContent content) {
    Path part = incoming.resolve(UUID.randomUUID() + ".part");
    Path target = root.resolve(path.value());
    try {
      try {
        writeAndForce(part, content);
        prepare(folderOf(target));
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        force(folderOf(target));
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_UNAVAILABLE, path + ": the picture cannot be stored", e);
    }
  }

  private static void writeAndForce(Path file, MediaContent content) throws IOException {
    try (InputStream in = content.open();
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      byte[] piece = new byte[(int) Math.min(content.size(), WRITE_BYTES)];
      for (int count = in.readNBytes(piece, 0, piece.length);
          count > 0;
          count = in.readNBytes(piece, 0, piece.length)) {
        ByteBuffer rest = ByteBuffer.wrap(piece, 0, count);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
      channel.force(true);
    }
  }

  /** A new folder is on the disk only when the folder above it is. */
  private void prepare(Path day) throws IOException {
    if (durableFolders.contains(day)) {
      return;
    }
    synchronized (durableFolders) {
      Files.createDirectories(day);
      for (Path above = folderOf(day); above.startsWith(root); above = folderOf(above)) {
        force(above);
      }
      durableFolders.add(day);
    }
  }

  private static void force(Path folder) throws IOException {
    if (FOLDERS_CAN_BE_FORCED) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static Path folderOf(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + ": expected a path inside the media folder");
    }
    return parent;
  }

  @Override
  public InputStream open(MediaPath path) {
    try {
      return Files.newInputStream(inside(path), LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_MISSING, path + ": expected a stored picture, found none", e);
    } catch (IOException e) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_UNAVAILABLE, path + ": the picture cannot be read", e);
    }
  }

  /**
   * The form of the name keeps it inside already; links that somebody put there must not lead out.
   */
  private Path inside(MediaPath path) throws IOException {
    Path folder = folderOf(root.resolve(path.value()));
    if (!folder.toRealPath().equals(folder)) {
      throw new NoSuchFileException(path.value(), null, "its folder is a link");
    }
    return root.resolve(path.value());
  }

  @Override
  public boolean exists(MediaPath path) {
    try {
      return Files.isRegularFile(inside(path), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void list(Consumer<MediaPath> each) {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .flatMap(name -> MediaPath.parse(name).stream())
          .forEach(each);
    } catch (IOException | UncheckedIOException e) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_UNAVAILABLE, root + ": the folder cannot be listed", e);
    }
  }

  @Override
  public void delete(MediaPath path) {
    try {
      Path file = inside(path);
      if (Files.deleteIfExists(file)) {
        force(folderOf(file));
      }
    } catch (NoSuchFileException e) {
      // Its folder is not there, so neither is the picture.
    } catch (IOException e) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_UNAVAILABLE, path + ": the picture cannot be removed", e);
    }
  }

  @Override
  public int sweep(Instant before) {
    int removed = 0;
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(incoming)) {
      for (Path part : parts) {
        if (isOlder(part, before) && Files.deleteIfExists(part)) {
          removed++;
        }
      }
      return removed;
    } catch (IOException e) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_UNAVAILABLE, incoming + ": the folder cannot be swept", e);
    }
  }

  private static boolean isOlder(Path part, Instant before) throws IOException {
    try {
      return Files.getLastModifiedTime(part).toInstant().isBefore(before);
    } catch (NoSuchFileException e) {
      return false; // Its writer has just finished.
    }
  }

  @Override
  public MediaState state() {
    try {
      return new MediaState(
          root.toString(), OptionalLong.of(Files.getFileStore(root).getUsableSpace()));
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  @Override
  public void check() {
    try {
      Files.delete(Files.createTempFile(incoming, "check", ".part"));
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  private static RecordsUnavailable unwritable(Path folder, IOException cause) {
    return new RecordsUnavailable(
        ErrorCode.MEDIA_UNAVAILABLE,
        folder + ": expected a folder that can be written, found none",
        cause);
  }

  /** Nothing is held open between calls. */
  @Override
  public void close() {}
}
