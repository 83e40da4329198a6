import { isPostFailureCode, type PostFailureCode, postFailures } from '@halide/schema/post-failures.ts'

/** Why something could not be processed, as a client is told; null where it could. */
export function describeFailure(
  failureCode: string | null,
  failureMessage: string | null = null,
): { code: PostFailureCode; message: string } | null {
  if (failureCode === null) return null
  const code = isPostFailureCode(failureCode) ? failureCode : 'PROCESSING_FAILED'
  return { code, message: failureMessage ?? postFailures[code] }
}
