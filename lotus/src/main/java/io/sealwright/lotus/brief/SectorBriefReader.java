package io.sealwright.lotus.brief;

import io.sealwright.lotus.brief.SectorBrief.Contents;
import io.sealwright.lotus.brief.SectorBrief.History;
import io.sealwright.lotus.brief.SectorBrief.OnChain;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Reads one {@code SectorsStatus}. Used for one answer, since it gathers its parts as they come.
 */
public final class SectorBriefReader {
  /** The names this reader asks for, of the answer and of what is in it. */
  public static final JsonNames NAMES =
      JsonNames.of(
          "SectorID",
          "State",
          "SealProof",
          "LastErr",
          "Deals",
          "Pieces",
          "ToUpgrade",
          "Activation",
          "Expiration",
          "OnTime",
          "Early",
          "DealWeight",
          "VerifiedDealWeight",
          "InitialPledge",
          "Log",
          "Piece",
          "DealInfo",
          "Size",
          "PieceActivationManifest",
          "Kind",
          "Timestamp");

  private static final String PROVING = "event;sealing.SectorProving";
  private static final String RESTART = "event;sealing.SectorRestart";

  private final boolean withHistory;
  private long number = -1;
  private String state = "";
  private long proof;
  private String error = "";
  private int pieces;
  private int deals;
  private int directPieces;
  private long pieceBytes;
  private boolean toUpgrade;
  private long activation;
  private long expiration;
  private long onTime;
  private long early;
  private BigInteger dealWeight = BigInteger.ZERO;
  private BigInteger verifiedWeight = BigInteger.ZERO;
  private BigInteger pledge = BigInteger.ZERO;
  private int events;
  private long begun;
  private Optional<Long> proven = Optional.empty();

  private SectorBriefReader(boolean withHistory) {
    this.withHistory = withHistory;
  }

  /**
   * Reads the object that comes next.
   *
   * @param withHistory whether the log is wanted: most of the answer, passed over otherwise
   */
  public static SectorBrief read(JsonCursor in, boolean withHistory) throws UnexpectedJson {
    SectorBriefReader reader = new SectorBriefReader(withHistory);
    in.enter('{');
    for (String name = in.field(); name != null; name = in.field()) {
      reader.field(name, in);
    }
    return reader.brief();
  }

  private void field(String name, JsonCursor in) throws UnexpectedJson {
    switch (name) {
      case "SectorID" -> number = in.number();
      case "State" -> state = in.text();
      case "SealProof" -> proof = in.number();
      case "LastErr" -> error = in.text();
      case "Deals" -> deals(in);
      case "Pieces" -> pieces(in);
      case "ToUpgrade" -> toUpgrade = in.truth();
      case "Activation" -> activation = in.number();
      case "Expiration" -> expiration = in.number();
      case "OnTime" -> onTime = in.number();
      case "Early" -> early = in.number();
      case "DealWeight" -> dealWeight = amount(in);
      case "VerifiedDealWeight" -> verifiedWeight = amount(in);
      case "InitialPledge" -> pledge = amount(in);
      case "Log" -> {
        if (withHistory) {
          log(in);
        } else {
          in.skip();
        }
      }
      default -> in.skip();
    }
  }

  private SectorBrief brief() throws UnexpectedJson {
    if (number < 0) {
      throw new UnexpectedJson("no SectorID in an api.SectorInfo");
    }
    return new SectorBrief(
        number,
        state,
        proof,
        new Contents(pieces, deals, directPieces, pieceBytes, toUpgrade),
        isOnChain()
            ? new OnChain(activation, expiration, onTime, early, dealWeight, verifiedWeight, pledge)
            : OnChain.NONE,
        withHistory ? Optional.of(new History(events, begun, proven)) : Optional.empty(),
        error);
  }

  private boolean isOnChain() {
    return activation != 0 || expiration != 0 || onTime != 0 || early != 0;
  }

  private void deals(JsonCursor in) throws UnexpectedJson {
    if (!in.nothing()) {
      in.enter('[');
      while (in.item()) {
        deals += in.number() != 0 ? 1 : 0;
      }
    }
  }

  private void pieces(JsonCursor in) throws UnexpectedJson {
    if (!in.nothing()) {
      in.enter('[');
      while (in.item()) {
        piece(in);
      }
    }
  }

  private void piece(JsonCursor in) throws UnexpectedJson {
    pieces++;
    long bytes = 0;
    boolean filled = false;
    in.enter('{');
    for (String name = in.field(); name != null; name = in.field()) {
      if (name.equals("Piece")) {
        bytes = size(in);
      } else if (name.equals("DealInfo") && !in.nothing()) {
        filled = true;
        directPieces += isDirect(in) ? 1 : 0;
      } else if (!name.equals("DealInfo")) {
        in.skip();
      }
    }
    pieceBytes += filled ? bytes : 0;
  }

  private static long size(JsonCursor in) throws UnexpectedJson {
    long bytes = 0;
    in.enter('{');
    for (String name = in.field(); name != null; name = in.field()) {
      if (name.equals("Size")) {
        bytes = in.number();
      } else {
        in.skip();
      }
    }
    return bytes;
  }

  private static boolean isDirect(JsonCursor in) throws UnexpectedJson {
    boolean direct = false;
    in.enter('{');
    for (String name = in.field(); name != null; name = in.field()) {
      direct |= name.equals("PieceActivationManifest") && in.kind() == '{';
      in.skip();
    }
    return direct;
  }

  private void log(JsonCursor in) throws UnexpectedJson {
    if (!in.nothing()) {
      in.enter('[');
      while (in.item()) {
        logEntry(in);
      }
    }
  }

  private void logEntry(JsonCursor in) throws UnexpectedJson {
    String kind = "";
    long time = 0;
    in.enter('{');
    for (String name = in.field(); name != null; name = in.field()) {
      switch (name) {
        case "Kind" -> kind = in.text();
        case "Timestamp" -> time = in.number();
        default -> in.skip();
      }
    }
    begun = begun == 0 ? time : begun;
    events += kind.startsWith("event") && !kind.equals(RESTART) ? 1 : 0;
    proven = proven.isEmpty() && kind.equals(PROVING) ? Optional.of(time) : proven;
  }

  private static BigInteger amount(JsonCursor in) throws UnexpectedJson {
    String digits = in.text();
    try {
      return digits.equals("0") || digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    } catch (NumberFormatException e) {
      throw new UnexpectedJson("\"" + digits + "\" is no number", e);
    }
  }
}
