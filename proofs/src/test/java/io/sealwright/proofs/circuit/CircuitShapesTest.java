package io.sealwright.proofs.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.post.PostPlaces;
import io.sealwright.proofs.post.SectorPost;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.vanilla.MadeLeaf;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The circuits of all registered sizes: satisfied by openings that hold, and as large as sections
 * 6.4 and 7.5 of the specification say. A seal proof's has the same part for each challenge, a
 * window's for each sector: one is made, and counted as often as there are.
 */
final class CircuitShapesTest {
  private static final int WINDOW_CHALLENGES = 10;
  private static final int WINNING_CHALLENGES = 66;

  private static final Random RANDOM = new Random(20_261_127);

  /** What all challenges of a seal proof share, as one and two of them tell. */
  private static Size shared = Size.NONE;

  @BeforeAll
  static void countWhatIsShared() {
    shared = sealProof(SectorSize.KIB_2, 1).times(2).plus(sealProof(SectorSize.KIB_2, 2).times(-1));
    assertThat(shared.constraints()).isEqualTo(571);
    assertThat(shared.auxiliary()).isEqualTo(571);
  }

  /**
   * A circuit's size.
   *
   * @param inputs the constant included
   * @param inA auxiliary variables on the first side of some constraint
   */
  record Size(long constraints, long inputs, long auxiliary, long inA, long inB) {
    static final Size NONE = new Size(0, 1, 0, 0, 0);

    static Size of(Sides sides) {
      assertThat(sides.unsatisfied()).isZero();
      return new Size(
          sides.constraints(),
          sides.inputs(),
          sides.auxiliary(),
          sides.denseInA(),
          sides.denseInB());
    }

    Size times(long factor) {
      return new Size(
          factor * constraints, factor * inputs, factor * auxiliary, factor * inA, factor * inB);
    }

    Size plus(Size other) {
      return new Size(
          constraints + other.constraints,
          inputs + other.inputs,
          auxiliary + other.auxiliary,
          inA + other.inA,
          inB + other.inB);
    }

    /** This, of one part and what all parts share, with more parts. */
    Size ofParts(int parts, Size shared) {
      return times(parts).plus(shared.times(1L - parts));
    }

    /** Of the domain, which has room for the rows of the inputs. */
    int logRows() {
      return Long.SIZE - Long.numberOfLeadingZeros(constraints + inputs - 1);
    }
  }

  record Shape(SectorSize sector, int parts, int logRows, Size size) {
    @Override
    public String toString() {
      return sector.toString();
    }
  }

  static Stream<Shape> sealProofs() {
    return Stream.of(
        new Shape(SectorSize.KIB_2, 2, 22, new Size(2687921, 40, 2685673, 2674908, 685521)),
        new Shape(SectorSize.MIB_8, 2, 22, new Size(3844929, 40, 3842449, 3814996, 1011289)),
        new Shape(SectorSize.MIB_512, 2, 23, new Size(4423433, 40, 4420837, 4385040, 1174173)),
        new Shape(
            SectorSize.GIB_32, 18, 27, new Size(130278541, 328, 130169893, 129753292, 33112281)),
        new Shape(
            SectorSize.GIB_64, 18, 27, new Size(131185849, 328, 131076643, 130637542, 33386943)));
  }

  @ParameterizedTest
  @MethodSource("sealProofs")
  void aSealProofsCircuitHoldsAndHasItsSize(Shape shape) {
    Size found = sealProof(shape.sector(), 1).ofParts(shape.parts(), shared);

    assertThat(found).isEqualTo(shape.size());
    assertThat(found.logRows()).isEqualTo(shape.logRows());
  }

  private static Size sealProof(SectorSize sector, int challenges) {
    Sides sides = new Sides();
    PorepCircuit.add(sides, MadeLeaf.openings(sector, challenges, RANDOM), 0);
    return Size.of(sides);
  }

  static Stream<Shape> windows() {
    return Stream.of(
        new Shape(SectorSize.KIB_2, 2, 15, new Size(21866, 23, 22128, 16770, 16028)),
        new Shape(SectorSize.MIB_8, 2, 16, new Size(64266, 23, 65088, 49330, 47148)),
        new Shape(SectorSize.MIB_512, 2, 17, new Size(85466, 23, 86568, 65610, 62708)),
        new Shape(
            SectorSize.GIB_32, 2349, 27, new Size(125279217, 25840, 126902376, 96179805, 91925766)),
        new Shape(
            SectorSize.GIB_64,
            2300,
            27,
            new Size(129887900, 25301, 131500200, 99624500, 95413200)));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void aWindowsCircuitHoldsAndHasItsSize(Shape shape) {
    Sides sides = new Sides();
    PostCircuit.add(sides, List.of(sector(shape.sector(), WINDOW_CHALLENGES)));

    Size found = Size.of(sides).ofParts(shape.parts(), Size.NONE);

    assertThat(found).isEqualTo(shape.size());
    assertThat(found.logRows()).isEqualTo(shape.logRows());
  }

  static Stream<Shape> winning() {
    return Stream.of(
        new Shape(SectorSize.KIB_2, 1, 17, new Size(90750, 133, 91674, 69300, 66792)),
        new Shape(SectorSize.MIB_8, 1, 18, new Size(230670, 133, 233442, 176748, 169488)),
        new Shape(SectorSize.MIB_512, 1, 19, new Size(300630, 133, 304326, 230472, 220836)),
        new Shape(SectorSize.GIB_32, 1, 19, new Size(370590, 133, 375210, 284196, 272184)),
        new Shape(SectorSize.GIB_64, 1, 19, new Size(391314, 133, 396000, 299838, 287694)));
  }

  @ParameterizedTest
  @MethodSource("winning")
  void aWinningCircuitHoldsAndHasItsSize(Shape shape) {
    Sides sides = new Sides();
    PostCircuit.add(sides, PostPlaces.winning(sector(shape.sector(), WINNING_CHALLENGES)));

    assertThat(Size.of(sides)).isEqualTo(shape.size());
    assertThat(Size.of(sides).logRows()).isEqualTo(shape.logRows());
  }

  /** The same leaf for every challenge. */
  private SectorPost sector(SectorSize size, int challenges) {
    MerkleProof inclusion = MadeLeaf.inclusion(size, RANDOM);
    PAux roots = new PAux(Bytes32.repeat(7), inclusion.root());
    return new SectorPost(
        new SectorNumber(1), roots.commR(), Collections.nCopies(challenges, inclusion), roots);
  }
}
