import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core'
import type { Person } from './person.ts'
import type { World } from './world.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Of whoever a journey makes, and of the cast. */
export const password = 'a password for journeys'

/** A browser of its own, whose page must log no error and ask for operations by their ids alone. */
export async function visitWeb(world: World, browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ baseURL: world.url('web'), reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  // Without Redis there is no stream, and a browser notes that it was refused.
  const isExpected = (message: ConsoleMessage) => !world.redisUrl && message.location().url.endsWith('/live')
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message)) complaints.push(message.text())
  })
  page.on(
    'request',
    (request) =>
      request.url().endsWith('/graphql') && 'query' in request.postDataJSON() && complaints.push(request.postData()!),
  )
  return { context, page, complaints }
}

/** Looks at the page with axe, by turns in the light and in the dark: both take the same colours everywhere. */
export async function assertAccessible(page: Page): Promise<void> {
  const colorScheme = looks++ % 2 ? 'light' : 'dark'
  await page.emulateMedia({ colorScheme })
  await page.evaluate(axe)
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })`,
  )
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  assert.deepEqual(found, [], `${page.url()} in the ${colorScheme}`)
}
let looks = 0

export async function signIn(page: Page, handle: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Handle or e-mail').fill(handle)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Profile' }).waitFor()
}

/** Opens a browser as `visitWeb` does, in the journey's world. */
export type Visit = (options?: BrowserContextOptions) => ReturnType<typeof visitWeb>

export const refreshCookie = async (world: World, context: BrowserContext) =>
  (await context.cookies(`${world.url('web')}/session`)).find(({ name }) => name === 'halide_refresh')

export const seenBy = async (person: Person, id: string) =>
  (await person.gql<{ post: object | null }>('query ($id: ID!) { post(id: $id) { id } }', { id })).post !== null
