package io.sealwright.proofs.snark;

import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.groth16.Circuit;
import io.sealwright.proofs.groth16.KeyMaker;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Secrets;
import io.sealwright.proofs.groth16.VerifyingKey;
import io.sealwright.proofs.porep.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * A folder of parameter files. Keys that are made here are marked, and never stand beside published
 * ones: a proof made with the wrong ones is worthless, and nobody could tell from the files' names.
 */
public record ParameterFolder(Path folder) {
  private static final int DIGEST_BITS = 512;
  private static final int DIGEST_BYTES = 16;
  private static final int BUFFER = 1 << 20;
  private static final String GENERATED = ".generated";
  private static final String NOWHERE_ELSE =
      "These keys were generated on this machine. Proofs made with them hold nowhere else.\n";

  /** Between a file's name and its digest in the mark of a set. */
  private static final String DIGEST_FOLLOWS = ": ";

  /** Where the keys of a set come from. */
  public enum Origin {
    /** The network's ceremony: the digests are the published ones. */
    PUBLISHED,
    /** Made on this machine, for tests. */
    GENERATED,
    /** Neither. */
    UNKNOWN,
    MISSING
  }

  public Path parameters(ParameterSet set) {
    return folder.resolve(set.fileName() + ".params");
  }

  public Path verifyingKey(ParameterSet set) {
    return folder.resolve(set.fileName() + ".vk");
  }

  private Path meta(ParameterSet set) {
    return folder.resolve(set.fileName() + ".meta");
  }

  private Path mark(ParameterSet set) {
    return folder.resolve(set.fileName() + GENERATED);
  }

  /** Whose the verifying key of a set is; told from its digest, or from the mark beside it. */
  public Origin originOfKey(ParameterSet set) throws IOException {
    return origin(set, verifyingKey(set), set.digests().map(ParameterSet.Digests::verifyingKey));
  }

  /** Whose the parameter file of a set is. Reads all of it, which may take minutes. */
  public Origin originOfParameters(ParameterSet set) throws IOException {
    return origin(set, parameters(set), set.digests().map(ParameterSet.Digests::parameters));
  }

  private Origin origin(ParameterSet set, Path file, Optional<String> published)
      throws IOException {
    if (!Files.exists(file)) {
      return Origin.MISSING;
    }
    if (published.isPresent() && digest(file).equals(published.get())) {
      return Origin.PUBLISHED;
    }
    return Files.exists(mark(set)) ? Origin.GENERATED : Origin.UNKNOWN;
  }

  /** The first 16 bytes of a file's BLAKE2b-512, as hex. */
  public static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return digest(in);
    }
  }

  private static String digest(InputStream in) throws IOException {
    Blake2bDigest hash = new Blake2bDigest(DIGEST_BITS);
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      hash.update(buffer, 0, read);
    }
    byte[] digest = new byte[DIGEST_BITS / Byte.SIZE];
    hash.doFinal(digest, 0);
    return HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
  }

  /**
   * The verifying key of a set.
   *
   * @throws IOException that names the file if it is missing or no key
   */
  public VerifyingKey key(ParameterSet set) throws IOException {
    return VerifyingKey.read(verifyingKey(set));
  }

  /**
   * Maps the parameters of a set, once their verifying key is seen to be that of the {@code .vk}
   * file.
   *
   * @throws IOException that names the file and says what is wrong with it
   */
  public ParameterFile map(ParameterSet set, Arena arena) throws IOException {
    ParameterFile parameters = ParameterFile.map(parameters(set), arena);
    if (Files.exists(verifyingKey(set)) && !key(set).equals(parameters.key())) {
      throw new FileSystemException(
          parameters(set).toString(), null, "belongs to another verifying key than the one here");
    }
    return parameters;
  }

  /**
   * Reads the structure of a key or of a parameter file, and of one that was generated here all of
   * it.
   *
   * @throws FileSystemException that names the file, if it is cut, changed or something else
   */
  public void requireWhole(ParameterSet set, boolean isKey) throws IOException {
    if (isKey) {
      key(set);
      requireAsGenerated(set, verifyingKey(set));
      return;
    }
    if (!Files.exists(verifyingKey(set))) {
      throw new FileSystemException(
          parameters(set).toString(), null, "has no verifying key beside it");
    }
    try (Arena arena = Arena.ofConfined()) {
      map(set, arena);
    }
    requireAsGenerated(set, parameters(set));
  }

  private void requireAsGenerated(ParameterSet set, Path file) throws IOException {
    String name = file.getFileName() + DIGEST_FOLLOWS;
    Optional<String> noted =
        Files.exists(mark(set))
            ? Files.readAllLines(mark(set), StandardCharsets.US_ASCII).stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
            : Optional.empty();
    if (noted.isPresent() && !noted.get().equals(name + digest(file))) {
      throw new FileSystemException(
          file.toString(), null, "was changed since it was generated on this machine");
    }
  }

  /** Which published keys are here: none may be where keys are made. */
  public List<ParameterSet> publishedHere() throws IOException {
    List<ParameterSet> sets =
        ParameterSet.all().stream().filter(set -> Files.exists(verifyingKey(set))).toList();
    List<ParameterSet> published = new ArrayList<>();
    for (ParameterSet set : sets) {
      if (originOfKey(set) == Origin.PUBLISHED) {
        published.add(set);
      }
    }
    return List.copyOf(published);
  }

  /**
   * Makes the keys of a set. The mark is written first and the verifying key last: what is there
   * without a key is not whole and is made again.
   *
   * @throws FileSystemException if keys of the set, or published ones, are here already
   */
  public VerifyingKey generate(ParameterSet set, Secrets secrets, int threads, Progress progress)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    if (Files.exists(verifyingKey(set))) {
      throw new FileSystemException(
          verifyingKey(set).toString(), null, "is there already, and is not replaced");
    }
    if (Files.exists(parameters(set)) && !Files.exists(mark(set))) {
      throw new FileSystemException(
          parameters(set).toString(), null, "is there and was not made here");
    }
    List<ParameterSet> published = publishedHere();
    if (!published.isEmpty()) {
      throw new FileSystemException(
          folder.toString(), null, "holds the network's own keys, of " + published.getFirst());
    }
    PartialFile.write(mark(set), NOWHERE_ELSE.getBytes(StandardCharsets.US_ASCII));
    Circuit circuit = cs -> SampleCircuit.add(set, cs);
    VerifyingKey key = new KeyMaker(secrets, threads, progress).make(circuit, parameters(set));
    PartialFile.write(
        meta(set),
        ("{\"sector_size\":" + set.size().bytes() + "}").getBytes(StandardCharsets.US_ASCII));
    PartialFile.write(
        mark(set),
        (NOWHERE_ELSE
                + noted(parameters(set), digest(parameters(set)))
                + noted(verifyingKey(set), digest(new ByteArrayInputStream(key.toBytes()))))
            .getBytes(StandardCharsets.US_ASCII));
    PartialFile.write(verifyingKey(set), key.toBytes());
    return key;
  }

  private static String noted(Path file, String digest) {
    return file.getFileName() + DIGEST_FOLLOWS + digest + "\n";
  }
}
