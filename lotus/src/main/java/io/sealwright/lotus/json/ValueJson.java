package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignatureType;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The forms of single values. */
public final class ValueJson {
  /** What Lotus writes for no address. */
  private static final String NO_ADDRESS = "<empty>";

  private static final String LINK = "/";

  private static final DateTimeFormatter TIME_FORMAT =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:MM", "Z")
          .toFormatter(Locale.ROOT);

  /** 64 bits without sign, in a {@code long} that is negative from 2⁶³ up. */
  public static final JsonForm<Long> UNSIGNED =
      new JsonForm<>("uint64", ValueJson::readUnsigned, ValueJson::writeUnsigned);

  /** A number of any size, as decimal digits in a string. */
  public static final JsonForm<TokenAmount> AMOUNT =
      JsonForm.TEXT.mapped("big.Int", TokenAmount::ofDecimal, TokenAmount::decimal);

  public static final JsonForm<BigInteger> BIG =
      AMOUNT.mapped("big.Int", TokenAmount::atto, TokenAmount::new);

  /** Base64; null for none. */
  public static final JsonForm<ByteString> BYTES =
      JsonForm.TEXT
          .mapped("[]byte", ByteString::fromBase64, ByteString::base64)
          .optional()
          .mapped(
              "[]byte",
              present -> present.orElse(ByteString.EMPTY),
              bytes -> Optional.of(bytes).filter(some -> !some.isEmpty()));

  /** The text of a CID, in an object with the one field "/". */
  private static final JsonForm<String> LINK_TEXT =
      new JsonForm<>(
          "cid.Cid",
          ValueJson::readLink,
          cid -> JsonNodeFactory.instance.objectNode().put(LINK, cid));

  public static final JsonForm<Cid> CID = LINK_TEXT.mapped("cid.Cid", Cid::parse, Cid::toString);

  public static final JsonForm<CommR> SEALED =
      LINK_TEXT.mapped("cid.Cid", CommR::fromCid, CommR::cid);

  public static final JsonForm<CommP> PIECE_CID =
      LINK_TEXT.mapped("cid.Cid", CommP::fromCid, CommP::cid);

  public static final JsonForm<CommD> UNSEALED =
      PIECE_CID.mapped(
          "cid.Cid", piece -> new CommD(piece.value()), data -> new CommP(data.value()));

  public static final JsonForm<Epoch> EPOCH =
      JsonForm.I64.named("abi.ChainEpoch").mapped("abi.ChainEpoch", Epoch::new, Epoch::height);

  public static final JsonForm<SectorNumber> SECTOR_NUMBER =
      JsonForm.I64
          .named("abi.SectorNumber")
          .mapped("abi.SectorNumber", SectorNumber::new, SectorNumber::number);

  /** Run lengths: unset, set, unset and so on. */
  public static final JsonForm<Bitfield> BITFIELD =
      JsonForm.I64
          .list()
          .mapped(
              "bitfield.BitField",
              lengths -> Bitfield.ofRunLengths(lengths.stream().mapToLong(l -> l).toArray()),
              field -> Arrays.stream(field.runLengths()).boxed().toList());

  /** The head is written as an empty list, and read from that or from null. */
  public static final JsonForm<TipsetKey> TIPSET_KEY =
      CID.list().mapped("types.TipSetKey", TipsetKey::new, TipsetKey::blocks);

  public static final JsonForm<Signature> SIGNATURE =
      RecordForm.of(
          "crypto.Signature",
          Signature.class,
          field(
              "Type",
              JsonForm.I64.mapped(
                  "crypto.SigType", SignatureType::ofNumber, type -> (long) type.number())),
          field("Data", BYTES));

  /** Nanoseconds. */
  public static final JsonForm<Duration> DURATION =
      JsonForm.I64.mapped("time.Duration", Duration::ofNanos, Duration::toNanos);

  /** To the nanosecond, without trailing zeros, with its offset. */
  public static final JsonForm<OffsetDateTime> TIME =
      JsonForm.TEXT.mapped("time.Time", ValueJson::parseTime, TIME_FORMAT::format);

  public static final JsonForm<UUID> UUID_TEXT =
      JsonForm.TEXT.mapped("uuid.UUID", ValueJson::parseUuid, UUID::toString);

  public static final JsonForm<MethodNumber> METHOD =
      UNSIGNED
          .named("abi.MethodNum")
          .mapped("abi.MethodNum", MethodNumber::new, MethodNumber::number);

  public static final JsonForm<SectorId> SECTOR_ID =
      RecordForm.of(
          "abi.SectorID",
          SectorId.class,
          field("Miner", JsonForm.I64.mapped("abi.ActorID", MinerId::new, MinerId::id)),
          field("Number", SECTOR_NUMBER));

  private ValueJson() {}

  /** An address with a network's letter; either letter is read. */
  public static JsonForm<Address> address(NetworkLetter letter) {
    return JsonForm.TEXT.mapped(
        "address.Address", AddressReading::read, address -> address.text(letter));
  }

  /** An address, or Lotus's word for none; null is none too. */
  public static JsonForm<Optional<Address>> addressOrEmpty(NetworkLetter letter) {
    return JsonForm.TEXT
        .orIfAbsent(NO_ADDRESS)
        .mapped(
            "address.Address",
            text ->
                text.equals(NO_ADDRESS) ? Optional.empty() : Optional.of(AddressReading.read(text)),
            address -> address.map(some -> some.text(letter)).orElse(NO_ADDRESS));
  }

  /** A list as it comes from the chain: null when empty. */
  public static <T> JsonForm<List<T>> slice(JsonForm<T> items) {
    return items
        .list()
        .optional()
        .mapped(
            "[]" + items.type(),
            present -> present.orElse(List.of()),
            list -> Optional.of(list).filter(some -> !some.isEmpty()));
  }

  private static String readLink(JsonNode node) throws UnexpectedJson {
    JsonNode text = node.path(LINK);
    if (!text.isString()) {
      throw new UnexpectedJson("no CID but " + node.getNodeType());
    }
    return text.stringValue();
  }

  private static OffsetDateTime parseTime(String text) {
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a time: " + text, e);
    }
  }

  /** Strictly: the JDK also reads shorter groups of digits. */
  static UUID parseUuid(String text) {
    UUID uuid = UUID.fromString(text);
    if (!uuid.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("not a UUID: " + text);
    }
    return uuid;
  }

  private static Long readUnsigned(JsonNode node) throws UnexpectedJson {
    boolean isSmall = node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    return isSmall ? node.longValue() : JsonForm.U64.decode(node).longValue();
  }

  private static JsonNode writeUnsigned(long bits) {
    return bits >= 0
        ? JsonNodeFactory.instance.numberNode(bits)
        : JsonForm.U64.encode(new BigInteger(Long.toUnsignedString(bits)));
  }
}
