package io.pneumonia.web.application;

/** Nobody waits for the answer any more. */
public final class ClientGone extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the error. */
  public ClientGone() {
    super("the client went away", null, false, false);
  }
}
