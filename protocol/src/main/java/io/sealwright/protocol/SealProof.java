package io.sealwright.protocol;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A way of sealing a size of sector. Five sizes have a registered number in each family; the sizes
 * made for tests have none and borrow the porep id of the 2 KiB proof, as the reference's own tests
 * do.
 */
public record SealProof(SealFamily family, SectorSize size) {
  /** The sizes with a registered number: those of networks, that windows are proven of. */
  public static final List<SectorSize> REGISTERED =
      List.of(
          SectorSize.KIB_2,
          SectorSize.MIB_8,
          SectorSize.MIB_512,
          SectorSize.GIB_32,
          SectorSize.GIB_64);

  public static Stream<SealProof> registered() {
    return Stream.of(SealFamily.values())
        .flatMap(family -> REGISTERED.stream().map(size -> new SealProof(family, size)));
  }

  /** The proof with a RegisteredSealProof number, 0 to 19. */
  public static Optional<SealProof> ofId(long id) {
    return registered().filter(proof -> proof.id().orElseThrow() == id).findFirst();
  }

  /**
   * Reads a family ({@code v1_1}), a registered name ({@code StackedDrg8MiBV1_1}) or a number. An
   * unknown one, or one that is for another size, is an IllegalArgumentException.
   */
  public static SealProof parse(String text, SectorSize size) {
    SealProof proof =
        registered()
            .filter(p -> p.name().equals(text) || Integer.toString(p.number()).equals(text))
            .findFirst()
            .orElseGet(() -> new SealProof(SealFamily.parse(text), size));
    if (proof.size != size) {
      throw new IllegalArgumentException(proof.name() + " is not a proof for " + size);
    }
    return proof;
  }

  /** The RegisteredSealProof number, where there is one. */
  public OptionalInt id() {
    return REGISTERED.contains(size) ? OptionalInt.of(number()) : OptionalInt.empty();
  }

  /** The number that goes into the porep id. */
  public int number() {
    return family.firstId() + Math.max(0, REGISTERED.indexOf(size));
  }

  /** The reference's name, {@code StackedDrg8MiBV1_1}. */
  public String name() {
    return "StackedDrg" + size + family.suffix();
  }

  /** The porep id: the number in 8 bytes little-endian, a nonce of 0, and zeros. */
  public Bytes32 porepId() {
    byte[] bytes = new byte[Bytes32.LENGTH];
    bytes[0] = (byte) number();
    return Bytes32.of(bytes);
  }

  @Override
  public String toString() {
    return name();
  }
}
