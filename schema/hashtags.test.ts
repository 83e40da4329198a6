import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeHashtagId, encodeHashtagId, hashtagsIn, mostHashtags, toHashtag } from './hashtags.ts'

for (const [caption, ...hashtags] of [
  ['no tag', ...[]],
  ['#Sea at #dawn, and #sea', 'sea', 'dawn'],
  ['stacked #sea#sun＃moon', 'sea', 'sun', 'moon'],
  ['#café #CAFE\u0301 #straße #日本の夏 #Москва #हिन्दी', 'café', 'straße', '日本の夏', 'москва', 'हिन्दी'],
  ['#２０２６年 #ＡＢＣ #ﬁsh', '2026年', 'abc', 'fish'],
  ['#1 #2026 #___ #1st #snow_2026', '1st', 'snow_2026'],
  ['a#b &#x27; https://halide.example/#part page/#x', ...[]],
  ['(#in) "#quoted" #dot. ##twice #emoji📷 #a-b', 'in', 'quoted', 'dot', 'twice', 'emoji', 'a'],
  ['#\ufdfa #', ...[]],
] as [string, ...string[]][]) {
  test(`hashtags in ${JSON.stringify(caption)}`, () => assert.deepEqual(hashtagsIn(caption), hashtags))
}

test('a post has 30 hashtags at most, each of at most 100 characters', () => {
  const caption = Array.from({ length: 40 }, (_, n) => `#t${n}`).join(' ')
  assert.deepEqual([hashtagsIn(caption).length, hashtagsIn(caption).at(-1)], [mostHashtags, 't29'])
  assert.equal(hashtagsIn(`#${'a'.repeat(101)} #${'b'.repeat(100)}`).join(), 'b'.repeat(100))
})

test('a long hostile caption is read in time', () => {
  const start = performance.now()
  for (const caption of ['#'.repeat(2_200), '#a'.repeat(1_100), `#${'1'.repeat(2_199)}`, '#_'.repeat(1_100)]) {
    hashtagsIn(caption)
  }
  assert.ok(performance.now() - start < 200)
})

test('a hashtag has one spelling, and one id of that', () => {
  assert.deepEqual(['#Sea', 'SEA', 'sea'].map(toHashtag), ['sea', 'sea', 'sea'])
  assert.deepEqual(['', '#', '##sea', 'two words', '7', 'a\0'].map(toHashtag), Array(6).fill(null))
  for (const name of ['sea', '日本の夏']) assert.equal(decodeHashtagId(encodeHashtagId(name)), name)
  for (const id of ['hashtag_', 'hashtag_!', 'post_1', `hashtag_${Buffer.from('Sea').toString('base64url')}`]) {
    assert.equal(decodeHashtagId(id), null, id)
  }
})
