package io.sealwright.engine.serving;

import io.sealwright.engine.store.Database;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.server.CallFailed;
import org.jdbi.v3.core.JdbiException;

/** Turns what does not go into what its caller is told. */
final class Refusals {
  private Refusals() {}

  /** Work that may not be done. */
  interface Work<R> {
    R done() throws ActionRefused, RpcException, CallFailed, InterruptedException;
  }

  /** The result of work; every refusal is an ordinary failure in its own words. */
  static <R> R telling(Work<R> work) throws CallFailed, InterruptedException {
    try {
      return work.done();
    } catch (ActionRefused e) {
      throw new CallFailed(String.valueOf(e.getMessage()));
    } catch (RpcException e) {
      throw new CallFailed("the full node: " + e.getMessage());
    } catch (JdbiException e) {
      throw new CallFailed(Database.words(e));
    }
  }
}
