import type { PostFailureCode } from '@halide/schema/post-failures.ts'
import { PermanentJobError } from '../kit.ts'
import { type PhotoFault, photoFaults } from './fault.ts'

/** Attempts after which a photo that is too costly to decode is believed to be the cause, and not a busy machine. */
const attemptsForCostly = 3

const codes: Record<PhotoFault, PostFailureCode> = {
  UNSUPPORTED_FORMAT: 'UNSUPPORTED_FORMAT',
  CORRUPT_IMAGE: 'CORRUPT_IMAGE',
  TRUNCATED: 'CORRUPT_IMAGE',
  TOO_MANY_PIXELS: 'TOO_MANY_PIXELS',
  DECODE_TIMEOUT: 'TOO_COSTLY',
  DECODE_OUT_OF_MEMORY: 'TOO_COSTLY',
  DECODE_CRASHED: 'CORRUPT_IMAGE',
}

/** Why a photo is not processed, with the code that its author will see if no retry cures it. */
export class PhotoProblem extends Error {
  override name = 'PhotoProblem'
  readonly code: PostFailureCode

  constructor(code: PostFailureCode, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.code = code
  }
}

/** The error for a photo that was not rendered: permanent where the same bytes cannot fare better. */
export function problemOf(fault: PhotoFault, detail: string, attempt: number): Error {
  const problem = new PhotoProblem(codes[fault], `${fault}: ${detail}`)
  const final = photoFaults[fault].final || attempt >= attemptsForCostly
  return final ? new PermanentJobError(problem.message, { cause: problem }) : problem
}

/** The code behind whatever made the job give up. */
export function codeOf(reason: unknown): PostFailureCode {
  if (reason instanceof PhotoProblem) return reason.code
  if (reason instanceof PermanentJobError && reason.cause instanceof PhotoProblem) return reason.cause.code
  return 'PROCESSING_FAILED'
}
