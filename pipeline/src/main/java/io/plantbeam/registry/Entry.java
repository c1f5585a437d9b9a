package io.plantbeam.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One entry of a registry file.
 *
 * @param place names the file and the line or entry, for people
 */
record Entry(String place, ObjectNode fields) {}
