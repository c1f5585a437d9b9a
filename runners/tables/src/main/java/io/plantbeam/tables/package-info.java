/**
 * Tables over the files of a lake, as callers see them: of the JDK alone, so that a caller needs no
 * library of a table format, and can have libraries of other versions. What is below this package
 * is loaded apart.
 */
package io.plantbeam.tables;
