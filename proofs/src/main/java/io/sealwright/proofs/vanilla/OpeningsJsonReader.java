package io.sealwright.proofs.vanilla;

import static io.sealwright.proofs.json.JsonFields.field;
import static io.sealwright.proofs.json.JsonFields.items;

import io.sealwright.proofs.json.JsonFields;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.Ticket;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what {@link OpeningsJsonWriter} writes, and what Lotus makes of it: fields in any order,
 * unknown ones passed over. Nothing that is read has been verified.
 */
public final class OpeningsJsonReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonFields json;

  private OpeningsJsonReader(JsonParser parser) {
    this.json = new JsonFields(parser);
  }

  /**
   * Reads the whole stream.
   *
   * @throws DamagedOpenings saying where the JSON ends or what is missing in it
   */
  public static SealOpenings read(InputStream in) throws DamagedOpenings {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
      OpeningsJsonReader reader = new OpeningsJsonReader(parser);
      reader.json.next();
      SealOpenings openings = reader.openings();
      reader.json.end();
      return openings;
    } catch (UnexpectedEndOfInputException e) {
      throw new DamagedOpenings("cut short at byte " + e.getLocation().getByteOffset(), e);
    } catch (JacksonException e) {
      TokenStreamLocation place = e.getLocation();
      throw new DamagedOpenings(
          "not the JSON of C1 from line %d, column %d on"
              .formatted(place.getLineNr(), place.getColumnNr()),
          e);
    } catch (IllegalArgumentException e) {
      throw new DamagedOpenings("not what C1 writes: " + e.getMessage(), e);
    }
  }

  private SealOpenings openings() {
    Map<String, Object> fields = new HashMap<>();
    json.object(name -> {
      switch (name) {
        case "registered_proof" -> fields.put(name, json.sealProof());
        case "vanilla_proofs" -> partitions(fields);
        case "comm_r", "comm_d", "replica_id", "seed", "ticket" -> fields.put(name, json.node());
        default -> json.skip();
      }
    });
    SealProof proof = field(fields, "registered_proof", SealProof.class);
    if (!JsonFields.variant(proof).equals(fields.get("variant"))) {
      throw new IllegalArgumentException(
          "openings of " + fields.get("variant") + " in a commit of " + proof);
    }
    return new SealOpenings(
        proof,
        items(fields, "partitions"),
        new CommR(field(fields, "comm_r", Bytes32.class)),
        new CommD(field(fields, "comm_d", Bytes32.class)),
        field(fields, "replica_id", Bytes32.class),
        field(fields, "seed", Bytes32.class),
        new Ticket(field(fields, "ticket", Bytes32.class)));
  }

  private void partitions(Map<String, Object> fields) {
    json.object(variant -> {
      fields.put("variant", variant);
      fields.put("partitions", json.list(() -> json.list(this::leaf)));
    });
  }

  private LeafProof leaf() {
    Map<String, Object> fields = new HashMap<>();
    json.object(name -> {
      switch (name) {
        case "comm_d_proofs", "comm_r_last_proof" -> fields.put(name, inclusion());
        case "replica_column_proofs" -> columns(fields);
        case "labeling_proofs" -> fields.put(name, json.list(this::labeling));
        case "encoding_proof" -> fields.put(name, labeling());
        default -> json.skip();
      }
    });
    return new LeafProof(
        field(fields, "comm_d_proofs", MerkleProof.class),
        field(fields, "comm_r_last_proof", MerkleProof.class),
        field(fields, "c_x", Column.class),
        items(fields, "drg_parents"),
        items(fields, "exp_parents"),
        items(fields, "labeling_proofs"),
        field(fields, "encoding_proof", Labeling.class));
  }

  private void columns(Map<String, Object> fields) {
    json.object(name -> {
      switch (name) {
        case "c_x" -> fields.put(name, column());
        case "drg_parents", "exp_parents" -> fields.put(name, json.list(this::column));
        default -> json.skip();
      }
    });
  }

  private Column column() {
    Map<String, Object> fields = new HashMap<>();
    json.object(name -> {
      switch (name) {
        case "column" ->
            json.object(part -> {
              switch (part) {
                case "index" -> fields.put(part, json.number());
                case "rows" -> fields.put(part, json.list(json::node));
                default -> json.skip();
              }
            });
        case "inclusion_proof" -> fields.put(name, inclusion());
        default -> json.skip();
      }
    });
    return new Column(
        field(fields, "index", Long.class),
        items(fields, "rows"),
        field(fields, "inclusion_proof", MerkleProof.class));
  }

  private Labeling labeling() {
    Map<String, Object> fields = new HashMap<>();
    json.object(name -> {
      switch (name) {
        case "parents" -> fields.put(name, json.list(json::node));
        case "layer_index" -> fields.put(name, json.smallNumber());
        case "node" -> fields.put(name, json.number());
        default -> json.skip();
      }
    });
    return new Labeling(
        items(fields, "parents"),
        field(fields, "layer_index", Integer.class),
        field(fields, "node", Long.class));
  }

  private MerkleProof inclusion() {
    Map<String, Object> fields = new HashMap<>();
    json.object(data ->
        json.object(variant -> {
          fields.put("variant", variant);
          json.object(name -> inclusionField(fields, name));
        }));
    boolean single = "Single".equals(fields.get("variant"));
    return new MerkleProof(
        field(fields, "root", Bytes32.class),
        field(fields, "leaf", Bytes32.class),
        items(fields, single ? "path" : "base_proof"),
        single ? Optional.empty() : Optional.of(onlyStep(fields, "sub_proof")),
        "Top".equals(fields.get("variant"))
            ? Optional.of(onlyStep(fields, "top_proof"))
            : Optional.empty());
  }

  private void inclusionField(Map<String, Object> fields, String name) {
    switch (name) {
      case "root", "leaf" -> fields.put(name, json.node());
      case "path", "base_proof", "sub_proof", "top_proof" ->
          json.object(_ -> fields.put(name, json.list(this::step)));
      default -> json.skip();
    }
  }

  private Step step() {
    Map<String, Object> fields = new HashMap<>();
    json.object(name -> {
      switch (name) {
        case "hashes" -> fields.put(name, json.list(json::node));
        case "index" -> fields.put(name, json.smallNumber());
        default -> json.skip();
      }
    });
    return new Step(items(fields, "hashes"), field(fields, "index", Integer.class));
  }

  private static Step onlyStep(Map<String, Object> fields, String name) {
    List<Step> steps = items(fields, name);
    if (steps.size() != 1) {
      throw new IllegalArgumentException(name + " of " + steps.size() + " levels");
    }
    return steps.getFirst();
  }
}
