import { z } from 'zod'

/** The settings of a process, or its end: prints every fault at once, so that a deployer mends them in one go. Called in `env.ts` only. */
export function readEnv<S extends z.ZodType>(schema: S): z.infer<S> {
  // A setting left empty in a deployment file is a setting not given.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  process.stderr.write(`The environment is not complete:\n${z.prettifyError(parsed.error)}\n`)
  process.exit(78) // EX_CONFIG of sysexits.h
}
