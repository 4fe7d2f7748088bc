package io.sealwright.lotus.rpc.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A session of Jetty, made blocking. */
record JettySink(Session session) implements FrameSink {

  @Override
  public boolean text(String frame, Duration patience) throws InterruptedException {
    Written written = new Written();
    session.sendText(frame, written);
    return written.inTime(patience);
  }

  @Override
  public boolean ping(Duration patience) throws InterruptedException {
    Written written = new Written();
    session.sendPing(ByteBuffer.allocate(0), written);
    return written.inTime(patience);
  }

  @Override
  public void drop() {
    session.disconnect();
  }

  /** Waits for one frame to be written. */
  private static final class Written implements Callback {
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean succeeded;

    @Override
    public void succeed() {
      succeeded = true;
      over.countDown();
    }

    @Override
    public void fail(Throwable cause) {
      over.countDown();
    }

    boolean inTime(Duration patience) throws InterruptedException {
      return over.await(patience.toNanos(), TimeUnit.NANOSECONDS) && succeeded;
    }
  }
}
