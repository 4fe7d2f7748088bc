package io.sealwright.proofs.porep;

import io.sealwright.proofs.graph.ApiVersion;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sector sealed by the reference, as recorded in {@code vectors/proofs}. */
public record GoldenSector(String name, JsonNode file, JsonNode sector) {
  private static final List<String> SETS =
      List.of("2k-v1", "2k-v1_1", "2k-synth", "2k-ni", "4KiB", "16KiB", "32KiB", "8m-v1_1");

  public static Stream<GoldenSector> all() {
    return SETS.stream()
        .flatMap(set -> {
          JsonNode file = read("/vectors/proofs/" + set + "/vectors.json");
          return Stream.of("zero_sector", "piece_sector")
              .map(kind -> new GoldenSector(set + " " + kind, file, file.get(kind)));
        });
  }

  public static GoldenSector of(String set, String kind) {
    String name = set + " " + kind;
    return all().filter(sector -> sector.name.equals(name)).findFirst().orElseThrow();
  }

  private static JsonNode read(String resource) {
    try (InputStream in =
        Objects.requireNonNull(GoldenSector.class.getResourceAsStream(resource), resource)) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public PorepConfig config() {
    ApiVersion api = ApiVersion.valueOf("V" + file.get("api_version").asString().replace('.', '_'));
    return new PorepConfig(size(), Bytes32.fromHex(file.get("porep_id").asString()), api);
  }

  SectorSize size() {
    return SectorSize.ofBytes(file.get("bytes").asLong()).orElseThrow();
  }

  /** A digest that only some of the recordings have. */
  public Optional<FileDigest> recordedDigest(String field) {
    JsonNode recorded = sector.path(field).path("digest");
    return recorded.isObject() ? Optional.of(FileDigest.of(recorded)) : Optional.empty();
  }

  /** The challenged leaves of each partition. */
  public List<List<Long>> challenges() {
    return sector.get("challenges").values().stream()
        .map(partition -> partition.values().stream().map(JsonNode::asLong).toList())
        .toList();
  }

  boolean isZero() {
    return sector.get("data").asString().equals("zeros");
  }

  public CommD commD() {
    return new CommD(hex("comm_d"));
  }

  public Bytes32 replicaId() {
    return hex("replica_id");
  }

  Bytes32 computedReplicaId() {
    return ReplicaId.of(
        new MinerId(1000).proverId(),
        new SectorNumber(sector.get("sector_id").asLong()),
        new Ticket(Bytes32.fromHex(file.get("ticket").asString())),
        commD(),
        config().porepId());
  }

  public Bytes32 hex(String field) {
    return Bytes32.fromHex(sector.get(field).asString());
  }

  /** Length and SHA-256 of each file of the cache folder after phase 2, by name. */
  Map<String, FileDigest> cacheFiles() {
    Map<String, FileDigest> files = new LinkedHashMap<>();
    sector
        .get("cache_files_after_p2")
        .properties()
        .forEach(entry -> files.put(entry.getKey(), FileDigest.of(entry.getValue())));
    return files;
  }

  public FileDigest digest(String field) {
    return FileDigest.of(sector.get(field));
  }

  /** Bytes that the reference's t_aux begins with its folder's path in. */
  byte[] tAux() {
    return HexFormat.of().parseHex(sector.get("t_aux").asString());
  }

  /** How the reference sealed it. */
  public SealOrder order() {
    boolean synthetic = file.get("features").toString().contains("synthetic");
    SealFamily family =
        switch (config().api()) {
          case V1_0_0 -> SealFamily.V1;
          case V1_1_0 -> SealFamily.V1_1;
          case V1_2_0 -> synthetic ? SealFamily.SYNTHETIC : SealFamily.NON_INTERACTIVE;
        };
    return new SealOrder(
        new SealProof(family, size()),
        new SectorId(new MinerId(1000), new SectorNumber(sector.get("sector_id").asLong())),
        new Ticket(Bytes32.fromHex(file.get("ticket").asString())));
  }

  /** Seals it in a folder: the replica is its file {@code sealed}. */
  public CacheFolder seal(Path folder, Means means) throws IOException, InterruptedException {
    CacheFolder cache = new CacheFolder(Files.createDirectory(folder.resolve("cache")));
    SectorData data = stage(folder);
    new DataTree(means).build(size(), data, cache);
    Labels labels = new Phase1(means).label(config(), replicaId(), commD(), cache);
    new Phase2(means).run(labels, data, folder.resolve("sealed"));
    return cache;
  }

  /** Makes the sector's data as the reference staged it. */
  SectorData stage(Path folder) throws IOException, InterruptedException {
    if (isZero()) {
      return new SectorData.Zeros();
    }
    Path raw =
        Files.write(folder.resolve("piece"), pattern(Math.toIntExact(size().unpaddedBytes())));
    Path staged = folder.resolve("staged");
    new AddPiece(size(), Progress.silent())
        .stage(List.of(new AddPiece.Source(raw, new PaddedSize(size().bytes()))), staged);
    return new SectorData.Staged(staged);
  }

  static byte[] pattern(int bytes) {
    byte[] data = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      data[i] = (byte) (7 * i + 3);
    }
    return data;
  }

  @Override
  public String toString() {
    return name;
  }
}
