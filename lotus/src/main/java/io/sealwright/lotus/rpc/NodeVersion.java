package io.sealwright.lotus.rpc;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a full node or miner says of itself.
 *
 * @param text for people, such as {@code v1.36.2+mainnet+git.b835fab70}
 * @param blockDelaySeconds the time of an epoch
 * @param agent the program; old servers do not say
 */
public record NodeVersion(
    String text, ApiVersion api, long blockDelaySeconds, Optional<String> agent) {

  public static final JsonForm<NodeVersion> FORM =
      new JsonForm<>("api.APIVersion", NodeVersion::read, NodeVersion::write);

  private static NodeVersion read(JsonNode node) throws UnexpectedJson {
    return new NodeVersion(
        JsonForm.TEXT.decode(node.path("Version")),
        ApiVersion.FORM.decode(node.path("APIVersion")),
        JsonForm.I64.decode(node.path("BlockDelay")),
        node.has("Agent") ? Optional.of(JsonForm.TEXT.decode(node.path("Agent"))) : noAgent());
  }

  private static Optional<String> noAgent() {
    return Optional.empty();
  }

  private static JsonNode write(NodeVersion version) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("Version", version.text);
    node.set("APIVersion", ApiVersion.FORM.encode(version.api));
    node.put("BlockDelay", version.blockDelaySeconds);
    version.agent.ifPresent(agent -> node.put("Agent", agent));
    return node;
  }
}
