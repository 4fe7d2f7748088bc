package io.sealwright.engine.recovery.metadata;

import io.sealwright.engine.recovery.metadata.MetadataException.BadField;
import io.sealwright.engine.recovery.metadata.MetadataException.NotMetadata;
import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON file of sector recovery, in the shape sealer-recover 1.2 exports. Unknown fields are
 * ignored; what this program adds stands under {@code "Sealwright"}, so files go both ways.
 *
 * <p>Strict where a wrong value would cost hours of sealing: a field named twice, a ticket that is
 * not 32 bytes, a proof for another size, the CID of something else, the same sector twice.
 */
public final class MetadataFile {
  /** The name of the file that sealing leaves in a sector's cache folder. */
  public static final String BUNDLE = "sealwright-recovery.json";

  /** About 300 bytes a sector: room for 200,000 sectors. */
  static final long MOST_BYTES = 64L << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private MetadataFile() {}

  /** Reads a whole file. What the disk does is an IOException, what the file says the other. */
  public static RecoveryMetadata read(Path file) throws IOException, MetadataException {
    long bytes = Files.size(file);
    if (bytes > MOST_BYTES) {
      throw new NotMetadata(
          "%s is not recovery metadata: it has %d bytes, more than %d"
              .formatted(file, bytes, MOST_BYTES));
    }
    return decode(Files.readAllBytes(file), file.toString());
  }

  /** The same of bytes at hand; {@code name} is how messages call them. */
  static RecoveryMetadata decode(byte[] json, String name) throws MetadataException {
    JsonNode root = parse(json, name);
    if (!root.isObject()) {
      throw new NotMetadata(name + " is not recovery metadata: it is not a JSON object");
    }
    JsonFields fields = new JsonFields(name, root);
    SectorFields.Owner owner =
        new SectorFields.Owner(fields.miner("Miner"), fields.sectorSize("SectorSize"));
    List<KnownSector> sectors = new ArrayList<>();
    Set<SectorNumber> seen = new HashSet<>();
    int index = 0;
    for (JsonNode node : fields.array("SectorInfos")) {
      KnownSector sector = SectorFields.decode(node, owner, name, index++);
      if (!seen.add(sector.id().number())) {
        throw new BadField(name + ": sector " + sector.id().number() + " is there twice");
      }
      sectors.add(sector);
    }
    return new RecoveryMetadata(owner.miner(), owner.size(), sectors);
  }

  private static JsonNode parse(byte[] json, String name) throws NotMetadata {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new NotMetadata(name + " is not recovery metadata: it is not valid JSON" + place);
    }
  }

  /** The text of a metadata file, indented. */
  public static String encode(RecoveryMetadata metadata) {
    return MetadataText.of(JSON, metadata);
  }
}
