import { Logger, run, type TaskList } from 'graphile-worker'

/** Jobs at once in graphile-worker's own performance test. */
export const concurrentJobs = 24

/** graphile-worker and nothing else, set as its own performance test sets it (perfTest/graphile.config.js of its repository), unless given. */
export function startBareWorker(
  databaseUrl: string,
  taskList: TaskList,
  { concurrency, jobsAhead = 500 }: { concurrency: number; jobsAhead?: number },
) {
  return run({
    preset: {
      worker: {
        localQueue: { size: jobsAhead, refetchDelay: { durationMs: 10 } },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        gracefulShutdownAbortTimeout: 2_500,
        concurrentJobs: concurrency,
        maxPoolSize: concurrency + 1,
      },
    },
    connectionString: databaseUrl,
    taskList,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
  })
}
