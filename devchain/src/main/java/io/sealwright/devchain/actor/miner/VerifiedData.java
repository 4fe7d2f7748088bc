package io.sealwright.devchain.actor.miner;

import static io.sealwright.protocol.actor.miner.MinerCbor.PIECE;
import static io.sealwright.protocol.actor.miner.MinerCbor.SECTOR_NUMBER;
import static io.sealwright.protocol.cbor.CborCodecs.BIG;
import static io.sealwright.protocol.cbor.CborCodecs.BOOL;
import static io.sealwright.protocol.cbor.CborCodecs.MAX_ITEMS;
import static io.sealwright.protocol.cbor.CborCodecs.UNSIGNED;
import static io.sealwright.protocol.epoch.EpochCbor.EPOCH;

import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.BatchReturn;
import io.sealwright.protocol.actor.method.ProveCommitSectors;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a miner asks of the verified registry: to claim allocations, and what it has claimed. */
public final class VerifiedData {
  private static final MethodNumber CLAIM_ALLOCATIONS = new MethodNumber(9);
  private static final MethodNumber GET_CLAIMS = new MethodNumber(10);

  private static final CborCodec<PaddedSize> SIZE = UNSIGNED.as(PaddedSize::new, PaddedSize::bytes);

  private static final CborCodec<Claims> CLAIMS =
      CborTuple.of(
          Claims.class,
          CborTuple.of(
                  SectorClaims.class,
                  SECTOR_NUMBER,
                  EPOCH,
                  CborTuple.of(AllocationClaim.class, UNSIGNED, UNSIGNED, PIECE, SIZE)
                      .list(MAX_ITEMS))
              .list(MAX_ITEMS),
          BOOL);

  private static final CborCodec<Claimed> CLAIMED =
      CborTuple.of(Claimed.class, ActorCallsCbor.BATCH_RETURN, BIG.list(MAX_ITEMS));

  private static final CborCodec<ClaimQuestion> CLAIM_QUESTION =
      CborTuple.of(ClaimQuestion.class, UNSIGNED, UNSIGNED.list(MAX_ITEMS));

  private static final CborCodec<ClaimAnswer> CLAIM_ANSWER =
      CborTuple.of(
          ClaimAnswer.class,
          ActorCallsCbor.BATCH_RETURN,
          CborTuple.of(
                  Claim.class, UNSIGNED, UNSIGNED, PIECE, SIZE, EPOCH, EPOCH, EPOCH, SECTOR_NUMBER)
              .list(MAX_ITEMS));

  private VerifiedData() {}

  /** An allocation and the piece that is to fill it. */
  public record AllocationClaim(long client, long allocation, CommP data, PaddedSize size) {}

  /** What a sector claims. */
  public record SectorClaims(SectorNumber sector, Epoch end, List<AllocationClaim> claims) {
    public SectorClaims {
      claims = List.copyOf(claims);
    }
  }

  /** Parameters of ClaimAllocations. */
  public record Claims(List<SectorClaims> sectors, boolean allOrNothing) {
    public Claims {
      sectors = List.copyOf(sectors);
    }
  }

  /** Result of ClaimAllocations: bytes claimed for each sector that did not fail. */
  public record Claimed(BatchReturn batch, List<BigInteger> space) {
    public Claimed {
      space = List.copyOf(space);
    }
  }

  /** Parameters of GetClaims. */
  public record ClaimQuestion(long provider, List<Long> claims) {
    public ClaimQuestion {
      claims = List.copyOf(claims);
    }
  }

  /** Result of GetClaims. */
  public record ClaimAnswer(BatchReturn batch, List<Claim> claims) {
    public ClaimAnswer {
      claims = List.copyOf(claims);
    }
  }

  /** Verified data in a sector. */
  public record Claim(
      long provider,
      long client,
      CommP data,
      PaddedSize size,
      Epoch shortest,
      Epoch longest,
      Epoch start,
      SectorNumber sector) {}

  static SectorClaims claims(ProveCommitSectors.Activation activation, Epoch end) {
    List<AllocationClaim> claims = new ArrayList<>();
    for (ProveCommitSectors.Piece piece : activation.pieces()) {
      piece
          .allocation()
          .ifPresent(
              key ->
                  claims.add(
                      new AllocationClaim(
                          key.client(), key.number(), piece.piece(), piece.size())));
    }
    return new SectorClaims(activation.sector(), end, claims);
  }

  /** Claims for all sectors; the registry is not asked if there is nothing to claim. */
  static Claimed claim(Runtime runtime, List<SectorClaims> sectors, boolean allOrNothing)
      throws Abort, IOException {
    if (sectors.stream().allMatch(sector -> sector.claims().isEmpty())) {
      return new Claimed(
          BatchReturn.ok(sectors.size()),
          Collections.nCopies(sectors.size(), BigInteger.ZERO));
    }
    return ask(
        runtime,
        CLAIM_ALLOCATIONS,
        Neighbours.encode(CLAIMS, new Claims(sectors, allOrNothing)),
        CLAIMED);
  }

  /** The claims of these numbers, all of which must exist. */
  static List<Claim> get(Runtime runtime, List<Long> numbers) throws Abort, IOException {
    ClaimAnswer answer =
        ask(
            runtime,
            GET_CLAIMS,
            Neighbours.encode(
                CLAIM_QUESTION, new ClaimQuestion(runtime.receiver(), numbers)),
            CLAIM_ANSWER);
    Refusal.ARGUMENT.unless(
        answer.batch().successes() == numbers.size(), "invalid claims in %s", numbers);
    return answer.claims();
  }

  private static <T> T ask(
      Runtime runtime, MethodNumber method, ByteString params, CborCodec<T> codec)
      throws Abort, IOException {
    ByteString result =
        runtime.send(
            Address.id(Singletons.VERIFIED_REGISTRY), method, params, TokenAmount.ZERO);
    return codec.decode(result.toBytes());
  }
}
