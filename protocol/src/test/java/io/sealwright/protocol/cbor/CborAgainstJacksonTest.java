package io.sealwright.protocol.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORParser;

/** What we write another library reads as the same value, and what it writes we read. */
final class CborAgainstJacksonTest {
  private static final int VALUES = 2_000;
  private static final CBORFactory JACKSON = new CBORFactory();

  @Test
  void jacksonReadsWhatWeWrite() throws IOException {
    RandomIpld random = new RandomIpld(new Random(1), Long.SIZE);
    for (int i = 0; i < VALUES; i++) {
      Ipld value = random.value(4);
      try (CBORParser in =
          (CBORParser) JACKSON.createParser(ObjectReadContext.empty(), Ipld.CODEC.encode(value))) {
        in.nextToken();
        assertThat(read(in)).isEqualTo(value);
        assertThat(in.nextToken()).isNull();
      }
    }
  }

  /** But for numbers beyond 63 bits, which Jackson writes as tagged big numbers. */
  @Test
  void weReadWhatJacksonWrites() throws IOException {
    RandomIpld random = new RandomIpld(new Random(2), Long.SIZE - 1);
    for (int i = 0; i < VALUES; i++) {
      Ipld value = random.value(4);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (CBORGenerator out =
          (CBORGenerator) JACKSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
        write(out, value);
      }
      assertThat(Ipld.CODEC.decode(bytes.toByteArray())).isEqualTo(value);
      assertThat(Ipld.CODEC.encode(value)).isEqualTo(bytes.toByteArray());
    }
  }

  @Test
  void skippingAValueEndsBehindIt() throws IOException {
    RandomIpld random = new RandomIpld(new Random(3), Long.SIZE);
    for (int i = 0; i < VALUES; i++) {
      CborWriter out = new CborWriter();
      Ipld.CODEC.write(out, random.value(4));
      out.text("behind");
      CborReader in = new CborReader(out.toBytes());
      in.skip();
      assertThat(in.text()).isEqualTo("behind");
      in.end();
    }
  }

  private static Ipld read(CBORParser in) throws IOException {
    if (in.getCurrentTag() == Major.CID_TAG) {
      return new Ipld.Link(Cid.fromBytes(ByteString.of(in.getBinaryValue()).from(1)));
    }
    return switch (in.currentToken()) {
      case VALUE_NULL -> Ipld.Nothing.NULL;
      case VALUE_TRUE, VALUE_FALSE -> new Ipld.Bool(in.getBooleanValue());
      case VALUE_NUMBER_INT -> new Ipld.Int(in.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> new Ipld.Real(in.getDoubleValue());
      case VALUE_STRING -> new Ipld.Text(in.getString());
      case VALUE_EMBEDDED_OBJECT -> new Ipld.Bytes(ByteString.of(in.getBinaryValue()));
      case START_ARRAY -> items(in);
      case START_OBJECT -> entries(in);
      case END_ARRAY, END_OBJECT, PROPERTY_NAME, NOT_AVAILABLE ->
          throw new AssertionError(in.currentToken());
    };
  }

  private static Ipld items(CBORParser in) throws IOException {
    List<Ipld> values = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      values.add(read(in));
    }
    return new Ipld.Items(values);
  }

  private static Ipld entries(CBORParser in) throws IOException {
    Map<String, Ipld> values = new TreeMap<>();
    for (String key = in.nextName(); key != null; key = in.nextName()) {
      in.nextToken();
      values.put(key, read(in));
    }
    return Ipld.Entries.of(values);
  }

  private static void write(CBORGenerator out, Ipld value) {
    switch (value) {
      case Ipld.Nothing _ -> out.writeNull();
      case Ipld.Bool(boolean bool) -> out.writeBoolean(bool);
      case Ipld.Int(BigInteger number) -> out.writeNumber(number.longValueExact());
      case Ipld.Real(double number) -> out.writeNumber(number);
      case Ipld.Text(String text) -> out.writeString(text);
      case Ipld.Bytes(ByteString bytes) -> out.writeBinary(bytes.toBytes());
      case Ipld.Link(Cid cid) -> {
        out.writeTag(Major.CID_TAG);
        out.writeBinary(ByteString.of((byte) 0).plus(cid.toBytes()).toBytes());
      }
      case Ipld.Items(List<Ipld> values) -> {
        out.writeStartArray(values, values.size());
        values.forEach(item -> write(out, item));
        out.writeEndArray();
      }
      case Ipld.Entries(SortedMap<String, Ipld> values) -> {
        out.writeStartObject(values, values.size());
        values.forEach((key, item) -> {
          out.writeName(key);
          write(out, item);
        });
        out.writeEndObject();
      }
    }
  }
}
