package io.sealwright.engine.recovery.metadata;

import io.sealwright.engine.recovery.metadata.MetadataException.BadField;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The fields of one JSON object, read one by one; {@code where} tells a reader of errors which. */
record JsonFields(String where, JsonNode object) {

  JsonNode required(String name) throws BadField {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      throw bad(name, "is missing");
    }
    return value;
  }

  JsonNode array(String name) throws BadField {
    JsonNode value = required(name);
    if (!value.isArray()) {
      throw bad(name, "is not an array");
    }
    return value;
  }

  String text(String name) throws BadField {
    JsonNode value = required(name);
    if (!value.isString()) {
      throw bad(name, "is not a string");
    }
    return value.stringValue();
  }

  /** An integer of 0 to 2⁶³−1. */
  long number(String name) throws BadField {
    JsonNode value = required(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw bad(name, "is not a whole number from 0 to 2^63-1");
    }
    return value.longValue();
  }

  /** A link {@code {"/": "b…"}}, given to {@code read}, which refuses CIDs of other things. */
  <T> T cid(String name, Function<String, T> read) throws BadField {
    String cid = new JsonFields(where + ", " + name, required(name)).text("/");
    return checked(name, () -> read.apply(cid));
  }

  MinerId miner(String name) throws BadField {
    String address = text(name);
    return checked(name, () -> MinerId.parse(address));
  }

  SectorSize sectorSize(String name) throws BadField {
    long bytes = number(name);
    return SectorSize.ofBytes(bytes)
        .orElseThrow(() -> bad(name, bytes + " is not the size of any sector"));
  }

  /** The protocol's types check themselves; here their objection becomes one of the file. */
  <T> T checked(String name, Supplier<T> make) throws BadField {
    try {
      return make.get();
    } catch (IllegalArgumentException e) {
      throw bad(name, ": " + e.getMessage());
    }
  }

  BadField bad(String name, String objection) {
    String joint = objection.startsWith(":") ? "" : " ";
    return new BadField(where + ": " + name + joint + objection);
  }
}
