package io.plantbeam.model;

/** A message as a source has it. What it returns must not be changed. */
public interface MessageContent {
  /** The bytes of a record's value, or of a line of a file; empty where there are none. */
  byte[] payload();

  /** The topic, or the name of what else the message comes from. */
  String topic();

  /** The record's key; null where it has none, or where keys were not asked for. */
  byte[] key();

  /** The last value of a header; null where there is none, or where headers were not asked for. */
  byte[] header(String name);
}
