import type { BuiltApp } from '../build.ts'

const ink = '#161412'
const paper = '#faf8f5'

/** The one HTML page. Nothing in it is inline: the policy below forbids that. */
export function page({ script, style, preloads }: BuiltApp): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Halide</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="description" content="Photographs by people you follow.">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="${paper}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${ink}" media="(prefers-color-scheme: dark)">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="manifest" href="/app.webmanifest">
<link rel="stylesheet" href="/assets/${style}">
${preloads.map((name) => `<link rel="modulepreload" href="/assets/${name}">`).join('\n')}
<script type="module" src="/assets/${script}"></script>
</head>
<body>
<div id="app"></div>
<noscript>Halide’s web app needs JavaScript.</noscript>
</body>
</html>
`
}

/** Photos come from and go to the media door; everything else is this origin's own. */
export function pageHeaders(mediaUrl: string): Record<string, string> {
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': `'self' blob: data: ${mediaUrl}`,
    'connect-src': `'self' ${mediaUrl}`,
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  }
  return {
    'content-security-policy': Object.entries(policy)
      .map(([name, sources]) => `${name} ${sources}`)
      .join('; '),
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  }
}

/** A grain of silver halide under the safelight. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<rect width="64" height="64" rx="15" fill="${ink}"/>
<path d="M32 11 50 21.500 50 42.500 32 53 14 42.500 14 21.500Z" fill="none" stroke="${paper}" stroke-width="4" stroke-linejoin="round"/>
<circle cx="32" cy="32" r="9" fill="#f0532d"/>
</svg>
`

export const manifest = JSON.stringify({
  name: 'Halide',
  short_name: 'Halide',
  start_url: '/',
  display: 'standalone',
  background_color: ink,
  theme_color: ink,
  icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
})
