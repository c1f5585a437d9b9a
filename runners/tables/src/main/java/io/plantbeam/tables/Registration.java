package io.plantbeam.tables;

/**
 * What {@link LakeTable#register} has done.
 *
 * @param added files that have come into the table
 * @param rows readings in them
 * @param dropped files that have left the table since they are gone from the lake
 * @param inTable files that the table has now
 * @param snapshot id of the present snapshot or version; null where there is none
 */
public record Registration(long added, long rows, long dropped, long inTable, String snapshot) {}
