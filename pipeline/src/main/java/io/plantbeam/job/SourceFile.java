package io.plantbeam.job;

import java.io.Serializable;

/**
 * A file that a job reads.
 *
 * @param name by which it is known to people, and as the origin of its readings
 * @param modifiedMillis when it was last written to; 0 where its file system does not tell
 */
public record SourceFile(String name, long bytes, long modifiedMillis) implements Serializable {}
