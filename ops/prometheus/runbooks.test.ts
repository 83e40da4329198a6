import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { alerts } from './alerts.ts'

const sections = readFileSync(new URL('../../docs/runbooks.md', import.meta.url), 'utf8')
  .split(/^## /m)
  .slice(1)
const nameOf = (section: string) => section.slice(0, section.indexOf('\n'))

test('every alert has its runbook, and every runbook its alert, in the same order', () => {
  assert.deepEqual(sections.map(nameOf), Object.keys(alerts))
})

test('a runbook says what it means, where to look, what to do and when it is over, and leads to others that exist', () => {
  const anchors = new Set(sections.map((section) => nameOf(section).toLowerCase()))
  for (const section of sections) {
    const parts = [...section.matchAll(/^- \*\*(\w+):\*\* \S/gm)].map(([, part]) => part)
    assert.deepEqual(parts, ['Means', 'Look', 'Do', 'Over'], nameOf(section))
    for (const [, anchor] of section.matchAll(/\]\(#([^)]+)\)/g)) assert.ok(anchors.has(anchor!), anchor)
  }
})
