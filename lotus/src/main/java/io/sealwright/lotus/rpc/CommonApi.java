package io.sealwright.lotus.rpc;

import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.RpcChannel.OnLoss;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The methods that full node and miner share. A worker has other ones of the same names. */
public final class CommonApi {
  /** Lotus gives a token as bytes, and bytes are base64 in its JSON. */
  private static final JsonForm<String> TOKEN =
      JsonForm.TEXT.mapped("[]byte", CommonApi::fromBase64, CommonApi::toBase64);

  public static final JsonForm<Permissions> PERMISSIONS =
      JsonForm.TEXT.list().mapped("[]auth.Permission", Permissions::new, Permissions::names);

  private static final JsonForm<Instant> TIME =
      JsonForm.TEXT.mapped(
          "time.Time", CommonApi::parseTime, DateTimeFormatter.ISO_INSTANT::format);

  public static final RpcMethod<NodeVersion> VERSION =
      RpcMethod.query("Version", 0, Permission.READ, NodeVersion.FORM);

  /** A UUID that stays the same while the process lives. */
  public static final RpcMethod<String> SESSION =
      RpcMethod.query("Session", 0, Permission.READ, JsonForm.TEXT.named("uuid.UUID"));

  public static final RpcMethod<Instant> START_TIME =
      RpcMethod.query("StartTime", 0, Permission.READ, TIME);

  public static final RpcMethod<JsonNode> DISCOVER =
      RpcMethod.query("Discover", 0, Permission.READ, JsonForm.RAW);

  public static final RpcMethod<Permissions> AUTH_VERIFY =
      RpcMethod.query("AuthVerify", 1, Permission.READ, PERMISSIONS);

  /** Signs a token. The same permissions give the same token, so that asking twice is harmless. */
  public static final RpcMethod<String> AUTH_NEW =
      RpcMethod.query("AuthNew", 1, Permission.ADMIN, TOKEN);

  public static final RpcMethod<List<String>> LOG_LIST =
      RpcMethod.query("LogList", 0, Permission.WRITE, JsonForm.TEXT.list());

  public static final RpcMethod<Nothing> LOG_SET_LEVEL =
      RpcMethod.command("LogSetLevel", 2, Permission.WRITE, JsonForm.NOTHING);

  public static final RpcMethod<Nothing> SHUTDOWN =
      RpcMethod.command("Shutdown", 0, Permission.ADMIN, JsonForm.NOTHING);

  /** Never yields; held open to notice a lost connection. */
  public static final RpcChannel<JsonNode> CLOSING =
      new RpcChannel<>("Closing", 0, Permission.READ, OnLoss.END, JsonForm.RAW);

  public static final List<Declared> ALL =
      List.of(
          VERSION,
          SESSION,
          START_TIME,
          DISCOVER,
          AUTH_VERIFY,
          AUTH_NEW,
          LOG_LIST,
          LOG_SET_LEVEL,
          SHUTDOWN,
          CLOSING);

  private CommonApi() {}

  private static String fromBase64(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private static String toBase64(String token) {
    return Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
  }

  private static Instant parseTime(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a time: " + text, e);
    }
  }
}
