package io.sealwright.app.cli;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How values are written on the command line. */
public final class Values {
  private Values() {}

  /** The objection of a value becomes the parser's. */
  private static <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** {@code 8MiB} or bytes. */
  public static final class Size implements ITypeConverter<SectorSize> {
    @Override
    public SectorSize convert(String text) {
      return checked(() -> SectorSize.parse(text));
    }
  }

  /** The padded size of a piece: any power of two from 128 bytes, {@code 4MiB} or bytes. */
  static final class PieceSize implements ITypeConverter<PaddedSize> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,19})(KiB|MiB|GiB|TiB)?");
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");
    private static final int UNIT_BITS = 10;

    @Override
    public PaddedSize convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException("\"" + text + "\" is not a size such as 8MiB");
      }
      return checked(() -> new PaddedSize(bytes(form)));
    }

    private static long bytes(Matcher form) {
      int unit = form.group(2) == null ? 0 : UNITS.indexOf(form.group(2)) + 1;
      try {
        return Math.multiplyExact(Long.parseLong(form.group(1)), 1L << (unit * UNIT_BITS));
      } catch (NumberFormatException | ArithmeticException _) {
        throw new IllegalArgumentException("\"" + form.group() + "\" is too large a size");
      }
    }
  }

  /** An amount of memory or space: {@code 16GiB}, {@code 512MiB} or bytes. */
  public static final class Memory implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(KiB|MiB|GiB|TiB)?");

    @Override
    public Long convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException("\"" + text + "\" is not a size such as 16GiB");
      }
      return checked(() -> PieceSize.bytes(form));
    }
  }

  /** {@code f01000} or {@code t01000}. */
  public static final class Miner implements ITypeConverter<MinerId> {
    @Override
    public MinerId convert(String text) {
      return checked(() -> MinerId.parse(text));
    }
  }

  /** A decimal number. */
  public static final class Decimal implements ITypeConverter<SectorNumber> {
    @Override
    public SectorNumber convert(String text) {
      return checked(() -> SectorNumber.parse(text));
    }
  }

  /** 64 hex digits. */
  public static final class Hex implements ITypeConverter<Bytes32> {
    @Override
    public Bytes32 convert(String text) {
      return checked(() -> Bytes32.fromHex(text));
    }
  }

  /** 64 hex digits that are seal randomness. */
  static final class TicketHex implements ITypeConverter<Ticket> {
    @Override
    public Ticket convert(String text) {
      return new Ticket(new Hex().convert(text));
    }
  }

  /** A path; a leading {@code ~/} is the home folder even where the shell did not replace it. */
  public static final class Location implements ITypeConverter<Path> {
    private static final String HOME = "~/";

    @Override
    public Path convert(String text) {
      try {
        return text.startsWith(HOME)
            ? Path.of(System.getProperty("user.home"), text.substring(HOME.length()))
            : Path.of(text);
      } catch (InvalidPathException _) {
        throw new TypeConversionException("\"" + text + "\" is not a path");
      }
    }
  }
}
