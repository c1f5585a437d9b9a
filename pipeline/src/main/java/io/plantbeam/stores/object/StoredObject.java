package io.plantbeam.stores.object;

/** An object that is there, and how many bytes it has. */
public record StoredObject(ObjectName name, long bytes) {}
