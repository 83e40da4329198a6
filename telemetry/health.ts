/** Looks at one dependency: answers facts worth showing, throws the reason when it cannot be used. */
export type HealthCheck = () => Promise<string | undefined>

export interface HealthReport {
  ready: boolean
  dependencies: Record<string, { ok: boolean; detail?: string }>
}

/** A dependency that has not answered by then counts as down. */
const checkTimeoutMs = 2_000

/** Looks at every dependency side by side. Those in `optional` are shown, but Halide works without them. */
export async function checkHealth(
  checks: Record<string, HealthCheck>,
  optional: ReadonlySet<string> = new Set(),
): Promise<HealthReport> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await look(check)] as const),
  )
  return {
    ready: results.every(([name, { ok }]) => ok || optional.has(name)),
    dependencies: Object.fromEntries(results),
  }
}

async function look(check: HealthCheck): Promise<{ ok: boolean; detail?: string }> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${checkTimeoutMs} ms`)), checkTimeoutMs)
  try {
    const detail = await Promise.race([check(), late])
    return detail === undefined ? { ok: true } : { ok: true, detail }
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) }
  } finally {
    clearTimeout(timer)
  }
}
