import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type Cause, pauseJobs, publish } from './cause.ts'

/** Of a deployment, but for time: elsewhere in the drill no level follows from how busy the machine is. */
const levels = {
  LOAD_HIGH: '0.8',
  LOAD_HIGH_LOW: '0.7',
  LOAD_CRITICAL: '0.95',
  LOAD_CRITICAL_LOW: '0.85',
  LOAD_RISE_MS: '6000',
}

/** The load, and what is not made while it is high. */
export const loadCauses = [
  {
    says: 'every core is busy with something else',
    alerts: ['LoadHigh', 'LoadCritical'],
    async make({ world }) {
      await world.startAgain('worker', levels)
      const burners = Array.from({ length: availableParallelism() }, () => new Worker('while (true);', { eval: true }))
      return async () => {
        await Promise.all(burners.map((burner) => burner.terminate()))
        await world.startAgain('worker')
      }
    },
  },
  {
    says: 'a photo was made with less while the load was HIGH, and making that good is paused',
    alerts: ['QualityDebtNotRepaid'],
    async make(scene) {
      const { admin } = scene
      const resume = await pauseJobs(scene, ['repay_quality'])
      const reason = 'a drill'
      await admin.mutate('overrideLoad', { level: 'HIGH', minutes: 5, reason }, 'systemLoad { level }')
      // Until the worker has seen it.
      await sleep(1_000)
      await publish(scene, 32)
      await admin.mutate('clearLoadOverride', { reason }, 'systemLoad { level }')
      return resume
    },
  },
] satisfies Cause[]
