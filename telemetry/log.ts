import { type Logger, pino } from 'pino'
import { traceIdInLog } from './traces.ts'

export type { Logger } from 'pino'

/**
 * Structured lines on standard output: `process` names the program, `requestId` follows a request from the gateway to its jobs, `traceId`
 * is that of the trace where there is one.
 */
export function createLogger(process: string, level = 'info'): Logger {
  return pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime, mixin: traceIdInLog })
}
