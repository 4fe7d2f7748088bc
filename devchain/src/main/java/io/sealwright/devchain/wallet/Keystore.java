package io.sealwright.devchain.wallet;

import io.sealwright.devchain.files.Scratch;
import io.sealwright.devchain.files.SmallFile;
import io.sealwright.protocol.Base32;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Named secrets in a folder as Lotus lays it out: a file each, named by the upper-case base32 of
 * the name, readable by nobody but its owner. A file that others may read is refused.
 */
public final class Keystore {
  private static final String TRASH = "trash-";

  private static final Set<PosixFilePermission> TOO_RELAXED =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final Path folder;

  private Keystore(Path folder) {
    this.folder = folder;
  }

  /** The keystore in a folder, which is made if need be. */
  public static Keystore open(Path folder) throws IOException {
    SmallFile.makePrivateFolder(folder);
    return new Keystore(folder);
  }

  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        names.add(name(file));
      }
    }
    return names;
  }

  /** The JSON kept under a name. */
  public Optional<String> get(String name) throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    requirePrivate(file, name);
    return Optional.of(Files.readString(file));
  }

  /** Keeps JSON under a name that is free; one for the trash gets a number if it is not. */
  public void put(String name, String json) throws WalletRefusal, IOException {
    String free = name;
    for (int i = 1; Files.exists(file(free)); i++) {
      if (!name.startsWith(TRASH)) {
        throw new WalletRefusal("checking key before put '" + name + "': key already exists");
      }
      free = name + "-" + i;
    }
    SmallFile.write(file(free), json, SmallFile.PRIVATE);
  }

  /** Removes a name, and says whether it was there. */
  public boolean delete(String name) throws IOException {
    return Scratch.discard(file(name));
  }

  private Path file(String name) {
    String encoded = Base32.encode(name.getBytes(StandardCharsets.UTF_8));
    return folder.resolve(encoded.toUpperCase(Locale.ROOT));
  }

  private static String name(Path file) throws IOException {
    String encoded = file.getFileName().toString();
    requirePrivate(file, encoded);
    try {
      byte[] name = Base32.decode(encoded.toLowerCase(Locale.ROOT));
      return new String(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IOException("decoding key: '" + encoded + "': " + e.getMessage(), e);
    }
  }

  private static void requirePrivate(Path file, String name) throws IOException {
    Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
    if (granted.stream().anyMatch(TOO_RELAXED::contains)) {
      throw new IOException(
          "permissions of key: '%s' are too relaxed, required: 0600, got: %s"
              .formatted(name, octal(granted)));
    }
  }

  private static String octal(Set<PosixFilePermission> permissions) {
    String text = PosixFilePermissions.toString(permissions);
    StringBuilder octal = new StringBuilder("0");
    for (int at = 0; at < text.length(); at += 3) {
      int digit = 0;
      for (int bit = 0; bit < 3; bit++) {
        digit = digit << 1 | (text.charAt(at + bit) == '-' ? 0 : 1);
      }
      octal.append(digit);
    }
    return octal.toString();
  }
}
