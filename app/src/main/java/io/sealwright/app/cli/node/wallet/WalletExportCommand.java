package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.Locations;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.key.WrittenKey;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.protocol.address.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a key out: to a file that only its owner may read, or to the screen if that is asked. */
@Command(name = "export")
final class WalletExportCommand extends NodeCommand {
  @Parameters(index = "0", paramLabel = "ADDRESS", converter = NodeValues.AnAddress.class)
  NodeValues.Typed typed = new NodeValues.Typed(Address.id(0), "");

  @Option(names = "--out", paramLabel = "FILE")
  Optional<Path> file = Optional.empty();

  @Option(names = "--show")
  boolean show;

  @Override
  protected void check() throws CommandFailure {
    if (show == file.isPresent()) {
      throw CommandFailure.invalid(
          "a secret needs one place to go", "give --out FILE, or --show to print it");
    }
    if (file.isPresent()) {
      Locations.requireNew(file.get());
      Locations.requireParent(file.get());
    }
  }

  @Override
  protected ExitCode run(Link link) throws Exception {
    FullNode node = link.fullNode();
    Address address = Whose.ofWallet(link, typed);
    WrittenKey key = link.ask(node.api().wallet().export().ask(address));
    String json =
        "{\"Type\":\"%s\",\"PrivateKey\":\"%s\"}".formatted(key.type(), key.secret().base64());
    String hex = HexFormat.of().formatHex(json.getBytes(StandardCharsets.UTF_8));
    if (file.isPresent()) {
      write(file.get(), hex);
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("address", node.text(address));
      facts.put("file", file.get().toAbsolutePath().toString());
      report().facts(facts);
    } else {
      show(node.text(address), hex);
    }
    return ExitCode.DONE;
  }

  private void show(String address, String hex) {
    switch (output()) {
      case TABLE -> out().println(hex);
      case JSON -> {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("address", address);
        facts.put("key", hex);
        report().facts(facts);
      }
    }
    out().flush();
  }

  private static void write(Path target, String hex) throws CommandFailure {
    try {
      SecretFile.write(target, hex + "\n");
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.refused(target + " is there already", "give another file").because(e);
    } catch (IOException e) {
      throw CommandFailure.failed(
              target + " cannot be written: " + DiskWords.of(e), "give another file")
          .because(e);
    }
  }
}
