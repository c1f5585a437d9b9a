/**
 * A simulated plant: labelled telemetry with faults and dirty messages, the same for the same seed.
 */
package io.plantbeam.tools.simulate;
