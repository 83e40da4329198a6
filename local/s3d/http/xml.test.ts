import assert from 'node:assert/strict'
import { test } from 'node:test'
import { childrenOf, parseXml, renderXml, textOf } from './xml.ts'

test('text is escaped on the way out and read back the same', () => {
  const text = `a&b<c>"d"'e' \u00fc\u{1f600}\ttab\nline`
  assert.equal(textOf(parseXml(renderXml('Root', { Key: text }), 'Root'), 'Key'), text)
})

test('lists repeat their element, and what is undefined is left out', () => {
  const text = renderXml('Root', { Empty: [], Tag: [{ Key: 1 }, { Key: 2 }], None: undefined }, { namespace: false })
  assert.ok(text.endsWith('<Root><Tag><Key>1</Key></Tag><Tag><Key>2</Key></Tag></Root>'))
})

test('namespaces and their prefixes do not matter', () => {
  const element = parseXml(
    '<s3:Delete xmlns:s3="urn:x"><s3:Object><Key><![CDATA[a<b]]></Key></s3:Object></s3:Delete>',
    'Delete',
  )
  assert.equal(textOf(childrenOf(element, 'Object')[0]!, 'Key'), 'a<b')
})

test('a broken document, another root, an entity bomb or an unknown entity is MalformedXML', () => {
  const bomb = '<!DOCTYPE D [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Delete>&b;</Delete>'
  for (const text of [
    '',
    'x',
    '<Delete>',
    '<Delete></delete>',
    '<Other/>',
    bomb,
    '<Delete>&nbsp;</Delete>',
    '<Delete/><Delete/>',
  ]) {
    assert.throws(() => parseXml(text, 'Delete'), { code: 'MalformedXML' }, text)
  }
})
