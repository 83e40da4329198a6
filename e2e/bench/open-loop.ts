import { setTimeout as sleep } from 'node:timers/promises'

/** What a client does. */
export interface Operation {
  name: string
  /** Of all operations. */
  share: number
  run(): Promise<void>
}

/** An operation that was refused or failed, by the code that tells why. */
export class Fault extends Error {
  override name = 'Fault'
  readonly code: string

  constructor(code: string, message = code) {
    super(message)
    this.code = code
  }
}

export interface Outcome {
  operation: string
  /** From the moment at which it was due, so that having waited for its turn counts. */
  ms: number
  /** Null when it went well. */
  fault: string | null
}

export interface OpenLoop {
  /** Operations a second. */
  rate: number
  seconds: number
  operations: readonly Operation[]
  random: () => number
}

/**
 * Begins operations at the moments of a Poisson process, however long those before take: as people come, who do not wait for each other.
 * Answers when all are done.
 */
export async function openLoop({ rate, seconds, operations, random }: OpenLoop): Promise<Outcome[]> {
  const outcomes: Promise<Outcome>[] = []
  const start = performance.now()
  for (let due = start + gap(rate, random); due < start + seconds * 1_000; due += gap(rate, random)) {
    const early = due - performance.now()
    if (early >= 1) await sleep(early)
    outcomes.push(perform(draw(operations, random()), due))
  }
  return Promise.all(outcomes)
}

/** Milliseconds from one arrival to the next. */
function gap(rate: number, random: () => number): number {
  return (-Math.log(1 - random()) / rate) * 1_000
}

function draw(operations: readonly Operation[], coin: number): Operation {
  let left = coin
  for (const operation of operations) {
    left -= operation.share
    if (left < 0) return operation
  }
  return operations.at(-1)!
}

async function perform({ name, run }: Operation, due: number): Promise<Outcome> {
  const fault = await run().then(
    () => null,
    (error: unknown) => codeOf(error),
  )
  return { operation: name, ms: performance.now() - due, fault }
}

function codeOf(error: unknown): string {
  if (error instanceof Fault) return error.code
  if (!(error instanceof Error)) return String(error)
  const { cause } = error as { cause?: { code?: string } }
  return cause?.code ?? `${error.name}: ${error.message}`
}
