package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.key.ExportedKey;
import io.sealwright.lotus.key.SigningKey;
import io.sealwright.lotus.key.WrittenKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a node a key that was exported. The key is checked here first. */
@Command(name = "import")
final class WalletImportCommand extends NodeCommand {
  private static final String STANDARD_INPUT = "-";

  @Parameters(index = "0", paramLabel = "FILE|-")
  String file = STANDARD_INPUT;

  @Override
  protected ExitCode run(Link link) throws Exception {
    SigningKey key = key();
    FullNode node = link.fullNode();
    boolean there = link.ask(node.api().wallet().has().ask(key.address()));
    String address =
        node.text(
            there
                ? key.address()
                : link.ask(node.api().wallet().importKey().ask(WrittenKey.of(key))));
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("address", address);
    facts.put("imported", !there);
    report().facts(facts);
    if (there) {
      say("wallet.import.there", address);
    }
    return ExitCode.DONE;
  }

  private SigningKey key() throws CommandFailure {
    try {
      return ExportedKey.parse(read());
    } catch (NoSuchFileException e) {
      throw CommandFailure.invalid("file " + file + " is not there", "check the path").because(e);
    } catch (IOException e) {
      throw CommandFailure.invalid(file + " cannot be read", "check its owner and mode").because(e);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.invalid(
              String.valueOf(e.getMessage()), "give a key as 'wallet export' writes it")
          .because(e);
    }
  }

  private String read() throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return text(System.in);
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return text(in);
    }
  }

  /** One byte more than a key may have, so that a longer one is seen to be one. */
  private static String text(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(2 * ExportedKey.MAX_CHARACTERS);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
