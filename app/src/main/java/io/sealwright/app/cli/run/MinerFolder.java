package io.sealwright.app.cli.run;

import io.sealwright.app.daemon.Part;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.files.FolderLock;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.protocol.MinerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data folder of a miner, held by its process. As in Lotus's repository, {@code api} and {@code
 * token} say where the API is, and only the user may read the token and the secret it is signed
 * with.
 */
final class MinerFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MinerFolder.class);
  private static final String SECRET = "api-secret";
  private static final String API = "api";
  private static final String TOKEN = "token";
  private static final String NODE = "full-node.json";

  /** Lotus takes no folder for a repository that has none. */
  private static final String KEYSTORE = "keystore";

  private final Path folder;
  private final FolderLock lock;

  private MinerFolder(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Takes the folder; one process has it at a time. */
  static MinerFolder take(Path folder) throws CommandFailure, IOException {
    FolderLock lock =
        FolderLock.take(folder)
            .orElseThrow(() ->
                CommandFailure.refused(
                    "another miner works in " + folder, "end it, or set another miner.data"));
    return new MinerFolder(folder, lock);
  }

  /** Whether a miner has worked in a folder before. */
  static boolean isBegun(Path folder) {
    return Files.exists(folder.resolve(SECRET));
  }

  /** The secret, made when there is none. */
  byte[] secret() throws CommandFailure, IOException {
    Path file = folder.resolve(SECRET);
    if (!Files.exists(file)) {
      byte[] fresh = new byte[TokenAuthority.SECRET_BYTES];
      new SecureRandom().nextBytes(fresh);
      writePrivately(file, HexFormat.of().formatHex(fresh));
    }
    try {
      byte[] secret = HexFormat.of().parseHex(Files.readString(file).strip());
      if (secret.length == TokenAuthority.SECRET_BYTES) {
        return secret;
      }
    } catch (IllegalArgumentException _) {
      // Told below: what is in the file is not repeated.
    }
    throw CommandFailure.invalid(
        file + " is damaged", "take it away: a new one is made, and old tokens serve no more");
  }

  /** What the full node of a miner said when it was last met; none if it never was. */
  Optional<NodeMemory> node(MinerId miner) {
    Path file = folder.resolve(NODE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(NodeMemory.FORM.decode(RpcJson.parse(Files.readString(file))))
          .filter(memory -> memory.miner().equals(miner));
    } catch (IOException | UnexpectedJson e) {
      LOG.warn("{} cannot be read, and is written anew: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** Keeps what the node says. */
  void note(NodeMemory node) throws IOException {
    writePrivately(folder.resolve(NODE), NodeMemory.FORM.encode(node).toString());
  }

  /** Says where the API is, for as long as the part that is returned is open. */
  Announced announce(String address, String token) throws IOException {
    Path api = folder.resolve(API);
    Files.createDirectories(folder.resolve(KEYSTORE));
    writePrivately(folder.resolve(TOKEN), token);
    writePrivately(api, address);
    return new Announced(api, address);
  }

  /** The word where the API is; it goes before the API does. */
  record Announced(Path file, String address) implements Part {
    @Override
    public String name() {
      return "api";
    }

    @Override
    public Verdict health() {
      return Verdict.well("at " + address);
    }

    @Override
    public void close() {
      try {
        Scratch.discard(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void writePrivately(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            fresh,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
    Durable.sync(fresh);
    Durable.move(fresh, file);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
