package io.sealwright.app.cli.devchain;

import io.sealwright.devchain.node.Faults.Answering;
import io.sealwright.devchain.node.Faults.Stranded;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.MethodNumber;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How what goes wrong on purpose is written on the command line. */
final class DrillValues {
  private DrillValues() {}

  /** {@code State*=2s}, {@code MpoolPush=error:TEXT}; {@code /3} after the methods: each third. */
  static final class Answers implements ITypeConverter<Answering> {
    private static final Pattern FORM =
        Pattern.compile("([A-Za-z0-9*]+)(?:/([1-9][0-9]{0,5}))?=(.+)");
    private static final Pattern DELAY = Pattern.compile("([0-9]{1,6})(ms|s)");
    private static final String ERROR = "error:";

    @Override
    public Answering convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "\"" + text + "\" is not like State*=2s or MpoolPush/3=error:TEXT");
      }
      int every = form.group(2) == null ? 1 : Integer.parseInt(form.group(2));
      String what = form.group(3);
      if (what.startsWith(ERROR)) {
        String error = what.substring(ERROR.length());
        return new Answering(form.group(1), Duration.ZERO, Optional.of(error), every);
      }
      return new Answering(form.group(1), delay(what), Optional.empty(), every);
    }

    private static Duration delay(String text) {
      Matcher delay = DELAY.matcher(text);
      if (!delay.matches()) {
        throw new TypeConversionException(
            "\"" + text + "\" is neither a delay such as 500ms or 2s nor error:TEXT");
      }
      long number = Long.parseLong(delay.group(1));
      return delay.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }
  }

  /** {@code 10nFIL}. It is easy to leave the unit out, and then to wait for hours. */
  static final class BaseFee implements ITypeConverter<TokenAmount> {
    /** Of a unit of gas; a message takes millions. */
    private static final TokenAmount MOST = TokenAmount.of(1, FilUnit.MILLI);

    @Override
    public TokenAmount convert(String text) {
      TokenAmount amount;
      try {
        amount = TokenAmount.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
      if (amount.sign() < 0 || amount.compareTo(MOST) > 0) {
        throw new TypeConversionException(
            "\"%s\" is %s for each unit of gas; give one such as 5nFIL, %s at most"
                .formatted(text, amount, MOST.brief()));
      }
      return amount;
    }
  }

  /** A message by its CID, as {@code SENDER/NONCE}, or all of a method: {@code method:5}. */
  static final class Strand implements ITypeConverter<Stranded> {
    private static final Pattern BY_METHOD = Pattern.compile("method:([0-9]{1,18})");
    private static final Pattern BY_NONCE = Pattern.compile("([ft][0-9a-z]+)/([0-9]{1,18})");

    @Override
    public Stranded convert(String text) {
      Matcher method = BY_METHOD.matcher(text);
      Matcher nonce = BY_NONCE.matcher(text);
      try {
        if (method.matches()) {
          return new Stranded.ByMethod(new MethodNumber(Long.parseLong(method.group(1))));
        }
        if (nonce.matches()) {
          return new Stranded.ByNonce(
              Address.parse(nonce.group(1)), Long.parseLong(nonce.group(2)));
        }
        return new Stranded.ByCid(Cid.parse(text));
      } catch (IllegalArgumentException _) {
        throw new TypeConversionException(
            "\"" + text + "\" is neither a message's CID nor SENDER/NONCE nor method:NUMBER");
      }
    }
  }
}
