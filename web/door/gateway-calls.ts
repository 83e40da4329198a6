import manifest from '@halide/schema/operations/manifest.json' with { type: 'json' }
import { z } from 'zod'

const userErrors = z.array(z.object({ code: z.string(), field: z.array(z.string()).nullable(), message: z.string() }))
const session = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: z.string(),
  refreshToken: z.string(),
  refreshTokenExpiresAt: z.iso.datetime(),
})

export type UserErrors = z.infer<typeof userErrors>
export type Session = z.infer<typeof session>

/** `refused`: the gateway did not do it, for a reason that its status and code tell; what is signed in stays so. */
export type CallOutcome<Payload> =
  | ({ ok: true } & Payload)
  | { ok: false; status: number; code: string; message: string }

export interface Caller {
  address: string
  userAgent: string | undefined
}

/** Of the registered operations, whose texts a gateway serves in any mode. */
const texts = new Map(manifest.operations.map(({ name, body }) => [name, body]))

const answer = z.object({
  data: z.record(z.string(), z.object({ session: session.nullish(), userErrors }).nullable()).nullish(),
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).optional() })).optional(),
})

export interface SessionPayload {
  session: Session | null
  userErrors: UserErrors
}

export type GatewayCall = (
  operation: 'SignUp' | 'SignIn' | 'RestoreAccount' | 'RefreshSession' | 'SignOut',
  input: Record<string, unknown>,
  caller: Caller,
) => Promise<CallOutcome<SessionPayload>>

/** The few mutations that the door sends itself, since their answers hold what the page must not have. */
export function gatewayCalls(gatewayUrl: string): GatewayCall {
  return async (operation, input, { address, userAgent }) => {
    const response = await fetch(`${gatewayUrl}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': address,
        'apollographql-client-name': clientName(userAgent),
      },
      body: JSON.stringify({ query: texts.get(operation), variables: { input } }),
      signal: AbortSignal.timeout(20_000),
    }).catch(() => null)
    const body = answer.safeParse(await response?.json().catch(() => null))
    const [payload] = Object.values(body.data?.data ?? {})
    if (payload) return { ok: true, session: payload.session ?? null, userErrors: payload.userErrors }
    const [error] = body.data?.errors ?? []
    return {
      ok: false,
      status: response && response.status >= 400 ? response.status : 503,
      code: error?.extensions?.code ?? 'SERVICE_UNAVAILABLE',
      message: error?.message ?? 'Halide does not answer. Try again in a moment.',
    }
  }
}

/** What the list of sessions will call this one: `web Firefox on Linux`. */
function clientName(userAgent = ''): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent)?.[1] ?? 'browser'
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|CrOS|Linux)/.exec(userAgent)?.[1]
  const known: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS', CrOS: 'ChromeOS' }
  const name = (word: string) => known[word] ?? word
  return system ? `web ${name(browser)} on ${name(system)}` : `web ${name(browser)}`
}
