package io.sealwright.proofs.json;

import static io.sealwright.proofs.json.JsonFields.field;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SealProof;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * What phase 1 hands to phase 2: where the layers and tree-d lie (proofs specification, section
 * 5.6).
 *
 * @param cache the folder with both
 */
public record Phase1Output(SealProof proof, Path cache, CommD commD) {
  private static final JsonFactory JSON = new JsonFactory();

  /** A file of rows as the reference describes it. */
  private record Rows(Path folder, String id, long size) {
    static Rows read(JsonFields json) {
      Map<String, Object> fields = new HashMap<>();
      json.object(name -> {
        switch (name) {
          case "path", "id" -> fields.put(name, json.text());
          case "size" -> fields.put(name, json.number());
          default -> json.skip();
        }
      });
      return new Rows(
          Path.of(field(fields, "path", String.class)),
          field(fields, "id", String.class),
          field(fields, "size", Long.class));
    }

    String json() {
      return "{\"path\":\"%s\",\"id\":\"%s\",\"size\":%d,\"rows_to_discard\":0}"
          .formatted(quoted(folder), id, size);
    }
  }

  /** The JSON, byte for byte as the reference writes it. */
  public String toJson() {
    List<String> layers = layers().stream().map(Rows::json).toList();
    return "{\"registered_proof\":\"%s\",\"labels\":{\"%s\":{\"labels\":[%s],\"_h\":null}},"
            .formatted(proof.name(), JsonFields.variant(proof), String.join(",", layers))
        + "\"config\":%s,\"comm_d\":%s}".formatted(tree().json(), numbers(commD.value()));
  }

  /**
   * Reads what the reference, Lotus or we wrote. Fields that are not known are passed over.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static Phase1Output read(InputStream in) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
      JsonFields json = new JsonFields(parser);
      json.next();
      Phase1Output output = output(json);
      json.end();
      return output;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not what phase 1 writes: " + e.getOriginalMessage(), e);
    }
  }

  private static Phase1Output output(JsonFields json) {
    Map<String, Object> fields = new HashMap<>();
    json.object(name -> {
      switch (name) {
        case "registered_proof" -> fields.put(name, json.sealProof());
        case "labels" -> json.object(variant -> labels(json, variant, fields));
        case "config" -> fields.put(name, Rows.read(json));
        case "comm_d" -> fields.put(name, new CommD(json.node()));
        default -> json.skip();
      }
    });
    Rows data = field(fields, "config", Rows.class);
    Phase1Output output =
        new Phase1Output(
            field(fields, "registered_proof", SealProof.class),
            data.folder,
            field(fields, "comm_d", CommD.class));
    if (!data.equals(output.tree())
        || !output.layers().equals(fields.get("labels"))
        || !JsonFields.variant(output.proof).equals(fields.get("variant"))) {
      throw new IllegalArgumentException("labels or tree-d are not those of " + output.proof);
    }
    return output;
  }

  private static void labels(JsonFields json, String variant, Map<String, Object> fields) {
    fields.put("variant", variant);
    json.object(name -> {
      if (name.equals("labels")) {
        fields.put(name, json.list(() -> Rows.read(json)));
      } else {
        json.skip();
      }
    });
  }

  private List<Rows> layers() {
    long nodes = proof.size().nodes();
    List<Rows> layers = new ArrayList<>();
    for (int layer = 1; layer <= proof.size().layers(); layer++) {
      layers.add(new Rows(cache, "layer-" + layer, nodes));
    }
    return layers;
  }

  private Rows tree() {
    return new Rows(cache, "tree-d", 2 * proof.size().nodes() - 1);
  }

  private static String quoted(Path path) {
    StringBuilder text = new StringBuilder();
    new JsonStringEncoder().quoteAsString(path.toString(), text);
    return text.toString();
  }

  private static String numbers(Bytes32 value) {
    List<String> numbers = new ArrayList<>();
    for (byte b : value.toBytes()) {
      numbers.add(Integer.toString(b & 0xff));
    }
    return "[" + String.join(",", numbers) + "]";
  }
}
