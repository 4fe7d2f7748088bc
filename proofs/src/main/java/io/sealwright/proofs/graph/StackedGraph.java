package io.sealwright.proofs.graph;

import io.sealwright.proofs.hash.Sha256;
import io.sealwright.protocol.Bytes32;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Computes parents from the definition of the graph.
 *
 * <p>Base parents: a depth-robust graph in the manner of Alwen, Blocki and Harsha, sampled over
 * five metanodes a node, so that a distance of about 2ᵏ nodes is as likely for each k. Expander
 * parents: parent i of node v is the image of 8v + i under a permutation of the 8·nodes edges,
 * divided by 8. A node costs about fifty BLAKE2b compressions, most of it in the expander.
 */
public final class StackedGraph implements Parents {
  public static final long MIN_NODES = 1L << 6;
  public static final long MAX_NODES = 1L << 31;

  private static final int SAMPLED = BASE_DEGREE - 1;
  private static final int SEED_WORDS = 7;
  private static final int FEISTEL_ROUNDS = 3;

  /** Nodes whose expander parents are computed together: enough to keep the lanes full. */
  private static final int BLOCK = 256;

  private final long nodes;
  private final Bytes32 porepId;
  private final ApiVersion api;
  private final int[] baseSeed;
  private final long[] feistelKeys;

  /** A number of nodes that is not a power of two from 2⁶ to 2³¹ is an IllegalArgumentException. */
  public StackedGraph(long nodes, Bytes32 porepId, ApiVersion api) {
    if (Long.bitCount(nodes) != 1 || nodes < MIN_NODES || nodes > MAX_NODES) {
      throw new IllegalArgumentException(nodes + " nodes: not a power of two in [2^6, 2^31]");
    }
    this.nodes = nodes;
    this.porepId = porepId;
    this.api = api;
    this.baseSeed = baseSeed(porepId);
    this.feistelKeys = feistelKeys(porepId);
  }

  private static int[] baseSeed(Bytes32 porepId) {
    int[] key = new int[ChaCha8.KEY_WORDS];
    tagged("Filecoin_DRSample", porepId).asIntBuffer().get(key, 0, SEED_WORDS);
    return key;
  }

  private static long[] feistelKeys(Bytes32 porepId) {
    long[] keys = new long[4];
    tagged("Filecoin_Feistel", porepId).asLongBuffer().get(keys);
    return keys;
  }

  private static ByteBuffer tagged(String tag, Bytes32 porepId) {
    byte[] digest = Sha256.of(tag.getBytes(StandardCharsets.US_ASCII), porepId.toBytes());
    return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public long nodes() {
    return nodes;
  }

  public Bytes32 porepId() {
    return porepId;
  }

  public ApiVersion api() {
    return api;
  }

  /** The {@link Parents#DEGREE} parents of one node. */
  public int[] parents(long node) {
    int[] parents = new int[DEGREE];
    read(node, 1, parents);
    return parents;
  }

  @Override
  public void read(long first, int count, int[] into) {
    Objects.checkFromIndexSize(first, count, nodes);
    Reading reading = new Reading(into);
    for (int done = 0; done < count; done += BLOCK) {
      reading.block(first + done, Math.min(BLOCK, count - done), done * DEGREE);
    }
  }

  /** The name by which the reference knows this graph's parent cache: 64 hexadecimal digits. */
  public String cacheId() {
    String description =
        "stacked_graph::StackedGraph{expansion_degree: 8 base_graph: drgraph::BucketGraph{size: "
            + nodes
            + "; degree: 6; hasher: poseidon_hasher} }";
    ByteBuffer numbers = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
    for (long key : feistelKeys) {
      numbers.putLong(key);
    }
    numbers.putInt((int) nodes);
    return HexFormat.of()
        .formatHex(
            Sha256.of(
                "poseidon_hasher".getBytes(StandardCharsets.US_ASCII),
                description.getBytes(StandardCharsets.US_ASCII),
                numbers.array()));
  }

  /** One call of {@link #read}: its buffers, so that calls on several threads share nothing. */
  private final class Reading {
    private final int[] into;
    private final int[] key = baseSeed.clone();
    private final ChaCha8 chacha = new ChaCha8();
    private final long[] stream = new long[2 * SAMPLED];
    private final long[] edges = new long[BLOCK * EXPANDER_DEGREE];
    private final Feistel feistel =
        new Feistel(nodes * EXPANDER_DEGREE, Arrays.copyOf(feistelKeys, FEISTEL_ROUNDS));

    Reading(int[] into) {
      this.into = into;
    }

    void block(long first, int count, int offset) {
      feistel.permute(first * EXPANDER_DEGREE, count * EXPANDER_DEGREE, edges);
      for (int i = 0; i < count; i++) {
        base(first + i, offset + i * DEGREE);
        for (int j = 0; j < EXPANDER_DEGREE; j++) {
          into[offset + i * DEGREE + BASE_DEGREE + j] = expander(edges[i * EXPANDER_DEGREE + j]);
        }
      }
    }

    private void base(long node, int at) {
      boolean beforeFirst = api != ApiVersion.V1_0_0;
      into[at + (beforeFirst ? 0 : SAMPLED)] = (int) Math.max(0, node - 1);
      int sampled = at + (beforeFirst ? 1 : 0);
      if (node < 2) {
        Arrays.fill(into, sampled, sampled + SAMPLED, 0);
        return;
      }
      key[SEED_WORDS] = (int) node;
      chacha.keystream(key, stream);
      for (int i = 0; i < SAMPLED; i++) {
        into[sampled + i] = sample(node, stream[2 * i], stream[2 * i + 1]);
      }
    }
  }

  /** One sampled base parent, always an earlier node: a bucket of distances, a distance in it. */
  private static int sample(long node, long bucketDraw, long distanceDraw) {
    long metanode = node * SAMPLED;
    int buckets = Long.SIZE - Long.numberOfLeadingZeros(metanode - 1);
    int bucket = (int) Long.remainderUnsigned(bucketDraw, buckets) + 1;
    long farthest = Math.min(metanode, 1L << bucket);
    long nearest = Math.max(2, farthest >> 1);
    long distance = nearest + Long.remainderUnsigned(distanceDraw, farthest - nearest + 1);
    return (int) ((metanode - distance) / SAMPLED);
  }

  /** Version 1.0.0 cut edges to 32 bits, which matters from 32 GiB on and must be kept. */
  private int expander(long edge) {
    return switch (api) {
      case V1_0_0 -> (int) ((edge & 0xffff_ffffL) / EXPANDER_DEGREE);
      case V1_1_0, V1_2_0 -> (int) (edge / EXPANDER_DEGREE);
    };
  }
}
