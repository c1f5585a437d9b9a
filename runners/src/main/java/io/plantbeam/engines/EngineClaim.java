package io.plantbeam.engines;

/** What a launch has of its engine for itself, such as a directory, until its job has ended. */
public interface EngineClaim extends AutoCloseable {
  @Override
  void close();
}
