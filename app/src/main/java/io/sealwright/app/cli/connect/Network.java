package io.sealwright.app.cli.connect;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.protocol.address.NetworkLetter;
import java.util.Locale;

/**
 * A network by the name its nodes give it. The nodes of mainnet say {@code testnetnet}, a name from
 * before its launch.
 */
public record Network(String name) {
  static final RpcMethod<String> NAME =
      RpcMethod.query("StateNetworkName", 0, Permission.READ, JsonForm.TEXT);

  private static final String MAINNET = "mainnet";
  private static final String MAINNET_ITSELF = "testnetnet";
  private static final String CALIBRATION = "calibration";
  private static final String CALIBRATION_ITSELF = "calibrationnet";

  /** By the build tag in a version, such as {@code 1.13.2+mainnet+git.abc}. */
  static Network ofBuild(String version) {
    String[] parts = version.split("\\+");
    return new Network(parts.length > 1 ? parts[1] : "unknown");
  }

  /** As operators call it. */
  public String common() {
    return switch (name) {
      case MAINNET_ITSELF -> MAINNET;
      case CALIBRATION_ITSELF, "calibnet" -> CALIBRATION;
      default -> name;
    };
  }

  public NetworkLetter letter() {
    return common().equals(MAINNET) ? NetworkLetter.MAINNET : NetworkLetter.TESTNET;
  }

  /** Whether strangers' nodes are on it, so that having no peers is a fault. */
  public boolean isPublic() {
    return common().equals(MAINNET) || common().equals(CALIBRATION);
  }

  /** Whether an operator's word means this network. */
  public boolean isNamed(String word) {
    return new Network(word.toLowerCase(Locale.ROOT)).common().equals(common());
  }

  /** Refuses another network than the one asked for. */
  void require(String wanted, ApiPlace place) throws CommandFailure {
    if (!isNamed(wanted)) {
      throw CommandFailure.unreachable(
          "wrong network: the %s at %s is on %s, not on %s"
              .formatted(place.peer().noun(), place.addresses(), common(), wanted),
          "give the API of a node of " + wanted + " with " + place.peer().words().option());
    }
  }

  /**
   * Refuses an address written for another network: on mainnet they begin with {@code f}, on all
   * others with {@code t}.
   */
  public void requireLetter(String address) throws CommandFailure {
    if (!address.isEmpty() && address.charAt(0) != letter().letter()) {
      throw CommandFailure.invalid(
          "%s is an address of another network: the node is on %s, where they begin with %s"
              .formatted(address, common(), letter().letter()),
          "check the address and the node");
    }
  }
}
