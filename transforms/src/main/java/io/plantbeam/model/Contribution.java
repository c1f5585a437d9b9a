package io.plantbeam.model;

/**
 * What a counter of a step, or of a sink, means for the accounting of a job, in which measures in =
 * measures out + measures aside.
 *
 * @param field of the job's summary; null of what is only part of a sum
 * @param counter one of {@link Counters}
 * @param minus a counter to subtract; null for none
 * @param words that follow the number in texts for people; null where it is not told
 */
public record Contribution(Role role, String field, String counter, String minus, String words) {

  /** What is counted. */
  public enum Role {
    /** What arrives, before it is parsed. */
    RECEIVED,

    /** What arrives and is no measure by its nature. */
    PASSED,

    /** Measures that go on. */
    IN,

    /** Measures that are there at the end. */
    OUT,

    /** Measures that are put aside as they come in. */
    IN_AND_ASIDE,

    /** Measures that went on and are put aside later. */
    ASIDE,

    /** A part of the contribution before this one. */
    PART,

    /** Those of the measures out that may not be what they say. */
    DOUBTED,

    /** Those of the measures out that a step did not get: its counter has those that it got. */
    MISSED,

    /** What should have been done and was not. */
    LEFT,

    /** What is made of measures. */
    MADE
  }

  /** What arrives: {@code 3 messages}. */
  public static Contribution received(String counter, String words) {
    return new Contribution(Role.RECEIVED, counter, counter, null, words);
  }

  /** What arrives and is no measure, told where there is any: {@code 3 values passed over}. */
  public static Contribution passed(String counter, String words) {
    return new Contribution(Role.PASSED, counter, counter, null, words);
  }

  /** Measures that go on. */
  public static Contribution in(String counter) {
    return new Contribution(Role.IN, null, counter, null, null);
  }

  /** Measures that are there at the end: {@code 3 archived}. */
  public static Contribution out(String counter, String words) {
    return new Contribution(Role.OUT, counter, counter, null, words);
  }

  /** Measures that are put aside as they come in: {@code 3 dead-lettered}. */
  public static Contribution inAndAside(String counter, String words) {
    return new Contribution(Role.IN_AND_ASIDE, counter, counter, null, words);
  }

  /** Measures that went on and are put aside: {@code 3 duplicates}. */
  public static Contribution aside(String counter, String words) {
    return new Contribution(Role.ASIDE, counter, counter, null, words);
  }

  /** Some of the contribution before: {@code 3 of them not replayable}. */
  public static Contribution part(String counter, String words) {
    return new Contribution(Role.PART, counter, counter, null, words);
  }

  /** Measures out that may not be what they say, told where there are any. */
  public static Contribution doubted(String counter, String words) {
    return new Contribution(Role.DOUBTED, counter, counter, null, words);
  }

  /** Measures out that are not in a counter: {@code 3 archived readings are in no window}. */
  public static Contribution missed(String field, String counter, String words) {
    return new Contribution(Role.MISSED, field, counter, null, words);
  }

  /**
   * What is in a counter and not in the one of what was done, told where there is any.
   *
   * @param done null where the counter has only what was not done
   */
  public static Contribution left(String field, String toDo, String done, String words) {
    return new Contribution(Role.LEFT, field, toDo, done, words);
  }

  /** What is made: {@code 3 windows}. */
  public static Contribution made(String counter, String words) {
    return new Contribution(Role.MADE, counter, counter, null, words);
  }
}
