package io.sealwright.lotus.rpc;

import tools.jackson.core.JacksonException;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON text as Lotus writes it. Numbers keep every digit; {@code <}, {@code >}, {@code &} and the
 * two line separators of Unicode are escaped, so that texts are equal byte for byte.
 */
public final class RpcJson {
  /** Deeper values are refused: nothing Lotus says comes near, and a stack is finite. */
  public static final int MAX_DEPTH = 200;

  /** The longest string read, in characters; the chunks of a snapshot are far shorter. */
  public static final int MAX_STRING = 128 << 20;

  /** The longest number read, in digits; a 256-bit one has 78. */
  public static final int MAX_NUMBER = 400;

  private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");

  private static final DefaultPrettyPrinter FILE_LAYOUT =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Spacing.AFTER)
                  .withArrayEmptySeparator("")
                  .withObjectEmptySeparator(""))
          .withObjectIndenter(TWO_SPACES)
          .withArrayIndenter(TWO_SPACES);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .maxNumberLength(MAX_NUMBER)
                          .build())
                  .characterEscapes(new Escapes())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RpcJson() {}

  /**
   * The one value in a text.
   *
   * @throws UnexpectedJson if it is no JSON, is followed by more, or exceeds a limit
   */
  public static JsonNode parse(String text) throws UnexpectedJson {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new UnexpectedJson("not JSON: " + e.getOriginalMessage(), e);
    } catch (NumberFormatException e) {
      // The reader lets it through where an exponent has more digits than any number can bear.
      throw new UnexpectedJson("not JSON: a number's exponent is out of range", e);
    }
  }

  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** As Lotus writes its files: two spaces for each level, no newline at the end. */
  public static String writeIndented(JsonNode node) {
    return MAPPER.writer().with(FILE_LAYOUT).writeValueAsString(node);
  }

  /** The escapes a JSON text needs to be safe inside HTML. */
  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int[] ASCII = standardAsciiEscapesForJSON();

    static {
      for (char c : new char[] {'<', '>', '&'}) {
        ASCII[c] = ESCAPE_CUSTOM;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ASCII.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      boolean escaped = c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;
      return new SerializedString(escaped ? "\\u%04x".formatted(c) : String.valueOf((char) c));
    }
  }
}
