// Signs the explorer in as one of the demo's people: what it sends to the gateway then carries their token.

const graphqlUrl = new URL('/graphql', location.href).href
const isOurs = (url) => new URL(url, location.href).href === graphqlUrl
const signIn =
  'mutation ($input: SignInInput!) { signIn(input: $input) { session { accessToken } userErrors { message } } }'

/** Access tokens live for 15 minutes. */
const renewAfterMs = 14 * 60_000

let viewer = null
const plainFetch = window.fetch.bind(window)

async function openSession(login, password) {
  const response = await plainFetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: signIn, variables: { input: { login, password } } }),
  })
  const { data, errors } = await response.json()
  const token = data?.signIn?.session?.accessToken
  if (!token) throw new Error(data?.signIn?.userErrors?.[0]?.message ?? errors?.[0]?.message ?? 'It did not work.')
  viewer = { login, password, token, at: Date.now() }
}

async function freshToken() {
  if (viewer && Date.now() - viewer.at > renewAfterMs) await openSession(viewer.login, viewer.password)
  return viewer?.token
}

window.fetch = async (input, init = {}) => {
  const headers = new Headers(init.headers ?? input.headers)
  const token = isOurs(input.url ?? input) && !headers.has('authorization') ? await freshToken() : null
  if (token) headers.set('authorization', `Bearer ${token}`)
  return plainFetch(input, token ? { ...init, headers } : init)
}

const { open, send, setRequestHeader } = XMLHttpRequest.prototype
XMLHttpRequest.prototype.open = function (method, url, ...rest) {
  this.takesToken = isOurs(url)
  return open.call(this, method, url, ...rest)
}
XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
  if (name.toLowerCase() === 'authorization') this.takesToken = false
  return setRequestHeader.call(this, name, value)
}
XMLHttpRequest.prototype.send = function (body) {
  if (!this.takesToken || !viewer) return send.call(this, body)
  freshToken()
    .catch(() => null)
    .then((token) => {
      if (token) setRequestHeader.call(this, 'authorization', `Bearer ${token}`)
      send.call(this, body)
    })
}

/** A button for each of them, and one for nobody. */
export function showAccounts({ handles, password }) {
  const bar = document.createElement('form')
  bar.className = 'accounts'
  const label = bar.appendChild(document.createElement('span'))
  label.setAttribute('role', 'status')
  const buttons = ['', ...handles].map((handle) => {
    const button = bar.appendChild(document.createElement('button'))
    button.type = 'button'
    button.textContent = handle || 'nobody'
    button.addEventListener('click', () => become(handle))
    return button
  })
  const show = (text, current) => {
    label.textContent = text
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.textContent === current))
  }
  async function become(handle) {
    viewer = null
    try {
      if (handle) await openSession(handle, password)
      show('You are', handle || 'nobody')
    } catch (error) {
      show(error.message, 'nobody')
    }
  }
  show('You are', 'nobody')
  document.body.append(bar)
}
