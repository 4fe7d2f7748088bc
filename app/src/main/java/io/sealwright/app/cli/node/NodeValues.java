package io.sealwright.app.cli.node;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How values of the chain are written on the command line. */
public final class NodeValues {
  private NodeValues() {}

  private static <T> T checked(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /**
   * An address as it was typed: its letter tells for which network it was written.
   *
   * @param text with its letter
   */
  public record Typed(Address address, String text) {}

  /** {@code f3…}, {@code t01000}. */
  public static final class AnAddress implements ITypeConverter<Typed> {
    @Override
    public Typed convert(String text) {
      return new Typed(checked(text, Address::parse), text);
    }
  }

  /** {@code 1.5}, {@code 10nFIL}; not negative. */
  public static final class Fil implements ITypeConverter<TokenAmount> {
    @Override
    public TokenAmount convert(String text) {
      TokenAmount amount = checked(text, TokenAmount::parse);
      if (amount.sign() < 0) {
        throw new TypeConversionException("\"" + text + "\" is less than nothing");
      }
      return amount;
    }
  }

  /** {@code bafy…}. */
  public static final class ACid implements ITypeConverter<Cid> {
    @Override
    public Cid convert(String text) {
      return checked(text, Cid::parse);
    }
  }

  /** {@code 30s}, {@code 5m}, {@code 2h}, {@code 500ms}. */
  public static final class Time implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException("\"" + text + "\" is not a time such as 30s, 5m or 2h");
      }
      long count = Long.parseLong(form.group(1));
      return switch (form.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        default -> Duration.ofHours(count);
      };
    }
  }
}
