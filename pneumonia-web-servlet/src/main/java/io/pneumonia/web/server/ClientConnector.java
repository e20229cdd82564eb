package io.pneumonia.web.server;

import io.pneumonia.web.application.ClientPresence;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A connector whose requests know whether their clients are still there. */
final class ClientConnector extends ServerConnector {

  ClientConnector(Server server, ConnectionFactory factory) {
    super(server, factory);
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    ClientEndPoint endPoint = new ClientEndPoint(channel, selector, key, getScheduler());
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  /** Tells the application of the client, by an attribute of each request. */
  static final class Presence extends Handler.Wrapper {

    Presence(Handler handler) {
      super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (request.getConnectionMetaData().getConnection().getEndPoint()
          instanceof ClientPresence client) {
        request.setAttribute(ClientPresence.class.getName(), client);
      }
      return super.handle(request, response, callback);
    }
  }
}
