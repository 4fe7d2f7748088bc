package io.sealwright.lotus.rpc.client;

import java.net.URI;
import java.util.ArrayList;
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
   * @throws IllegalArgumentException with what is wrong, as a clause; it repeats nothing of the
   *     text, where a token may stand in any place
   */
  public static List<ApiAddress> parseAll(String info) {
    List<String> entries =
        Stream.of(info.split(",")).map(String::strip).filter(entry -> !entry.isEmpty()).toList();
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    List<ApiAddress> addresses = new ArrayList<>();
    for (String entry : entries) {
      try {
        addresses.add(parse(entry));
      } catch (IllegalArgumentException e) {
        throw entries.size() == 1 ? e : ofMany(addresses.size() + 1, entries.size(), e);
      }
    }
    return addresses;
  }

  private static IllegalArgumentException ofMany(int which, int of, IllegalArgumentException e) {
    return new IllegalArgumentException(
        "of %d, number %d: %s".formatted(of, which, e.getMessage()));
  }

  /**
   * One entry of an API_INFO string.
   *
   * @throws IllegalArgumentException as with several
   */
  public static ApiAddress parse(String entry) {
    int colon = entry.indexOf(':');
    boolean bare = colon < 0 || entry.startsWith("/") || entry.startsWith("//", colon + 1);
    Optional<String> token = bare ? Optional.empty() : Optional.of(entry.substring(0, colon));
    String address = bare ? entry : entry.substring(colon + 1);
    if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
      throw new IllegalArgumentException("what stands before the first colon is no token");
    }
    return address.startsWith("/") ? ofMultiaddr(token, address) : ofUrl(token, address);
  }

  public URI http(Generation generation) {
    return URI.create((secure ? "https://" : "http://") + location(generation));
  }

  public URI webSocket(Generation generation) {
    return URI.create((secure ? "wss://" : "ws://") + location(generation));
  }

  /** Whether it names a port; the usual one of its scheme is meant where it does not. */
  public boolean hasPort() {
    return http(Generation.V0).getPort() >= 0;
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
    String host =
        switch (parts.size() < 2 ? "" : parts.get(0)) {
          case "ip4", "dns", "dns4", "dns6", "dnsaddr" -> parts.get(1);
          case "ip6" -> "[" + parts.get(1) + "]";
          default ->
              throw new IllegalArgumentException(
                  "its address does not begin with /ip4/HOST, /ip6/HOST or /dns/HOST");
        };
    if (parts.size() < 4 || !parts.get(2).equals("tcp")) {
      throw new IllegalArgumentException("its address has no /tcp/PORT after the host");
    }
    List<String> rest = parts.subList(4, parts.size());
    if (!List.of("http", "https", "ws", "wss", "tls").containsAll(rest)) {
      throw new IllegalArgumentException(
          "what follows its port is none of /http, /https, /ws, /wss and /tls");
    }
    boolean secure = rest.contains("https") || rest.contains("wss") || rest.contains("tls");
    return checked(new ApiAddress(token, secure, host + ":" + parts.get(3), ""));
  }

  private static ApiAddress ofUrl(Optional<String> token, String text) {
    boolean secure =
        switch (text.substring(0, Math.max(0, text.indexOf("://")))) {
          case "http", "ws" -> false;
          case "https", "wss" -> true;
          default ->
              throw new IllegalArgumentException(
                  "it has no address that begins with /ip4/, /ip6/, /dns/, http:// or https://");
        };
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException _) {
      throw noHostAndPort();
    }
    String path = String.valueOf(url.getPath()).replaceAll("/+$", "");
    return checked(new ApiAddress(token, secure, String.valueOf(url.getAuthority()), path));
  }

  private static ApiAddress checked(ApiAddress address) {
    try {
      if (address.http(Generation.V0).getHost() == null) {
        throw noHostAndPort();
      }
    } catch (IllegalArgumentException _) {
      throw noHostAndPort();
    }
    return address;
  }

  private static IllegalArgumentException noHostAndPort() {
    return new IllegalArgumentException("its host or its port is missing or malformed");
  }
}
