package io.sealwright.lotus.rpc.server;

/**
 * The code behind a method that declares its parameters, which arrive read. Each may block, runs on
 * a virtual thread of its own, says what the caller is told instead by {@link CallFailed}, and is
 * interrupted if the caller withdraws the call.
 */
public final class Answers {
  private Answers() {}

  /** Of a method without parameters. */
  public interface Of0<R> {
    R to() throws CallFailed, InterruptedException;
  }

  /** Of a method of one parameter. */
  public interface Of1<A, R> {
    R to(A a) throws CallFailed, InterruptedException;
  }

  /** Of a method of two parameters. */
  public interface Of2<A, B, R> {
    R to(A a, B b) throws CallFailed, InterruptedException;
  }

  /** Of a method of three parameters. */
  public interface Of3<A, B, C, R> {
    R to(A a, B b, C c) throws CallFailed, InterruptedException;
  }

  /** Of a method of four parameters. */
  public interface Of4<A, B, C, D, R> {
    R to(A a, B b, C c, D d) throws CallFailed, InterruptedException;
  }

  /** Of a method of five parameters. */
  public interface Of5<A, B, C, D, E, R> {
    R to(A a, B b, C c, D d, E e) throws CallFailed, InterruptedException;
  }
}
