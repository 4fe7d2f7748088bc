package io.sealwright.proofs.json;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SealProof;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
      Optional<?>[] values = {Optional.empty(), Optional.empty(), Optional.empty()};
      json.object(name -> {
        switch (name) {
          case "path" -> values[0] = Optional.of(json.text());
          case "id" -> values[1] = Optional.of(json.text());
          case "size" -> values[2] = Optional.of(json.number());
          default -> json.skip();
        }
      });
      return new Rows(
          Path.of((String) of(values[0], "path")),
          (String) of(values[1], "id"),
          (Long) of(values[2], "size"));
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
            .formatted(proof.name(), variant(), String.join(",", layers))
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
      Phase1Output output = new Reading(json).output();
      json.end();
      return output;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not what phase 1 writes: " + e.getOriginalMessage(), e);
    }
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

  /** The shape of the labels, named after the size alone. */
  private String variant() {
    return "StackedDrg" + proof.size() + "V1";
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

  private static <T> T of(Optional<T> value, String name) {
    return value.orElseThrow(() -> new IllegalArgumentException("no " + name));
  }

  /** Fields as they come, in any order. */
  private static final class Reading {
    private final JsonFields json;
    private Optional<SealProof> proof = Optional.empty();
    private Optional<String> variant = Optional.empty();
    private List<Rows> layers = List.of();
    private Optional<Rows> tree = Optional.empty();
    private Optional<CommD> commD = Optional.empty();

    Reading(JsonFields json) {
      this.json = json;
    }

    Phase1Output output() {
      json.object(name -> {
        switch (name) {
          case "registered_proof" -> proof = Optional.of(proof(json.text()));
          case "labels" -> json.object(this::labels);
          case "config" -> tree = Optional.of(Rows.read(json));
          case "comm_d" -> commD = Optional.of(new CommD(json.node()));
          default -> json.skip();
        }
      });
      Rows data = of(tree, "config");
      Phase1Output output =
          new Phase1Output(of(proof, "registered_proof"), data.folder, of(commD, "comm_d"));
      if (!data.equals(output.tree())
          || !layers.equals(output.layers())
          || !of(variant, "labels").equals(output.variant())) {
        throw new IllegalArgumentException("labels or tree-d are not those of " + output.proof);
      }
      return output;
    }

    private void labels(String name) {
      variant = Optional.of(name);
      json.object(field -> {
        if (field.equals("labels")) {
          layers = Collections.unmodifiableList(json.list(() -> Rows.read(json)));
        } else {
          json.skip();
        }
      });
    }

    private static SealProof proof(String name) {
      return SealProof.registered()
          .filter(proof -> proof.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("unknown seal proof " + name));
    }
  }
}
