/**
 * One golden data set, and its outputs compared byte for byte over engines, in batch and in
 * streaming.
 */
package io.plantbeam.conformance;
