package io.sealwright.engine.work.path;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.shared.Sight;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.file.DiskWords;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A host's part in a check of one path. Marks lie at {@code .sealwright-check/CHECK/HOST} below its
 * root, each with the host's name in it, and are taken away at the end.
 *
 * @param before only files that were last changed before it are counted: what is being written now
 *     may be seen by one host and not yet by another
 */
public record PathProbe(UUID check, String host, String path, Path folder, Instant before) {
  private static final String MARKS = ".sealwright-check";

  /** Of Linux, where a whole file system is mounted so. */
  private static final String READ_ONLY = "Read-only file system";

  private Path marks() {
    return folder.resolve(MARKS).resolve(check.toString());
  }

  /** Leaves the mark, and says all that is seen at once. */
  public Sight look() {
    String id = "";
    try {
      // What is not there is told from what cannot be looked at.
      Files.readAttributes(new PathLayout(folder).mark(), BasicFileAttributes.class);
      id = HostPath.read(folder).id().id();
      FileStore store = Files.getFileStore(folder);
      long begun = System.nanoTime();
      Names names = names();
      Optional<DiskFault> writeError = leaveMark();
      long millis = (System.nanoTime() - begun) / 1_000_000;
      return new Sight(
          host,
          path,
          folder.toString(),
          id,
          Optional.empty(),
          writeError,
          writeError.map(DiskWords::of).filter(words -> words.contains(READ_ONLY)).isPresent(),
          store.getTotalSpace(),
          store.getUsableSpace(),
          millis,
          names.old().size(),
          names.young(),
          digest(names.old()),
          seen());
    } catch (IOException e) {
      return unreadable(id, DiskFault.of(e));
    } catch (PathRefused e) {
      return unreadable(id, new DiskFault.Told(String.valueOf(e.getMessage())));
    }
  }

  private Sight unreadable(String id, DiskFault fault) {
    return new Sight(
        host,
        path,
        folder.toString(),
        id,
        Optional.of(fault),
        Optional.empty(),
        false,
        0,
        0,
        0,
        0,
        0,
        "",
        List.of());
  }

  /** What went wrong, or nothing. */
  private Optional<DiskFault> leaveMark() {
    try {
      sweep();
      Files.createDirectories(marks());
      Durable.write(marks().resolve(host), host.getBytes(UTF_8));
      return Optional.empty();
    } catch (ReadOnlyFileSystemException _) {
      return Optional.of(new DiskFault.Told(READ_ONLY));
    } catch (IOException e) {
      return Optional.of(DiskFault.of(e));
    }
  }

  /** The hosts whose marks can be read. */
  public List<String> seen() throws IOException {
    List<String> seen = new ArrayList<>();
    for (Path mark : list(marks())) {
      String name = String.valueOf(mark.getFileName());
      if (!name.endsWith(".partial") && Files.readString(mark, UTF_8).equals(name)) {
        seen.add(name);
      }
    }
    return seen.stream().sorted().toList();
  }

  /** Takes the mark away, and the folders when they are empty. */
  public void end() throws IOException {
    Scratch.discard(marks().resolve(host));
    discardEmpty(marks());
    discardEmpty(folder.resolve(MARKS));
  }

  /** Marks of this host in earlier checks, which it did not come to take away. */
  private void sweep() throws IOException {
    for (Path earlier : list(folder.resolve(MARKS))) {
      if (!earlier.equals(marks())) {
        Scratch.discard(earlier.resolve(host));
        discardEmpty(earlier);
      }
    }
  }

  private static void discardEmpty(Path folder) throws IOException {
    try {
      Scratch.discard(folder);
    } catch (DirectoryNotEmptyException _) {
      // Others have their marks there.
    }
  }

  /** The names that are compared, and how many are too young for that. */
  private record Names(List<String> old, long young) {}

  private Names names() throws IOException {
    PathLayout layout = new PathLayout(folder);
    List<String> old = new ArrayList<>();
    long young = 0;
    for (FileType type : FileType.values()) {
      for (Path file : list(layout.folder(type))) {
        String name = String.valueOf(file.getFileName());
        if (PathLayout.sector(name).isEmpty()) {
          continue;
        }
        if (isOld(file)) {
          old.add(type.wireName() + "/" + name);
        } else {
          young++;
        }
      }
    }
    return new Names(old.stream().sorted().toList(), young);
  }

  private boolean isOld(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (NoSuchFileException _) {
      return false; // Moved since it was listed.
    }
  }

  /** What is in a folder; nothing if it is not there. */
  private static List<Path> list(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(files::add);
    } catch (NoSuchFileException _) {
      return List.of();
    }
    return files;
  }

  private static String digest(List<String> names) {
    try {
      byte[] bytes = String.join("\n", names).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
