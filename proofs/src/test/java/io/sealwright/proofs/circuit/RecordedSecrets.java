package io.sealwright.proofs.circuit;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.Point;
import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.groth16.Secrets;
import io.sealwright.protocol.Bytes32;
import java.util.HexFormat;

/** What the reference drew when it made the recorded keys (section 9.4). */
public final class RecordedSecrets {
  private RecordedSecrets() {}

  public static Secrets get() {
    return new Secrets(
        point(
            Group.G1,
            "8964389c7dfc1138a160afa20d11e36a4bb4761edbb385c93aa16293309f4fc6"
                + "d6b9f7f4da16b0c1a16ffb07a5b3b398"),
        point(
            Group.G2,
            "b57cb5d30acfa2b6efe3eea5ca08065de959b208c251928b16a274e0d12c4bcb"
                + "a4ac8a5034d99ee70b03cfd28739fd2b0e7abd607af273c44d69cb271cba9c01"
                + "8fe32813897ddfff447b78819ed0d4aa000fabc550d6e2c24b23ace4b245d8b8"),
        scalar("052a62ee65511a5d129d4ed6c9cd2b3f09ca9211099d30d99f96b8d55964f216"),
        scalar("deec591c6605b162c475afaa6e366d69060b7bb40d0294fd31d2ba98964f430c"),
        scalar("152f1ef08a712eb746b8d892eab8f4a272a22e6128f4d4431fdae55991273828"),
        scalar("ec41f78d05ee77c2d97df24f3bfa9f8282264757c154789d7e7145764789722f"),
        scalar("e975e9631036c05d62fcfd9104343e127ab6674755e423dccb6f12a9031b3d56"));
  }

  private static Point point(Group group, String hex) {
    return Point.decode(group, HexFormat.of().parseHex(hex)).orElseThrow();
  }

  private static Scalar scalar(String hex) {
    return Scalar.of(Bytes32.fromHex(hex));
  }
}
