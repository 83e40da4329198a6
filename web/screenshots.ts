import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { findChromium, openBrowser } from './browser.ts'

// `npm run screenshots -- FOLDER [http://127.0.0.1:4020 [name of a page]]`: every page of a running demo, as its Ada and,
// where it takes a moderator or an admin, its Dara and its Goran see it, on a phone and on a desk, light and dark.

const [folder, address = 'http://127.0.0.1:4020', only] = process.argv.slice(2)
const chromium = findChromium(process.env.PATH ?? '')
if (!folder || !chromium) {
  process.stderr.write(
    folder ? 'There is no Chromium in PATH.\n' : 'Usage: npm run screenshots -- FOLDER [address [page]]\n',
  )
  process.exit(1)
}
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } }
const signedOut = { welcome: '/', 'sign-in': '/sign-in', 'sign-up': '/sign-up', 'post-signed-out': null }
const signedIn = {
  home: '/',
  post: null,
  'new-post': '/new',
  explore: '/explore',
  search: '/explore?q=a',
  story: '/stories/ada',
  'new-story': '/stories/new',
  hashtag: '/tags/garden',
  saved: '/saved',
  profile: '/@ada',
  'profile-of-another': '/@bruno',
  followers: '/@ada/followers',
  activity: '/activity',
  requests: '/requests',
  settings: '/settings',
  privacy: '/settings/privacy',
  security: '/settings/security',
  appearance: '/settings/appearance',
  data: '/settings/data',
  'not-found': '/nothing/is/here',
}
const moderating = { moderation: '/moderation', decisions: '/moderation/decisions' }
const operating = {
  overview: '/admin',
  jobs: '/admin/jobs',
  job: '/admin/jobs/warm_feeds',
  queue: '/admin/queue',
  runs: '/admin/runs',
  acts: '/admin/acts',
  operations: '/admin/operations',
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(400) // pictures fade in
}

async function shoot(page: Page, pages: Record<string, string | null>, suffix: string, postPath: string) {
  for (const [name, path] of Object.entries(pages)) {
    if (only && only !== name) continue
    await page.goto(`${address}${path ?? postPath}`)
    await settled(page)
    await page.screenshot({ path: join(folder!, `${name}-${suffix}.png`) })
  }
}

mkdirSync(folder, { recursive: true })
const browser = await openBrowser(chromium)
// One session of each for all: signing in again and again would be refused.
type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>
const kept = new Map<string, Cookies>()
for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const look = { viewport, colorScheme, reducedMotion: 'reduce' } as const
    const context = await browser.newContext(look)
    // A stream is never over, so no page would ever be settled.
    await context.route('**/live', (route) => route.fulfill({ status: 204 }))
    const page = await context.newPage()
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) process.stdout.write(`${page.url()}: ${message.text()}\n`)
    })
    page.on('pageerror', (error) => process.stdout.write(`${page.url()}: ${error.message}\n`))
    await be(page, 'ada')
    const post = page.locator('article a[href^="/p/"]').first()
    await post.waitFor()
    const postPath = (await post.getAttribute('href')) ?? '/'
    await shoot(page, signedIn, `${size}-${colorScheme}`, postPath)
    kept.set('ada', await context.cookies())
    await be(page, 'dara')
    await shoot(page, moderating, `${size}-${colorScheme}`, postPath)
    kept.set('dara', await context.cookies())
    await be(page, 'goran')
    await shoot(page, operating, `${size}-${colorScheme}`, postPath)
    kept.set('goran', await context.cookies())
    await context.clearCookies()
    await shoot(page, signedOut, `${size}-${colorScheme}`, postPath)
    await context.close()
  }
}
await browser.close()

async function be(page: Page, handle: string): Promise<void> {
  const cookies = kept.get(handle)
  await page.context().clearCookies()
  if (cookies) await page.context().addCookies(cookies)
  await page.goto(`${address}${cookies ? '/' : '/sign-in'}`)
  if (!cookies) {
    await page.getByLabel('Handle or e-mail').fill(handle)
    await page.getByLabel('Password').fill('silver-halide-1839')
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  // Also for a session that is taken up again: left too soon, it would be without the token that was to follow.
  await page.getByRole('link', { name: 'Profile' }).waitFor()
}
