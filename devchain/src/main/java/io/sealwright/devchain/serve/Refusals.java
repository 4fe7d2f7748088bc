package io.sealwright.devchain.serve;

import io.sealwright.devchain.mpool.MessageRefused;
import io.sealwright.devchain.wallet.WalletRefusal;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.server.CallFailed;
import java.io.IOException;
import java.util.Optional;

/** Turns what the node refuses into what its caller is told. */
final class Refusals {
  /** The number of the error that only a look-up by address has. */
  static final int NO_SUCH_ACTOR = 11;

  /** The number of what belongs to fast finality, which a dev chain has not. */
  static final int F3_DISABLED = 4;

  private Refusals() {}

  /** Work that the node may refuse. */
  interface Work<R> {
    R done()
        throws IOException, MessageRefused, WalletRefusal, CallFailed, InterruptedException;
  }

  /** The result of work; every refusal is an ordinary failure in its own words. */
  static <R> R telling(Work<R> work) throws CallFailed, InterruptedException {
    return telling("", work);
  }

  /** The result of work; words that come first are put before those of a refusal. */
  static <R> R telling(String first, Work<R> work) throws CallFailed, InterruptedException {
    try {
      return work.done();
    } catch (IOException | MessageRefused | WalletRefusal e) {
      throw new CallFailed(first + words(e));
    }
  }

  /** A failure with a number of its own, by which clients tell it from others. */
  static CallFailed numbered(int code, String text) {
    return new CallFailed(new RpcError(code, text));
  }

  private static String words(Exception refusal) {
    return Optional.ofNullable(refusal.getMessage())
        .orElseGet(() -> refusal.getClass().getSimpleName());
  }
}
