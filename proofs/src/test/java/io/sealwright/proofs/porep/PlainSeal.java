package io.sealwright.proofs.porep;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.graph.GraphOracle;
import io.sealwright.proofs.hash.Sha256;
import io.sealwright.proofs.label.LabelOracle;
import io.sealwright.proofs.poseidon.TextbookPoseidon;
import io.sealwright.protocol.Bytes32;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Phases 1 and 2 written down as the specification says it: numbers of arbitrary precision, lists
 * of nodes, one definition after the other, nothing shared with what it checks.
 *
 * @param piecesAt raw pieces by the padded byte they start at
 */
record PlainSeal(
    PorepConfig config, Bytes32 proverId, long sector, Bytes32 ticket, List<At> piecesAt) {

  private static final Map<Integer, TextbookPoseidon> POSEIDONS = new ConcurrentHashMap<>();

  /** A raw piece and the padded byte of the sector it starts at. */
  record At(long offset, ByteBuffer raw) {}

  /** What comes out, as the files and the chain have it. */
  record Result(
      Bytes32 commD,
      Bytes32 replicaId,
      ByteBuffer lastLayer,
      ByteBuffer sealed,
      ByteBuffer pAux,
      Bytes32 commR) {}

  Result seal() {
    byte[] data = data();
    Bytes32 commD = Bytes32.of(root(nodes(data), 2, PlainSeal::sha254));
    Bytes32 replicaId = replicaId(commD);
    GraphOracle graph = new GraphOracle(config.size().nodes(), config.porepId(), config.api());
    byte[][] layers = new LabelOracle(graph, replicaId).layers(config.size().layers());
    byte[] lastLayer = layers[layers.length - 1];
    List<byte[]> replica = new ArrayList<>();
    List<byte[]> columns = new ArrayList<>();
    for (int v = 0; v < config.size().nodes(); v++) {
      int at = v * 32;
      BigInteger sum = number(lastLayer, at).add(number(data, at)).mod(Fr.MODULUS);
      replica.add(bytes(sum));
      List<byte[]> column = new ArrayList<>();
      for (byte[] layer : layers) {
        column.add(Arrays.copyOfRange(layer, at, at + 32));
      }
      columns.add(poseidon(column));
    }
    byte[] commC = multiRoot(columns);
    byte[] commRLast = multiRoot(replica);
    byte[] pAux = ByteBuffer.allocate(64).put(commC).put(commRLast).array();
    Bytes32 commR = Bytes32.of(poseidon(List.of(commC, commRLast)));
    return new Result(
        commD,
        replicaId,
        ByteBuffer.wrap(lastLayer),
        ByteBuffer.wrap(joined(replica)),
        ByteBuffer.wrap(pAux),
        commR);
  }

  private Bytes32 replicaId(Bytes32 commD) {
    byte[] number = ByteBuffer.allocate(8).putLong(sector).array();
    byte[] id =
        Sha256.of(
            proverId.toBytes(),
            number,
            ticket.toBytes(),
            commD.toBytes(),
            config.porepId().toBytes());
    id[31] &= 0x3f;
    return Bytes32.of(id);
  }

  /** Bit b of a piece goes to bit b + 2·⌊b/254⌋ of its padded form. */
  private byte[] data() {
    byte[] data = new byte[(int) config.size().bytes()];
    for (At piece : piecesAt) {
      for (int bit = 0; bit < piece.raw().capacity() * 8; bit++) {
        if ((piece.raw().get(bit / 8) >> bit % 8 & 1) == 1) {
          long to = 8 * piece.offset() + bit + 2L * (bit / 254);
          data[(int) (to / 8)] |= (byte) (1 << to % 8);
        }
      }
    }
    return data;
  }

  private byte[] multiRoot(List<byte[]> leaves) {
    var shape = config.shape();
    int size = leaves.size() / shape.trees();
    List<byte[]> roots = new ArrayList<>();
    for (int tree = 0; tree < shape.trees(); tree++) {
      roots.add(root(leaves.subList(tree * size, (tree + 1) * size), 8, PlainSeal::poseidon));
    }
    if (shape.sub() > 0) {
      roots = row(roots, shape.sub(), PlainSeal::poseidon);
    }
    if (shape.top() > 0) {
      roots = row(roots, shape.top(), PlainSeal::poseidon);
    }
    return roots.getFirst();
  }

  /** Joins children; a function from children to parent, as lists of nodes are joined here. */
  private interface Join {
    byte[] parent(List<byte[]> children);
  }

  private static byte[] root(List<byte[]> leaves, int arity, Join join) {
    List<byte[]> row = leaves;
    while (row.size() > 1) {
      row = row(row, arity, join);
    }
    return row.getFirst();
  }

  private static List<byte[]> row(List<byte[]> below, int arity, Join join) {
    List<byte[]> row = new ArrayList<>();
    for (int i = 0; i < below.size(); i += arity) {
      row.add(join.parent(below.subList(i, i + arity)));
    }
    return row;
  }

  private static byte[] sha254(List<byte[]> pair) {
    byte[] parent = Sha256.of(pair.get(0), pair.get(1));
    parent[31] &= 0x3f;
    return parent;
  }

  private static byte[] poseidon(List<byte[]> nodes) {
    List<BigInteger> numbers = nodes.stream().map(node -> number(node, 0)).toList();
    return bytes(POSEIDONS.computeIfAbsent(nodes.size(), TextbookPoseidon::new).hash(numbers));
  }

  private static List<byte[]> nodes(byte[] data) {
    List<byte[]> nodes = new ArrayList<>();
    for (int at = 0; at < data.length; at += 32) {
      nodes.add(Arrays.copyOfRange(data, at, at + 32));
    }
    return nodes;
  }

  private static byte[] joined(List<byte[]> nodes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    nodes.forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static BigInteger number(byte[] littleEndian, int at) {
    byte[] bigEndian = new byte[32];
    for (int i = 0; i < 32; i++) {
      bigEndian[i] = littleEndian[at + 31 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  private static byte[] bytes(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }
}
