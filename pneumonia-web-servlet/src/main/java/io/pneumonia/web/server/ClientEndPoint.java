package io.pneumonia.web.server;

import io.pneumonia.web.application.ClientPresence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that tells whether its client closes it while a request is being answered, when
 * nobody reads from it otherwise. It reads one byte ahead to learn that; a byte that did come is
 * handed to the next reader. A client that closes its sending side only counts as gone too.
 */
final class ClientEndPoint extends SocketChannelEndPoint implements ClientPresence {

  private final ByteBuffer ahead = BufferUtil.allocate(1);

  ClientEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  @Override
  public int fill(ByteBuffer target) throws IOException {
    synchronized (ahead) {
      if (ahead.hasRemaining()) {
        return BufferUtil.append(target, ahead);
      }
    }
    return super.fill(target);
  }

  private int readAhead() throws IOException {
    synchronized (ahead) {
      return ahead.hasRemaining() ? 1 : super.fill(ahead);
    }
  }

  @Override
  public Runnable watch(Runnable whenGone) {
    Watch watch = new Watch(whenGone);
    watch.listen();
    return watch::stop;
  }

  /** Waits for something to read as long as the thread that answers the request does not. */
  private final class Watch implements Callback {

    private final Runnable whenGone;
    private boolean ended;

    Watch(Runnable whenGone) {
      this.whenGone = whenGone;
    }

    /** Where somebody reads already, that reader learns of the end. */
    synchronized void listen() {
      if (!ended && !tryFillInterested(this)) {
        ended = true;
      }
    }

    @Override
    public synchronized void succeeded() {
      if (ended) {
        return;
      }
      int read;
      try {
        read = readAhead();
      } catch (IOException e) {
        read = -1;
      }
      if (read == 0) {
        listen();
      } else {
        end(read < 0);
      }
    }

    @Override
    public synchronized void failed(Throwable cause) {
      if (!ended) {
        end(!isOpen());
      }
    }

    private void end(boolean gone) {
      ended = true;
      if (gone) {
        whenGone.run();
      }
    }

    /** Leaves the place of the one who waits to read to the connection itself. */
    void stop() {
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
      }
      getFillInterest().fillable();
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
