package io.plantbeam.codec;

/**
 * A value that keeps its own form, once it has been written or read: its bytes are then found where
 * the value is, without a look into a table. For values of which there are many.
 */
public abstract class Interned {
  /**
   * Null until it is known. Threads may both make it: it is the same. Volatile, so that a thread
   * that finds the array finds its bytes too.
   */
  transient volatile byte[] form;
}
