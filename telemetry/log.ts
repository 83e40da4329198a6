import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** Structured lines on standard output: `process` names the program, `requestId` follows a request from the gateway to its jobs. */
export function createLogger(process: string, level = 'info'): Logger {
  return pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime })
}
