package io.sealwright.proofs.snark;

import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.groth16.Circuit;
import io.sealwright.proofs.groth16.KeyMaker;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Secrets;
import io.sealwright.proofs.groth16.VerifyingKey;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.snark.ParameterSet.Digests;
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
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * A folder of parameter files. Keys that are made here are marked, and never stand beside published
 * ones: a proof made with the wrong ones is worthless, and nobody could tell from the files' names.
 *
 * @param published the digests of the network's own files
 */
public record ParameterFolder(Path folder, Map<ParameterSet, Digests> published) {
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

  /**
   * What a check found.
   *
   * @param fault what is wrong with the file, in a clause that names it
   */
  public record Finding(Origin origin, Optional<String> fault) {}

  public ParameterFolder {
    published = Map.copyOf(published);
  }

  public ParameterFolder(Path folder) {
    this(folder, ParameterSet.published());
  }

  public Path parameters(ParameterSet set) {
    return folder.resolve(set.fileName() + ".params");
  }

  public Path verifyingKey(ParameterSet set) {
    return folder.resolve(set.fileName() + ".vk");
  }

  /** Whether both files of a set are here, whosever they are. */
  public boolean has(ParameterSet set) {
    return Files.isRegularFile(parameters(set)) && Files.isRegularFile(verifyingKey(set));
  }

  private Path meta(ParameterSet set) {
    return folder.resolve(set.fileName() + ".meta");
  }

  private Path mark(ParameterSet set) {
    return folder.resolve(set.fileName() + GENERATED);
  }

  /** Whose the verifying key of a set is; told from its digest, or from the mark beside it. */
  public Origin originOfKey(ParameterSet set) throws IOException {
    Path key = verifyingKey(set);
    return Files.exists(key) ? origin(set, key, digest(key)) : Origin.MISSING;
  }

  private Origin origin(ParameterSet set, Path file, String digest) {
    boolean isPublished =
        Optional.ofNullable(published.get(set))
            .map(file.equals(verifyingKey(set)) ? Digests::verifyingKey : Digests::parameters)
            .filter(digest::equals)
            .isPresent();
    if (isPublished) {
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
   * Reads all of a verifying key or of a parameter file, once, which may take minutes: whose it is,
   * and whether it is cut, changed or something else.
   */
  public Finding check(ParameterSet set, boolean isKey) throws IOException {
    Path file = isKey ? verifyingKey(set) : parameters(set);
    if (!Files.exists(file)) {
      return new Finding(Origin.MISSING, Optional.empty());
    }
    String digest = digest(file);
    Origin origin = origin(set, file, digest);
    try {
      requireStructure(set, isKey);
    } catch (FileSystemException e) {
      return new Finding(origin, Optional.of(DiskWords.of(e)));
    }
    return new Finding(
        origin,
        switch (origin) {
          case UNKNOWN -> Optional.of(file.getFileName() + " is not the published file");
          case GENERATED -> changed(set, file, digest);
          case PUBLISHED, MISSING -> Optional.empty();
        });
  }

  private void requireStructure(ParameterSet set, boolean isKey) throws IOException {
    if (isKey) {
      key(set);
      return;
    }
    if (!Files.exists(verifyingKey(set))) {
      throw new FileSystemException(
          parameters(set).toString(), null, "has no verifying key beside it");
    }
    boolean keyIsGood = check(set, true).fault().isEmpty();
    try (Arena arena = Arena.ofConfined()) {
      if (keyIsGood) {
        map(set, arena);
      } else {
        ParameterFile.map(parameters(set), arena); // A bad key is its own fault, told once.
      }
    }
  }

  /** Whether a file is another than the mark of its set says; old marks say nothing. */
  private Optional<String> changed(ParameterSet set, Path file, String digest) throws IOException {
    String name = file.getFileName() + DIGEST_FOLLOWS;
    return Files.readAllLines(mark(set), StandardCharsets.US_ASCII).stream()
        .filter(line -> line.startsWith(name) && !line.equals(name + digest))
        .findFirst()
        .map(_ -> file + " was changed since it was generated on this machine");
  }

  /** Whether somebody else put published keys beside generated ones. */
  public boolean isMixed() throws IOException {
    Set<Origin> origins = EnumSet.noneOf(Origin.class);
    for (ParameterSet set : ParameterSet.all()) {
      origins.add(originOfKey(set));
    }
    return origins.containsAll(EnumSet.of(Origin.PUBLISHED, Origin.GENERATED));
  }

  /**
   * The sets of the network's own that are here: none may be where keys are made. Parameters alone,
   * not made here, may be such, and only their verifying key would tell quickly.
   */
  private List<ParameterSet> publishedHere() throws IOException {
    List<ParameterSet> here = new ArrayList<>();
    for (ParameterSet set : ParameterSet.all()) {
      boolean isUntold =
          published.containsKey(set)
              && Files.exists(parameters(set))
              && !Files.exists(verifyingKey(set))
              && !Files.exists(mark(set));
      if (isUntold || originOfKey(set) == Origin.PUBLISHED) {
        here.add(set);
      }
    }
    return here;
  }

  /** Bytes of memory that {@link #generate} takes for a set, about. Takes seconds to count. */
  public static long memoryToGenerate(ParameterSet set) {
    return KeyMaker.memory(cs -> SampleCircuit.add(set, cs));
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
    List<ParameterSet> others = publishedHere();
    if (!others.isEmpty()) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "holds keys that are, or may be, the network's own, of " + others.getFirst());
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
