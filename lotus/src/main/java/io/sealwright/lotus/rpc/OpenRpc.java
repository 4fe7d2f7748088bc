package io.sealwright.lotus.rpc;

import java.util.Collection;
import java.util.Comparator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The published description of an API, in the form of open-rpc.org, derived from declarations. */
public final class OpenRpc {
  private static final String FORMAT = "1.2.6";

  private OpenRpc() {}

  /** A document of the methods, sorted by name; parameters are named {@code p1}, {@code p2}, … */
  public static JsonNode describe(String title, String version, Collection<Declared> methods) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.putObject("info").put("title", title).put("version", version);
    ArrayNode list = document.putArray("methods");
    methods.stream()
        .sorted(Comparator.comparing(Declared::wireName))
        .forEach(method -> list.add(describe(method)));
    document.put("openrpc", FORMAT);
    return document;
  }

  private static JsonNode describe(Declared method) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", method.wireName());
    node.put("paramStructure", "by-position");
    ArrayNode params = node.putArray("params");
    for (int i = 1; i <= method.parameters(); i++) {
      params.addObject().put("name", "p" + i).put("required", true);
    }
    node.putObject("result").put("name", method.resultType());
    return node;
  }
}
