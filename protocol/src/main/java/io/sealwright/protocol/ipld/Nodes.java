package io.sealwright.protocol.ipld;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import java.util.List;

/** What the nodes of both collections are made of. */
final class Nodes {
  private Nodes() {}

  /** The items of an array of exactly so many. */
  static List<Ipld> tuple(Ipld value, int size) throws CborException {
    List<Ipld> items = items(value);
    if (items.size() != size) {
      throw new CborException("a node part of " + items.size() + " items instead of " + size);
    }
    return items;
  }

  static List<Ipld> items(Ipld value) throws CborException {
    if (value instanceof Ipld.Items(List<Ipld> items)) {
      return items;
    }
    throw new CborException("a node part is not an array");
  }

  static ByteString bytes(Ipld value) throws CborException {
    if (value instanceof Ipld.Bytes(ByteString bytes)) {
      return bytes;
    }
    throw new CborException("a node part is not a byte string");
  }

  static Cid link(Ipld value) throws CborException {
    if (value instanceof Ipld.Link(Cid cid)) {
      return cid;
    }
    throw new CborException("a node part is not a link");
  }

  /** A number from 0 to a bound. */
  static long number(Ipld value, long most) throws CborException {
    if (value instanceof Ipld.Int(var number)
        && number.signum() >= 0
        && number.bitLength() < Long.SIZE
        && number.longValue() <= most) {
      return number.longValue();
    }
    throw new CborException("a node part is not a number up to " + most);
  }
}
