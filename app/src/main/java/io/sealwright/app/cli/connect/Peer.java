package io.sealwright.app.cli.connect;

import io.sealwright.lotus.rpc.client.ApiAddress;
import java.util.List;
import java.util.stream.Stream;

/** A kind of process that serves an API, and how operators say where theirs is. */
public enum Peer {
  FULL_NODE(
      new Words("full node", "--full-node-api", "lotus daemon", "lotus auth create-token"),
      new Whereabouts(List.of("FULLNODE_API_INFO"), List.of("LOTUS_PATH"), ".lotus"),
      ApiAddress.Generation.V1,
      2),
  MINER(
      new Words("lotus-miner", "--miner-api", "lotus-miner run", "lotus-miner auth create-token"),
      new Whereabouts(
          List.of("MINER_API_INFO", "STORAGE_API_INFO"),
          List.of("LOTUS_MINER_PATH", "LOTUS_STORAGE_PATH"),
          ".lotusminer"),
      ApiAddress.Generation.V0,
      1);

  private final Words words;
  private final Whereabouts whereabouts;
  private final ApiAddress.Generation generation;
  private final int apiMajor;

  /**
   * What operators call and type.
   *
   * @param noun what it is called in a sentence
   * @param starter the command that starts one
   * @param tokenMaker the command that makes a token
   */
  record Words(String noun, String option, String starter, String tokenMaker) {}

  /**
   * Where its API is looked for; of several variables the first that is set counts.
   *
   * @param infos environment variables with an API info
   * @param paths environment variables with the path of the repository
   * @param folder the repository below the home folder, if no variable names another
   */
  record Whereabouts(List<String> infos, List<String> paths, String folder) {}

  Peer(Words words, Whereabouts whereabouts, ApiAddress.Generation generation, int apiMajor) {
    this.words = words;
    this.whereabouts = whereabouts;
    this.generation = generation;
    this.apiMajor = apiMajor;
  }

  /** What it is called in a sentence. */
  public String noun() {
    return words.noun();
  }

  Words words() {
    return words;
  }

  /** The environment variables that say where it is. */
  public Stream<String> variables() {
    return Stream.concat(whereabouts.infos().stream(), whereabouts.paths().stream());
  }

  Whereabouts whereabouts() {
    return whereabouts;
  }

  ApiAddress.Generation generation() {
    return generation;
  }

  /** The major version of the API that this program knows. */
  int apiMajor() {
    return apiMajor;
  }
}
