package io.plantbeam.spec;

/**
 * What a job needs to begin with; hints, used where a manifest or a command line has to name some.
 *
 * @param parallelism subtasks of a step
 * @param workers processes that do the work: Flink's TaskManagers, Spark's executors
 * @param workerMemory such as {@code 2g} or {@code 512m}
 * @param workerCpu cores of each
 * @param managerMemory of Flink's JobManager, Spark's driver
 * @param managerCpu cores of it
 */
public record Resources(
    int parallelism,
    int workers,
    String workerMemory,
    double workerCpu,
    String managerMemory,
    double managerCpu) {}
