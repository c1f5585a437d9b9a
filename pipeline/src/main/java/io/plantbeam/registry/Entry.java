package io.plantbeam.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One entry of a registry file.
 *
 * @param file its name
 * @param unit what is counted in the file: lines, or entries
 * @param number of the line or entry, from 1
 */
record Entry(String file, String unit, long number, ObjectNode fields) {

  /** Where it is, for people. */
  String place() {
    return file + " " + unit + " " + number;
  }
}
