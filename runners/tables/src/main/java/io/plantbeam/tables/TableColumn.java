package io.plantbeam.tables;

/** A column of the files of a lake. */
public record TableColumn(String name, Type type, String description) {
  /** What a column holds. */
  public enum Type {
    TEXT,
    /** 64 bits. */
    INTEGER,
    /** Double precision. */
    NUMBER,
    FLAG,
    /** Microseconds, UTC. */
    TIME,
    /** A day. */
    DATE
  }
}
