package io.sealwright.lotus.rpc.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a node's API is, and the token to show there.
 *
 * @param token without {@code Bearer}; without one only reading is allowed
 * @param secure TLS
 * @param authority {@code host:port}, an IPv6 address in brackets
 * @param path before {@code /rpc/…}, mostly empty
 */
public record ApiAddress(Optional<String> token, boolean secure, String authority, String path) {

  /** What a header can carry as a token (RFC 6750). */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]*=*");

  /** The generations of the API; a miner and a worker have the first only. */
  public enum Generation {
    V0,
    V1,
    V2
  }

  /**
   * The entries of an API_INFO string: {@code [TOKEN:]ADDRESS}, several separated by commas. An
   * address is a multiaddress or a URL of http, https, ws or wss.
   *
   * @throws IllegalArgumentException with a sentence for the operator; it never shows the token
   */
  public static List<ApiAddress> parseAll(String info) {
    List<String> entries =
        Stream.of(info.split(",")).map(String::strip).filter(entry -> !entry.isEmpty()).toList();
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("the API info is empty; expected TOKEN:ADDRESS");
    }
    return entries.stream().map(ApiAddress::parse).toList();
  }

  /** One entry of an API_INFO string. */
  public static ApiAddress parse(String entry) {
    int colon = entry.indexOf(':');
    boolean bare = colon < 0 || entry.startsWith("/") || entry.startsWith("//", colon + 1);
    Optional<String> token = bare ? Optional.empty() : Optional.of(entry.substring(0, colon));
    String address = bare ? entry : entry.substring(colon + 1);
    if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
      throw new IllegalArgumentException(
          "what stands before the address is no token; expected TOKEN:ADDRESS");
    }
    return address.startsWith("/") ? ofMultiaddr(token, address) : ofUrl(token, address);
  }

  public URI http(Generation generation) {
    return URI.create((secure ? "https://" : "http://") + location(generation));
  }

  public URI webSocket(Generation generation) {
    return URI.create((secure ? "wss://" : "ws://") + location(generation));
  }

  /** Without the token, which must not reach a log. */
  @Override
  public String toString() {
    return (secure ? "https://" : "http://") + authority + path;
  }

  private String location(Generation generation) {
    return authority + path + "/rpc/" + generation.name().toLowerCase(Locale.ROOT);
  }

  private static ApiAddress ofMultiaddr(Optional<String> token, String text) {
    List<String> parts = List.of(text.substring(1).split("/"));
    if (parts.size() < 4 || !parts.get(2).equals("tcp")) {
      throw unknown(text);
    }
    String host =
        switch (parts.get(0)) {
          case "ip4", "dns", "dns4", "dns6", "dnsaddr" -> parts.get(1);
          case "ip6" -> "[" + parts.get(1) + "]";
          default -> throw unknown(text);
        };
    List<String> rest = parts.subList(4, parts.size());
    if (!List.of("http", "https", "ws", "wss", "tls").containsAll(rest)) {
      throw unknown(text);
    }
    boolean secure = rest.contains("https") || rest.contains("wss") || rest.contains("tls");
    return checked(new ApiAddress(token, secure, host + ":" + parts.get(3), ""), text);
  }

  private static ApiAddress ofUrl(Optional<String> token, String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException _) {
      throw unknown(text);
    }
    boolean secure =
        switch (String.valueOf(url.getScheme())) {
          case "http", "ws" -> false;
          case "https", "wss" -> true;
          default -> throw unknown(text);
        };
    String path = String.valueOf(url.getPath()).replaceAll("/+$", "");
    return checked(new ApiAddress(token, secure, String.valueOf(url.getAuthority()), path), text);
  }

  private static ApiAddress checked(ApiAddress address, String text) {
    try {
      URI uri = address.http(Generation.V0);
      if (uri.getHost() == null) {
        throw unknown(text);
      }
    } catch (IllegalArgumentException _) {
      throw unknown(text);
    }
    return address;
  }

  private static IllegalArgumentException unknown(String address) {
    return new IllegalArgumentException(
        "\"%s\" is no address of an API; expected /ip4/HOST/tcp/PORT/http or http://HOST:PORT"
            .formatted(address));
  }
}
