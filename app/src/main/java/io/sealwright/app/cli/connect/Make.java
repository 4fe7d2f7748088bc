package io.sealwright.app.cli.connect;

/** Whose program a peer is, as far as that is known: so it is called, started and given tokens. */
enum Make {
  LOTUS,
  /** A dev chain of this program, by the repository in its folder. */
  DEVCHAIN,
  /** A miner of this program, whose token lies in its data folder. */
  OWN,
  /** A miner that has not answered yet. */
  UNKNOWN;

  private static final String OWN_BUILD = "+sealwright-";
  private static final String OWN_STARTERS = "'sealwright up' or 'sealwright miner run'";

  /** By what a peer says of its version. */
  static Make ofVersion(String version) {
    return version.contains(OWN_BUILD) ? OWN : LOTUS;
  }

  /** What it is called in a sentence. */
  String noun(Peer peer) {
    return switch (this) {
      case LOTUS, DEVCHAIN -> peer.noun();
      case OWN, UNKNOWN -> "miner";
    };
  }

  /** The commands that start it. */
  String starters(Peer peer) {
    String lotus = "'%s'".formatted(peer.words().starter());
    return switch (this) {
      case LOTUS -> lotus;
      case DEVCHAIN -> "'sealwright devchain run' or 'sealwright up'";
      case OWN -> OWN_STARTERS;
      case UNKNOWN -> lotus + ", or " + OWN_STARTERS + ",";
    };
  }

  /** A token that serves. */
  String token(Peer peer, String permission) {
    String lotus =
        "a token made with '%s --perm %s'".formatted(peer.words().tokenMaker(), permission);
    return switch (this) {
      case LOTUS -> lotus;
      case DEVCHAIN -> "the token in the file 'token' of the dev chain's folder";
      case OWN -> "the token in the file 'token' of its miner.data";
      case UNKNOWN ->
          "the token in the file 'token' of its miner.data, or, of a lotus-miner, " + lotus;
    };
  }
}
