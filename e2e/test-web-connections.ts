import assert from 'node:assert/strict'
import type { Request } from 'playwright-core'
import { smallPhoto } from './photos.ts'
import { gatewayOfWeb } from './registered-web-app.ts'
import { assertAccessible, password, refreshCookie, signIn, type Visit } from './test-web-visitor.ts'
import { until } from './until.ts'
import type { World } from './world.ts'

// Journeys of web-app.test.ts about the way between a page and Halide: its session, lost, kept open, and by a browser's pushes.

export async function loseTheConnection(world: World, visit: Visit): Promise<void> {
  await world.person('jan')
  const { context, page } = await visit()
  await signIn(page, 'jan')
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByLabel('Name').waitFor()
  await context.setOffline(true)
  await page.getByText('You are offline. What you see may be old').waitFor()
  await page.getByLabel('Name').fill('Jan Offline')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('You are offline. Connect to the internet').waitFor()
  await context.setOffline(false)
  await page.getByText('You are offline. What you see may be old').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Your profile is saved.').waitFor()

  // Who leaves can take everything along, and come back.
  await page.getByRole('link', { name: 'Your data' }).click()
  const copy = page.getByRole('button', { name: 'Make a copy' })
  await page.locator('form', { has: copy }).getByLabel('Your password').fill(password)
  await copy.click()
  const file = page.getByRole('link', { name: 'Download your data' })
  await file.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), file.click()])
  assert.equal(download.suggestedFilename(), 'halide.zip')
  const leave = page.getByRole('button', { name: 'Delete my account' })
  await page.getByLabel('Your password').fill('not the password')
  await leave.click()
  await page.getByText('This is not the current password.').waitFor()
  await page.getByLabel('Your password').fill(password)
  await leave.click()
  await page.getByText(/^Your account is deleted. Until /).waitFor()
  await page.getByRole('link', { name: 'Sign in' }).first().click()
  await page.getByLabel('Handle or e-mail').fill('jan')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await assertAccessible(page)
  await page.getByRole('button', { name: 'Restore my account' }).click()
  await page.getByRole('link', { name: 'Profile' }).click()
  await page.getByRole('heading', { name: 'Jan Offline' }).waitFor()
  await context.close()
}

export async function beTold(world: World, visit: Visit): Promise<void> {
  const [ned, ola] = await Promise.all([world.person('ned'), world.person('ola')])
  await ned.follow(ola)
  const post = async (seed: number) => {
    const { id } = await ola.post([await smallPhoto(seed)], `Picture ${seed}`)
    await ola.processed(id)
    return id
  }
  await post(47)
  const { context, page } = await visit()
  await page.clock.install()
  const streams = { open: 0, most: 0 }
  const isStream = (request: Request) => request.url().endsWith('/live')
  page.on('request', (request) => {
    if (isStream(request)) streams.most = Math.max(streams.most, ++streams.open)
  })
  const isOver = (request: Request) => isStream(request) && streams.open--
  page.on('requestfinished', isOver)
  page.on('requestfailed', isOver)
  // The page waits longer with every failure, while its gateway comes back.
  const begun = () => page.waitForResponse((answer) => isStream(answer.request()) && answer.ok(), { timeout: 100_000 })
  const newer = page.getByRole('button', { name: 'New posts' })
  const soon = { timeout: 20_000 } // and by itself it looks every 30 s

  if (world.redisUrl) {
    const first = begun()
    await signIn(page, 'ned')
    await first
    await page.getByText('Picture 47').waitFor()
    await post(48)
    await newer.waitFor(soon)
    const again = begun()
    world.kill(gatewayOfWeb)
    await again
    await newer.click()
    await page.getByText('Picture 48').waitFor()
    const id = await post(49)
    await newer.waitFor(soon)
    await ola.mutate('createComment', { postId: id, text: 'For @ned.' }, 'comment { id }')
    await page.getByRole('link', { name: 'Activity, 1 new' }).click(soon)
    await page.getByText('mentioned you').waitFor()
    await ola.mutate('createComment', { postId: id, text: 'And again, @ned.' }, 'comment { id }')
    await page.getByText('mentioned you').nth(1).waitFor(soon)
    assert.equal(streams.most, 1)
  } else await signIn(page, 'ned')

  await page.route('**/live', (route) => route.abort())
  await page.goto('/')
  await page
    .getByText(/^Picture/)
    .first()
    .waitFor()
  await post(50)
  await page.clock.fastForward('00:31')
  await newer.waitFor(soon)
  await context.close()
}

export async function bePushed(world: World, visit: Visit): Promise<void> {
  await world.person('pia')
  const { context, page, complaints } = await visit()
  await context.grantPermissions(['geolocation']) // and no other
  await signIn(page, 'pia')
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Notifications' }).click()
  const pushes = page.getByRole('switch', { name: 'Notify this browser' })
  await pushes.waitFor()
  await page.getByText('Your browser does not let Halide notify you').waitFor()
  assert.equal(await pushes.isDisabled(), true)
  await assertAccessible(page)

  await context.grantPermissions(['notifications'])
  const shown = `navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
    .then((notices) => notices.map(({ title, body }) => title + ': ' + body))`
  const isActive = `navigator.serviceWorker.register('/push-worker.js').then(({ active }) => active !== null)`
  await until(() => page.evaluate<boolean>(isActive))
  const devtools = await context.newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
      if (first) resolve(first.registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  const [registrationId, origin] = [await registered, world.url('web')]
  const data = JSON.stringify({ kind: 'LIKE', notificationId: 'notification_1' })
  // Again until it is seen: nothing tells whether Chromium has handed it to the worker. One that comes twice is shown once.
  await until(async () => {
    await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
    return (await page.evaluate<string[]>(shown)).length > 0
  })
  assert.deepEqual(await page.evaluate(shown), ['Halide: Somebody liked your post'])
  assert.deepEqual(complaints, [])
  await context.close()
}

export async function keepTheSession(world: World, visit: Visit): Promise<void> {
  await world.person('ivo')
  const { context, page } = await visit()
  await signIn(page, 'ivo')
  const cookie = await refreshCookie(world, context)
  assert.deepEqual([cookie?.httpOnly, cookie?.sameSite, cookie?.path], [true, 'Strict', '/session'])
  const kept = await page.evaluate<string>('JSON.stringify([localStorage, sessionStorage, document.cookie])')
  assert.ok(!kept.includes(cookie!.value))
  const headers = { cookie: `halide_refresh=${cookie!.value}`, 'content-type': 'application/json' }
  for (const foreign of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elsewhere.example' }]) {
    const init = { method: 'POST', body: '{}', headers: { ...headers, ...foreign } as Record<string, string> }
    assert.equal((await fetch(`${world.url('web')}/session/refresh`, init)).status, 403)
  }
  // An access token that is no good any more is replaced, and nobody notices.
  let spoilt = 0
  await page.route('**/graphql', (route) => {
    if (spoilt++ > 0) return route.continue()
    return route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer a.spoilt.token' } })
  })
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByRole('heading', { name: 'All quiet' }).waitFor()
  assert.ok(spoilt > 1)
  await context.close()
}
