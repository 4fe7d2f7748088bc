package io.sealwright.app.config;

import io.sealwright.lotus.rpc.client.ApiAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the API of a full node is.
 *
 * @param addresses the first is preferred, the others are asked when it does not answer
 */
public record FullNodes(List<ApiAddress> addresses) {
  private static final String HIDDEN = "***:";

  public FullNodes {
    addresses = List.copyOf(addresses);
  }

  /** Reads an API_INFO text; its objection never shows the token. */
  static FullNodes parse(String text) {
    return new FullNodes(ApiAddress.parseAll(text));
  }

  /** Without the tokens. */
  @Override
  public String toString() {
    return addresses.stream()
        .map(address -> (address.token().isPresent() ? HIDDEN : "") + address)
        .collect(Collectors.joining(","));
  }
}
