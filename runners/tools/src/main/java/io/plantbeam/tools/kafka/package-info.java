/** The records of topics, for tools that read them once. */
package io.plantbeam.tools.kafka;
