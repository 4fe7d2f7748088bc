package io.sealwright.devchain.node;

import io.sealwright.devchain.files.FolderLock;
import io.sealwright.devchain.files.Scratch;
import io.sealwright.devchain.files.SmallFile;
import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.devchain.wallet.Keystore;
import io.sealwright.devchain.wallet.TokenSecret;
import io.sealwright.devchain.wallet.WalletRefusal;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A node's folder, laid out so that {@code LOTUS_PATH} may name it, and held while the node runs.
 *
 * <pre>
 *   repo.lock  held by the process
 *   keystore/  keys and the secret of tokens
 *   token      a token with all permissions
 *   api        where the node is served; there only while it is
 *   chain/     blocks
 * </pre>
 */
final class NodeFolder implements AutoCloseable {
  private final Path folder;
  private final FolderLock lock;
  private final Keystore keystore;
  private final BlockFolder blocks;

  private NodeFolder(Path folder, FolderLock lock) throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.keystore = Keystore.open(folder.resolve("keystore"));
    this.blocks = BlockFolder.open(folder.resolve("chain"));
  }

  /** Takes a folder; one that another process has is refused. */
  static NodeFolder take(Path folder) throws IOException {
    FolderLock lock = FolderLock.take(folder);
    try {
      NodeFolder taken = new NodeFolder(folder, lock);
      Scratch.discard(taken.api()); // Of a process that was killed.
      return taken;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  Keystore keystore() {
    return keystore;
  }

  BlockFolder blocks() {
    return blocks;
  }

  /** The secret of tokens, made at the first start together with the token file. */
  byte[] tokenSecret(RandomGenerator random) throws IOException {
    Optional<byte[]> known = TokenSecret.find(keystore);
    byte[] secret = known.isPresent() ? known.orElseThrow() : newSecret(random);
    if (!Files.exists(token())) {
      String all = new TokenAuthority(secret).sign(Permissions.ALL);
      SmallFile.write(token(), all, SmallFile.PRIVATE);
    }
    return secret;
  }

  /** Says where the node is served. */
  void announce(String multiaddress) throws IOException {
    SmallFile.write(api(), multiaddress, SmallFile.PUBLIC);
  }

  @Override
  public void close() throws IOException {
    try (lock;
        blocks) {
      Scratch.discard(api());
    }
  }

  private byte[] newSecret(RandomGenerator random) throws IOException {
    try {
      return TokenSecret.create(keystore, random);
    } catch (WalletRefusal e) {
      throw new IOException(e); // It was not there a moment ago.
    }
  }

  private Path api() {
    return folder.resolve("api");
  }

  private Path token() {
    return folder.resolve("token");
  }
}
