package io.sealwright.app.cli.devchain;

import io.sealwright.protocol.SectorSize;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How values of a dev chain are written on the command line. */
final class Values {
  private Values() {}

  /** {@code 8MiB} or bytes. */
  static final class Size implements ITypeConverter<SectorSize> {
    @Override
    public SectorSize convert(String text) {
      try {
        return SectorSize.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** The name of a network's rules. */
  static final class RulesName implements ITypeConverter<Rules> {
    @Override
    public Rules convert(String text) {
      try {
        return Rules.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A number of epochs, at least one. */
  static final class Epochs implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,9}");

    @Override
    public Long convert(String text) {
      if (!FORM.matcher(text).matches()) {
        throw new TypeConversionException("\"" + text + "\" is not a number of epochs");
      }
      return Long.valueOf(text);
    }
  }

  /** Whole seconds or minutes: a block's time is written in seconds. */
  static final class BlockTime implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,3})(s|m)");

    @Override
    public Duration convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "\"" + text + "\" is not a number of seconds or minutes such as 4s");
      }
      long number = Long.parseLong(form.group(1));
      return form.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
    }
  }

  /** {@code HOST:PORT}, where port 0 takes a free one. */
  static final class Endpoint implements ITypeConverter<InetSocketAddress> {
    private static final Pattern FORM = Pattern.compile("\\[?([^\\[\\]]+)\\]?:([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    @Override
    public InetSocketAddress convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches() || Integer.parseInt(form.group(2)) > MAX_PORT) {
        throw new TypeConversionException(
            "\"" + text + "\" is not an address such as 127.0.0.1:1234");
      }
      return InetSocketAddress.createUnresolved(form.group(1), Integer.parseInt(form.group(2)));
    }
  }
}
