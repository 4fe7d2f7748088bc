package io.sealwright.lotus.rpc.client;

/** What a subscriber learns next. */
public sealed interface ChannelEvent<T> {
  record Value<T>(T value) implements ChannelEvent<T> {}

  /** The connection broke and the channel was opened again: values may have been missed. */
  record Gap<T>(String reason) implements ChannelEvent<T> {}

  /** The node closed the channel: no more comes. Whether all came, the values must tell. */
  record Closed<T>() implements ChannelEvent<T> {}
}
