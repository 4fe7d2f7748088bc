package io.sealwright.lotus.brief;

import io.sealwright.lotus.brief.SectorBrief.Contents;
import io.sealwright.lotus.brief.SectorBrief.History;
import io.sealwright.lotus.brief.SectorBrief.OnChain;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one {@code SectorsStatus}. Used for one answer, since it gathers its parts as they come. */
public final class SectorBriefReader {
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
   * Reads the object the parser stands at.
   *
   * @param withHistory whether the log is wanted: most of the answer, passed over otherwise
   */
  public static SectorBrief read(JsonParser in, boolean withHistory) throws UnexpectedJson {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new UnexpectedJson("no api.SectorInfo but " + in.currentToken());
    }
    SectorBriefReader reader = new SectorBriefReader(withHistory);
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = in.currentName();
      in.nextToken();
      reader.field(field, in);
    }
    return reader.brief();
  }

  private void field(String name, JsonParser in) {
    switch (name) {
      case "SectorID" -> number = in.getLongValue();
      case "State" -> state = in.getString();
      case "SealProof" -> proof = in.getLongValue();
      case "LastErr" -> error = in.getString();
      case "Deals" -> deals(in);
      case "Pieces" -> pieces(in);
      case "ToUpgrade" -> toUpgrade = in.getBooleanValue();
      case "Activation" -> activation = in.getLongValue();
      case "Expiration" -> expiration = in.getLongValue();
      case "OnTime" -> onTime = in.getLongValue();
      case "Early" -> early = in.getLongValue();
      case "DealWeight" -> dealWeight = number(in);
      case "VerifiedDealWeight" -> verifiedWeight = number(in);
      case "InitialPledge" -> pledge = number(in);
      case "Log" -> {
        if (withHistory) {
          log(in);
        } else {
          in.skipChildren();
        }
      }
      default -> in.skipChildren();
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
            ? new OnChain(
                activation, expiration, onTime, early, dealWeight, verifiedWeight, pledge)
            : OnChain.NONE,
        withHistory ? Optional.of(new History(events, begun, proven)) : Optional.empty(),
        error);
  }

  private boolean isOnChain() {
    return activation != 0 || expiration != 0 || onTime != 0 || early != 0;
  }

  private void deals(JsonParser in) {
    if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        deals += in.getLongValue() != 0 ? 1 : 0;
      }
    }
  }

  private void pieces(JsonParser in) {
    if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() == JsonToken.START_OBJECT) {
        piece(in);
      }
    }
  }

  private void piece(JsonParser in) {
    pieces++;
    long bytes = 0;
    boolean filled = false;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = in.currentName();
      JsonToken token = in.nextToken();
      if (field.equals("Piece") && token == JsonToken.START_OBJECT) {
        bytes = size(in);
      } else if (field.equals("DealInfo") && token == JsonToken.START_OBJECT) {
        filled = true;
        directPieces += isDirect(in) ? 1 : 0;
      } else {
        in.skipChildren();
      }
    }
    pieceBytes += filled ? bytes : 0;
  }

  private static long size(JsonParser in) {
    long bytes = 0;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = in.currentName();
      in.nextToken();
      if (field.equals("Size")) {
        bytes = in.getLongValue();
      } else {
        in.skipChildren();
      }
    }
    return bytes;
  }

  private static boolean isDirect(JsonParser in) {
    boolean direct = false;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = in.currentName();
      JsonToken token = in.nextToken();
      direct |= field.equals("PieceActivationManifest") && token == JsonToken.START_OBJECT;
      in.skipChildren();
    }
    return direct;
  }

  private void log(JsonParser in) {
    if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() == JsonToken.START_OBJECT) {
        logEntry(in);
      }
    }
  }

  private void logEntry(JsonParser in) {
    String kind = "";
    long time = 0;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = in.currentName();
      in.nextToken();
      switch (field) {
        case "Kind" -> kind = in.getString();
        case "Timestamp" -> time = in.getLongValue();
        default -> in.skipChildren();
      }
    }
    begun = begun == 0 ? time : begun;
    events += kind.startsWith("event") && !kind.equals(RESTART) ? 1 : 0;
    proven = proven.isEmpty() && kind.equals(PROVING) ? Optional.of(time) : proven;
  }

  private static BigInteger number(JsonParser in) {
    String digits = in.getString();
    return digits.equals("0") || digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
  }
}
