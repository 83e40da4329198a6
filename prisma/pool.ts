import { createOutageGrace, type OutageGrace } from '@halide/telemetry/outage-grace.ts'
import pg from 'pg'
import type { PoolLimits } from './pool-settings.ts'
import { createTurns, type TurnEvents, type Turns } from './turns.ts'
import { DatabaseUnreachable, isServerGone } from './unreachable.ts'

export interface PoolEvents extends TurnEvents {
  /** Seconds from asking for a connection to having it. */
  waited(seconds: number): void
  /** Held for longer than `leakAfterMs`; told once. Values are no part of a statement's text. */
  leaked(held: { lastStatement: string | undefined; backendPid: number | undefined }): void
}

type OnConnect = (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: Error) => void) => void

/** A pool that refuses at once where the pool of `pg` would queue without an end. Nothing connects before the first statement. */
export class Pool extends pg.Pool {
  readonly turns: Turns
  readonly #limits: PoolLimits
  readonly #events: PoolEvents
  readonly #grace: OutageGrace
  readonly #lastStatements = new WeakMap<pg.ClientBase, string>()

  constructor(url: string, limits: PoolLimits, events: PoolEvents) {
    super({
      connectionString: url,
      max: limits.maxConnections,
      min: limits.minIdle,
      connectionTimeoutMillis: limits.connectTimeoutMs,
      idleTimeoutMillis: limits.idleMs,
      maxLifetimeSeconds: limits.lifetimeMs / 1_000,
    })
    this.turns = createTurns(limits, events)
    this.#limits = limits
    this.#events = events
    this.#grace = createOutageGrace({ graceMs: limits.outageGraceMs, isOutage: isServerGone })
    this.on('connect', (client) => this.#watch(client))
    // One that is lost while nobody uses it is gone from the pool, and nobody's failure.
    this.on('error', () => {})
    // A pool asks its connections by callback, and hears of a lost one in more than one way: what it answers in the end covers each.
    Object.assign(this, { query: (...args: unknown[]) => sayingLoss(Reflect.apply(super.query, this, args)) })
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: OnConnect): void
  override connect(callback?: OnConnect): Promise<pg.PoolClient> | undefined {
    const connected = this.#checkOut()
    if (!callback) return connected
    connected.then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => {}),
    )
  }

  async #checkOut(): Promise<pg.PoolClient> {
    const start = performance.now()
    await this.turns.take()
    let client: pg.PoolClient
    try {
      client = await this.#grace.through(() => super.connect())
    } catch (error) {
      this.turns.giveBack()
      throw new DatabaseUnreachable(error)
    }
    this.#events.waited((performance.now() - start) / 1_000)
    const overdue = setTimeout(() => this.#leaked(client), this.#limits.leakAfterMs).unref()
    const { release } = client
    client.release = (error) => {
      // Throws when it is released already: then the turn was given back as well.
      release(error)
      clearTimeout(overdue)
      this.turns.giveBack()
    }
    return client
  }

  #leaked(client: pg.PoolClient): void {
    const { processID } = client as pg.PoolClient & { processID?: number }
    this.#events.leaked({ lastStatement: this.#lastStatements.get(client), backendPid: processID })
  }

  /** What a connection was asked last says best who holds it; a stack would end in the library. And when the server is lost, says so. */
  #watch(client: pg.ClientBase): void {
    const { query } = client
    Object.assign(client, {
      query: (...args: [string | { text: string }, ...unknown[]]) => {
        this.#lastStatements.set(client, typeof args[0] === 'string' ? args[0] : args[0].text)
        return sayingLoss(Reflect.apply(query, client, args))
      },
    })
  }
}

/** The answer to a statement; where it fails since the server is lost, the error says so. */
function sayingLoss(answer: unknown): unknown {
  if (!(answer instanceof Promise)) return answer
  return answer.catch((error: unknown) => {
    throw isServerGone(error) ? new DatabaseUnreachable(error) : error
  })
}
