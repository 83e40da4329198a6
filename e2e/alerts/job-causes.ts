import { setTimeout as sleep } from 'node:timers/promises'
import { lanes } from '@halide/jobs/kit.ts'
import { smallPhoto } from '../photos.ts'
import { type Cause, inTurn, job, lock, nothing, outage, pauseJobs, upload } from './cause.ts'

/** The queue and its workers. */
export const jobCauses = [
  {
    says: 'jobs with a payload that is none',
    alerts: ['JobsQuarantined', 'JobsFail'],
    async make({ world }, until) {
      void inTurn(until, () => job(world, 'purge_post', { nonsense: true }).then(() => sleep(1_000)))
      return async () => {
        await world.sql('delete from quarantined_jobs')
      }
    },
  },
  {
    says: '500,001 photos are enqueued for tomorrow, and nobody starts workers',
    alerts: ['QueueLong', 'QueueCritical', 'QueueFastMode', 'QueueExtreme', 'WorkersTooFew'],
    async make({ world }) {
      await world.sql(`
        insert into graphile_worker._private_jobs (task_id, payload, run_at, max_attempts)
        select id, '{}', now() + interval '1 day', 6 from graphile_worker._private_tasks, generate_series(1, 500001)
        where identifier = 'process_photo'`)
      return async () => {
        await world.sql(`delete from graphile_worker._private_jobs where run_at > now() + interval '12 hours'`)
      }
    },
  },
  {
    says: 'the clock left out a night, by the dates',
    alerts: ['ScheduledJobMissed'],
    async make({ world }) {
      const known = (when: string) =>
        world.sql(
          `update graphile_worker._private_known_crontabs set known_since = ${when}, last_execution = ${when} where identifier = 'tier_storage'`,
        )
      await known(`now() - interval '2 days'`)
      return async () => {
        await known('now()')
      }
    },
  },
  {
    says: 'a worker is killed in the middle of a photo',
    alerts: ['WorkersDead'],
    async make(scene) {
      const { world, ada } = scene
      const uploaded = await upload(scene)
      const release = await lock(scene, 'photos')
      // Waits for the lock, as the job will.
      const posted = ada.mutate(
        'createPost',
        { photos: [{ uploadId: uploaded.uploadId, altText: '' }], caption: '' },
        'post { id }',
      )
      await job(world, 'process_photo', { photoId: '1' })
      const held = `select from graphile_worker._private_jobs where locked_at is not null`
      while ((await world.sql(held)).length === 0) await sleep(50)
      world.kill('worker')
      await release()
      await posted.catch(() => {})
      return nothing
    },
  },
  {
    says: 'the worker is down',
    alerts: ['NoWorker'],
    make: outage(['worker']),
  },
  {
    says: 'photos and hashtags are paused, since two hours by the dates',
    alerts: ['JobsLate', 'BackgroundJobsLate'],
    async make(scene) {
      const { world, ada } = scene
      const resume = await pauseJobs(scene, ['process_photo', 'tag_posts'])
      await ada.post([await smallPhoto(31)])
      await world.sql(
        `select from graphile_worker.add_job('tag_posts', priority := ${lanes.backfill}, flags := array['tag_posts'])`,
      )
      await world.sql(`
        update graphile_worker._private_jobs set run_at = run_at - interval '2 hours' where task_id in (
          select id from graphile_worker._private_tasks where identifier in ('process_photo', 'tag_posts'))`)
      return resume
    },
  },
] satisfies Cause[]
