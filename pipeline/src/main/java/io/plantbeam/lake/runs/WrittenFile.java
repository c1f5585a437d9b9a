package io.plantbeam.lake.runs;

/** A file of a lake, by its path, and how many readings it has. */
public record WrittenFile(String path, long rows) {}
