import { z } from 'zod'

/** What travels in a job's payload beside its own fields. Whatever is malformed is left out: it only tells. */
const Envelope = z.object({
  requestId: z.string().optional().catch(undefined),
  /** How often it was put off because of an outage. */
  postponed: z.number().catch(0).default(0),
  traceparent: z.string().optional().catch(undefined),
  askedBy: z
    .object({ adminId: z.string().regex(/^\d{1,18}$/), reason: z.string() })
    .optional()
    .catch(undefined),
})

export interface OpenedEnvelope extends z.infer<typeof Envelope> {
  /** The payload without all this. */
  own: unknown
}

/** Of a payload as it lies in the queue. */
export function openEnvelope(payload: unknown): OpenedEnvelope {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    return { ...Envelope.parse({}), own: payload }
  const { requestId, postponed, traceparent, askedBy, ...own } = payload as Record<string, unknown>
  return { ...Envelope.parse({ requestId, postponed, traceparent, askedBy }), own }
}
