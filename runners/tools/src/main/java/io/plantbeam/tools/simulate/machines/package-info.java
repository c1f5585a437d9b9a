/**
 * A plant of machines that start, stop, idle and change their set points, as their sensors show it,
 * with and without seeded faults; the same for the same seed.
 */
package io.plantbeam.tools.simulate.machines;
