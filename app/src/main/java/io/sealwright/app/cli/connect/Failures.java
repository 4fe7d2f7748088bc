package io.sealwright.app.cli.connect;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.lotus.rpc.client.ApiAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What goes wrong between a command and a peer, each as what is wrong and what to do. */
final class Failures {
  /** As in {@code missing permission to invoke 'WalletNew' (need 'write')}. */
  private static final Pattern PERMISSION =
      Pattern.compile("missing permission to invoke '(\\w+)' \\(need '(\\w+)'\\).*");

  private static final String ADMIN = "admin";
  private static final String NO_MINER = "failed to load miner actor: actor not found";
  private static final String NOT_A_MINER = "actor code is not miner";

  private Failures() {}

  static CommandFailure of(ApiPlace place, RpcException failure) {
    CommandFailure told =
        switch (failure) {
          case Unreachable e -> unreachable(place, e);
          case Refused e when e.isTokenRefused() -> tokenRefused(place);
          case Refused e when e.isPermissionMissing() -> permissionMissing(place, e.text());
          case Refused e when e.code() == RpcError.NO_SUCH_METHOD -> tooOld(place, e.text());
          case Refused e when e.text().contains(NO_MINER) || e.text().contains(NOT_A_MINER) ->
              noSuchMiner(place);
          case Refused e -> refused(place, e.text());
          case Misunderstood e -> misunderstood(place, e);
        };
    return told.because(failure);
  }

  /** Several nodes, none of which serves: what is wrong with each. */
  static CommandFailure ofAll(ApiPlace place, List<CommandFailure> each) {
    return CommandFailure.unreachable(
            "none of the %d nodes from %s serves: %s"
                .formatted(
                    each.size(),
                    place.origin(),
                    each.stream().map(CommandFailure::what).collect(Collectors.joining(", "))),
            "see whether %s runs there, and give %s"
                .formatted(
                    place.make().starters(place.peer()), place.make().token(place.peer(), ADMIN)))
        .because(
            each.stream()
                .filter(Link::isSilence)
                .findFirst()
                .or(() -> each.stream().filter(Link::mayPass).findFirst())
                .orElse(each.getLast()));
  }

  /** A peer whose API has another major version. */
  static CommandFailure otherApi(ApiPlace place, NodeVersion version) {
    return CommandFailure.unreachable(
        "the %s at %s is %s with API %s, and this program knows API %d"
            .formatted(
                noun(place),
                place.addresses(),
                version.text(),
                version.api(),
                place.peer().apiMajor()),
        "check that " + place.origin() + " is the API of a " + noun(place));
  }

  private static CommandFailure unreachable(ApiPlace place, Unreachable e) {
    return CommandFailure.unreachable(
        "the %s at %s does not answer: %s".formatted(noun(place), place.addresses(), reason(e)),
        "see whether %s runs there, and check the address from %s%s"
            .formatted(
                place.make().starters(place.peer()),
                place.origin(),
                place.nodes().stream().allMatch(ApiAddress::hasPort)
                    ? ""
                    : ", which names no port"));
  }

  private static CommandFailure tokenRefused(ApiPlace place) {
    return CommandFailure.unreachable(
        "the %s at %s refuses the token from %s"
            .formatted(noun(place), place.addresses(), place.origin()),
        "give %s; one of another node or an earlier repository is not taken"
            .formatted(place.make().token(place.peer(), ADMIN)));
  }

  private static CommandFailure permissionMissing(ApiPlace place, String text) {
    Matcher parts = PERMISSION.matcher(text);
    boolean known = parts.matches();
    String method = known ? parts.group(1) : "the method";
    String permission = known ? parts.group(2) : ADMIN;
    String what =
        place.hasToken()
            ? "the token from %s does not permit %s, which needs '%s'"
            : "no token is given in %s, and %s needs '%s'";
    return CommandFailure.unreachable(
        what.formatted(place.origin(), method, permission),
        "give " + place.make().token(place.peer(), permission));
  }

  private static CommandFailure tooOld(ApiPlace place, String text) {
    return CommandFailure.unreachable(
        "the %s at %s is too old, or not one: %s".formatted(noun(place), place.addresses(), text),
        "upgrade it, or give the API of a newer one with " + place.peer().words().option());
  }

  private static CommandFailure noSuchMiner(ApiPlace place) {
    return CommandFailure.invalid(
        "the chain of the %s at %s has no such miner".formatted(noun(place), place.addresses()),
        "check the miner and the network of the node");
  }

  private static CommandFailure refused(ApiPlace place, String text) {
    return CommandFailure.unreachable(
        "the %s refuses: %s".formatted(noun(place), text), "mend what it names; its log says more");
  }

  private static CommandFailure misunderstood(ApiPlace place, Misunderstood e) {
    return CommandFailure.unreachable(
        "what answers at %s does not speak the API of a %s: %s"
            .formatted(place.addresses(), noun(place), e.getMessage()),
        "check that %s is the API of a %s".formatted(place.origin(), noun(place)));
  }

  private static String noun(ApiPlace place) {
    return place.make().noun(place.peer());
  }

  private static String reason(Unreachable e) {
    String text = String.valueOf(e.getMessage());
    return text.substring(text.lastIndexOf(": ") < 0 ? 0 : text.lastIndexOf(": ") + 2);
  }
}
