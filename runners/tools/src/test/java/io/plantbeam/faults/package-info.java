/**
 * Faults of what a streaming job runs on, put in while readings come: nothing may be lost, and what
 * is there twice must be told apart by its identity.
 */
package io.plantbeam.faults;
