import { setTimeout as sleep } from 'node:timers/promises'
import { type Cause, inTurn, nothing, outage, readFeed } from './cause.ts'

/** The gateway, its subgraphs, and what every process has. */
export const processCauses = [
  {
    says: 'the feed subgraph is down',
    alerts: ['ProcessDown', 'SubgraphUnavailable', 'GatewayErrors', 'GatewayErrorsCritical'],
    make: outage(['feed'], readFeed),
  },
  {
    says: 'the gateway of the web app is down',
    alerts: ['WebDoorErrors'],
    make: outage(['gateway-of-web'], ({ world }) =>
      fetch(`${world.url('web')}/graphql?query=%7B__typename%7D`, { headers: { 'apollo-require-preflight': '1' } }),
    ),
  },
  {
    says: 'the media door dies again and again',
    alerts: ['ProcessRestarts'],
    async make({ world }, until) {
      let last: number | undefined
      void inTurn(until, async () => {
        await fetch(`${world.url('media')}/health/live`)
        const pid = world.pid('media')
        // Once Prometheus has seen it.
        await sleep(1_500)
        if (pid !== last) world.kill('media')
        last = pid
      })
      return nothing
    },
  },
  {
    says: 'the gateway is held up, half a second each second',
    alerts: ['EventLoopLag'],
    async make({ world }, until) {
      void inTurn(until, async () => {
        world.kill('gateway', 'SIGSTOP')
        await sleep(500)
        world.kill('gateway', 'SIGCONT')
        await sleep(500)
      })
      return nothing
    },
  },
] satisfies Cause[]
