/** A fetch that signs its requests in, and keeps what was sent. */
export type PersonalFetch = typeof fetch

export interface Recorder {
  fetch: PersonalFetch
  /** Of each request the method, and whether it held the text of an operation. */
  sent: { method: string; hadText: boolean }[]
}

export function recordFor(accessToken: string): Recorder {
  const sent: Recorder['sent'] = []
  return {
    sent,
    fetch: (input, init) => {
      const text = `${decodeURIComponent(String(input))} ${init?.body ?? ''}`
      sent.push({ method: init?.method ?? 'GET', hadText: /homeFeed|likePost/.test(text) })
      const headers = new Headers(init?.headers)
      headers.set('authorization', `Bearer ${accessToken}`)
      return fetch(input, { ...init, headers })
    },
  }
}
