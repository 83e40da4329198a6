import { refresh, session } from './session.ts'

/** Asks with the session's access token, and once more with the next one when that has expired. */
export async function signedFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const state = session.get()
  const answer = await fetch(input, withToken(init, state.kind === 'in' ? state.accessToken : null))
  if (answer.status !== 401 || state.kind !== 'in') return answer
  const next = await refresh()
  return next.kind === 'in' ? fetch(input, withToken(init, next.accessToken)) : answer
}

function withToken(init: RequestInit, accessToken: string | null): RequestInit {
  const headers = new Headers(init.headers)
  if (accessToken) headers.set('authorization', `Bearer ${accessToken}`)
  return { ...init, headers }
}
