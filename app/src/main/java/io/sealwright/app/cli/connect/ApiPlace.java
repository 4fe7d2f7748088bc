package io.sealwright.app.cli.connect;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.recovery.files.FolderLock;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.lotus.rpc.client.ApiAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the API of a peer is, and who said so. An option counts before the environment, and that
 * before the repository, as with Lotus: so a profile that sets {@code FULLNODE_API_INFO} overrides
 * {@code LOTUS_PATH}.
 *
 * @param nodes the first is preferred, the others are asked when it does not answer
 * @param origin an option, a variable or a folder, for the operator
 * @param make whose program it is, as far as that is known
 */
public record ApiPlace(Peer peer, List<ApiAddress> nodes, String origin, Make make) {
  /** What a dev chain notes in its folder when it begins. */
  public static final String CHARTER = "devchain.properties";

  /** What is read of a file {@code api} or {@code token} at most, in bytes. */
  private static final long MAX_FILE = 1 << 16;

  public ApiPlace {
    nodes = List.copyOf(nodes);
  }

  /** A place of which only the kind of peer is known. */
  public ApiPlace(Peer peer, List<ApiAddress> nodes, String origin) {
    this(peer, nodes, origin, peer == Peer.MINER ? Make.UNKNOWN : Make.LOTUS);
  }

  /** The same, with one node of it. */
  public ApiPlace only(ApiAddress node) {
    return new ApiPlace(peer, List.of(node), origin, make);
  }

  /** The same, when its program is known. */
  ApiPlace madeBy(Make known) {
    return new ApiPlace(peer, nodes, origin, known);
  }

  /**
   * The place, if an option, a variable or a repository names one.
   *
   * @throws CommandFailure if what names it cannot be read; its content is never shown
   */
  public static Optional<ApiPlace> find(Peer peer, Optional<String> given, Surroundings around)
      throws CommandFailure {
    Optional<ApiPlace> told = told(peer, given, around);
    return told.isPresent() ? told : ofRepository(peer, repository(peer, around));
  }

  /** The place, if an option or a variable tells it, whatever lies in a repository. */
  public static Optional<ApiPlace> told(Peer peer, Optional<String> given, Surroundings around)
      throws CommandFailure {
    if (given.isPresent()) {
      return Optional.of(parsed(peer, given.get(), peer.words().option()));
    }
    for (String variable : peer.whereabouts().infos()) {
      Optional<String> info = around.variable(variable);
      if (info.isPresent()) {
        return Optional.of(parsed(peer, info.get(), variable));
      }
    }
    return Optional.empty();
  }

  /** The place; having none is a failure that says how to name one. */
  public static ApiPlace require(Peer peer, Optional<String> given, Surroundings around)
      throws CommandFailure {
    Optional<ApiPlace> found = find(peer, given, around);
    if (found.isPresent()) {
      return found.get();
    }
    Path folder = repository(peer, around);
    Make make = make(peer, folder);
    Optional<String> namer = namer(peer, around);
    throw CommandFailure.unreachable(
        "no %s runs here: %s%s %s"
            .formatted(
                make.noun(peer),
                folder,
                namer.map(variable -> ", which %s names,".formatted(variable)).orElse(""),
                Files.isDirectory(folder) ? "has no file api" : "is no folder"),
        "start it with %s, or %s%s"
            .formatted(
                make.starters(peer),
                namer.map(variable -> "correct %s, or ".formatted(variable)).orElse(""),
                giveAnother(peer)));
  }

  /** How to name an API without its repository. */
  private static String giveAnother(Peer peer) {
    return "give %s or %s".formatted(peer.words().option(), peer.whereabouts().infos().getFirst());
  }

  /** By files that Lotus has not: its own lock has another name. */
  private static Make make(Peer peer, Path folder) {
    return switch (peer) {
      case MINER -> Files.exists(FolderLock.in(folder)) ? Make.OWN : Make.LOTUS;
      case FULL_NODE -> Files.exists(folder.resolve(CHARTER)) ? Make.DEVCHAIN : Make.LOTUS;
    };
  }

  /** The repository of a peer that does not run: it is there, and has no file {@code api}. */
  public static Optional<Path> stopped(Peer peer, Surroundings around) {
    Path folder = repository(peer, around);
    return Files.isDirectory(folder) && !Files.exists(folder.resolve("api"))
        ? Optional.of(folder)
        : Optional.empty();
  }

  /** The addresses without their tokens. */
  public String addresses() {
    return nodes.stream().map(ApiAddress::toString).collect(Collectors.joining(", "));
  }

  boolean hasToken() {
    return nodes.stream().anyMatch(node -> node.token().isPresent());
  }

  /** The variable that names the repository, if one does. */
  private static Optional<String> namer(Peer peer, Surroundings around) {
    return peer.whereabouts().paths().stream()
        .filter(variable -> around.variable(variable).isPresent())
        .findFirst();
  }

  /** Where a peer has its files, whether it is there or not. */
  public static Path repository(Peer peer, Surroundings around) {
    return namer(peer, around)
        .flatMap(around::variable)
        .map(around::path)
        .orElseGet(() -> around.home().resolve(peer.whereabouts().folder()));
  }

  /** A node removes its file {@code api} when it stops, and keeps its token. */
  private static Optional<ApiPlace> ofRepository(Peer peer, Path folder) throws CommandFailure {
    Path api = folder.resolve("api");
    Path token = folder.resolve("token");
    Optional<String> address = read(api, peer);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    Make make = make(peer, folder);
    List<ApiAddress> nodes = parsed(peer, make, address.get(), api);
    Optional<String> secret = read(token, peer);
    if (secret.isPresent()) {
      nodes = parsed(peer, make, secret.get() + ":" + address.get(), token);
    }
    return Optional.of(new ApiPlace(peer, nodes, folder.toString(), make));
  }

  /** What is in a file, if there is one: a node may take it away at any time. */
  private static Optional<String> read(Path file, Peer peer) throws CommandFailure {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > MAX_FILE) {
        throw CommandFailure.invalid(file + " is too large", "check that it is Lotus's own");
      }
      return Optional.of(Files.readString(file).strip());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw CommandFailure.invalid(
              file + " cannot be read",
              "run this as the user that the %s runs as, or %s"
                  .formatted(peer.noun(), giveAnother(peer)))
          .because(e);
    }
  }

  /**
   * The addresses of which a file of the repository holds a part. One that is empty or half written
   * is what a node leaves that lost its power, or is about to begin: it counts as no answer.
   */
  private static List<ApiAddress> parsed(Peer peer, Make make, String info, Path file)
      throws CommandFailure {
    try {
      return ApiAddress.parseAll(info);
    } catch (IllegalArgumentException e) {
      String what =
          "the file %s is not as a %s writes it: %s"
              .formatted(file, make.noun(peer), e.getMessage());
      throw CommandFailure.invalid(
              what,
              "start it again with %s, which writes the file, or %s"
                  .formatted(make.starters(peer), giveAnother(peer)))
          .because(new Unreachable(what));
    }
  }

  /** What is wrong in it is not repeated: it may be the token that stands in the wrong place. */
  private static ApiPlace parsed(Peer peer, String info, String origin) throws CommandFailure {
    try {
      return new ApiPlace(peer, ApiAddress.parseAll(info), origin);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.invalid(
          "the API info of the %s from %s has an unknown form: %s"
              .formatted(peer.noun(), origin, e.getMessage()),
          "give TOKEN:/ip4/HOST/tcp/PORT/http or TOKEN:http://HOST:PORT, several with commas");
    }
  }
}
