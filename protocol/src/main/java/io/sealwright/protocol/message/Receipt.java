package io.sealwright.protocol.message;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import java.util.Optional;

/**
 * What a message that was carried out left behind.
 *
 * @param returned the method's result as CBOR; empty for none
 * @param events the root of the events it raised
 */
public record Receipt(ExitCode exitCode, ByteString returned, long gasUsed, Optional<Cid> events) {}
