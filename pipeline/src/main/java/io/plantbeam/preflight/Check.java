package io.plantbeam.preflight;

import java.util.concurrent.Callable;

/**
 * Something outside the job that it needs.
 *
 * @param subject what is asked, where nothing answers in time
 * @param body returns the sentence for a tick; throws {@link FailedCheckException}, {@link
 *     io.plantbeam.config.InvalidOptionsException} or {@link
 *     io.plantbeam.config.ServerUnavailableException} with the one for a cross
 */
public record Check(String subject, Callable<String> body) {}
