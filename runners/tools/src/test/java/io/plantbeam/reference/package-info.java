/**
 * The job's semantics computed a second time, from their description alone: plain, slow, obvious
 * Java over lists and Jackson's tree model. Nothing here uses the code that it checks.
 */
package io.plantbeam.reference;
