package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.json.JsonFields;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * Writes the JSON that Lotus passes from C1 to C2, byte for byte as the reference does: no white
 * space, fields in the order of its structures, nodes as lists of 32 numbers (proofs specification,
 * section 5.6).
 */
public final class OpeningsJsonWriter {
  private static final String[] NUMBERS = new String[256];

  static {
    for (int i = 0; i < NUMBERS.length; i++) {
      NUMBERS[i] = Integer.toString(i);
    }
  }

  private final Appendable out;

  private OpeningsJsonWriter(Appendable out) {
    this.out = out;
  }

  /** Writes to the target, a buffered writer of UTF-8 or a builder. */
  public static void write(SealOpenings openings, Appendable out) throws IOException {
    new OpeningsJsonWriter(out).openings(openings);
  }

  /** Writes one item of a list. */
  private interface Item<T> {
    void write(T item) throws IOException;
  }

  private void openings(SealOpenings openings) throws IOException {
    text("{\"registered_proof\":\"").text(openings.proof().name());
    text("\",\"vanilla_proofs\":{\"").text(JsonFields.variant(openings.proof())).text("\":");
    list(openings.partitions(), partition -> list(partition, this::leaf));
    text("},\"comm_r\":").node(openings.commR().value());
    text(",\"comm_d\":").node(openings.commD().value());
    text(",\"replica_id\":").node(openings.replicaId());
    text(",\"seed\":").node(openings.seed());
    text(",\"ticket\":").node(openings.ticket().value());
    text("}");
  }

  private void leaf(LeafProof proof) throws IOException {
    text("{\"comm_d_proofs\":").inclusion(proof.data());
    text(",\"comm_r_last_proof\":").inclusion(proof.replica());
    text(",\"replica_column_proofs\":{\"c_x\":").column(proof.column());
    text(",\"drg_parents\":").list(proof.baseParents(), this::column);
    text(",\"exp_parents\":").list(proof.expanderParents(), this::column);
    text("},\"labeling_proofs\":").list(proof.labelings(), this::labeling);
    text(",\"encoding_proof\":").labeling(proof.encoding());
    text("}");
  }

  private void column(Column column) throws IOException {
    text("{\"column\":{\"index\":").text(Long.toString(column.node()));
    text(",\"rows\":").list(column.labels(), this::node);
    text(",\"_h\":null},\"inclusion_proof\":").inclusion(column.inclusion());
    text("}");
  }

  private void labeling(Labeling labeling) throws IOException {
    text("{\"parents\":").list(labeling.parents(), this::node);
    text(",\"layer_index\":").text(Integer.toString(labeling.layer()));
    text(",\"node\":").text(Long.toString(labeling.node()));
    text("}");
  }

  private void inclusion(MerkleProof proof) throws IOException {
    if (proof.sub().isEmpty()) {
      text("{\"data\":{\"Single\":{\"root\":").node(proof.root());
      text(",\"leaf\":").node(proof.leaf());
      text(",\"path\":").path(proof.base());
    } else {
      text(proof.top().isEmpty() ? "{\"data\":{\"Sub\":{" : "{\"data\":{\"Top\":{");
      text("\"base_proof\":").path(proof.base());
      text(",\"sub_proof\":").path(List.of(proof.sub().get()));
      if (proof.top().isPresent()) {
        text(",\"top_proof\":").path(List.of(proof.top().get()));
      }
      text(",\"root\":").node(proof.root());
      text(",\"leaf\":").node(proof.leaf());
    }
    text("}}}");
  }

  private void path(List<Step> steps) throws IOException {
    text("{\"path\":").list(steps, this::step);
    text("}");
  }

  private void step(Step step) throws IOException {
    text("{\"hashes\":").list(step.siblings(), this::node);
    text(",\"index\":").text(Integer.toString(step.index()));
    text("}");
  }

  private void node(Bytes32 node) throws IOException {
    byte[] bytes = node.toBytes();
    char before = '[';
    for (byte value : bytes) {
      out.append(before).append(NUMBERS[value & 0xff]);
      before = ',';
    }
    out.append(']');
  }

  private <T> void list(List<T> items, Item<T> item) throws IOException {
    out.append('[');
    for (Iterator<T> rest = items.iterator(); rest.hasNext(); ) {
      item.write(rest.next());
      if (rest.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private OpeningsJsonWriter text(String text) throws IOException {
    out.append(text);
    return this;
  }
}
