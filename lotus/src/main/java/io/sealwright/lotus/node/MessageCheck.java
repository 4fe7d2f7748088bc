package io.sealwright.lotus.node;

import io.sealwright.protocol.cid.Cid;
import tools.jackson.databind.JsonNode;

/**
 * The outcome of one check of a message.
 *
 * @param code which check: 9 nonce, 11 balance, 4 gas, 6 base fee, …
 * @param error what is wrong; empty where {@code ok}
 * @param hint an object whose fields depend on the check, or null
 */
public record MessageCheck(Cid message, long code, boolean ok, String error, JsonNode hint) {}
