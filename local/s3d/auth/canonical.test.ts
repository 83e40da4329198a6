import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalRequest, parseQuery, sha256Hex } from './canonical.ts'
import { sign, signingKey } from './signature.ts'

// The worked examples of AWS's "Signature Calculations for the Authorization Header" for S3.
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const SCOPE = { date: '20130524', region: 'us-east-1', service: 's3' }
const EMPTY = sha256Hex('')

function signatureOf(canonical: string): string {
  const lines = ['AWS4-HMAC-SHA256', '20130524T000000Z', '20130524/us-east-1/s3/aws4_request', sha256Hex(canonical)]
  return sign(signingKey(SECRET, SCOPE), lines)
}

test('the example "GET Object" of AWS’s manual gets the signature printed there', () => {
  const canonical = canonicalRequest({
    method: 'GET',
    path: '/test.txt',
    query: [],
    signedHeaders: [
      ['host', 'examplebucket.s3.amazonaws.com'],
      ['range', 'bytes=0-9'],
      ['x-amz-content-sha256', EMPTY],
      ['x-amz-date', '20130524T000000Z'],
    ],
    payloadHash: EMPTY,
  })
  assert.equal(signatureOf(canonical), 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41')
})

test('the example "Get Bucket (List Objects)" of AWS’s manual gets the signature printed there', () => {
  const canonical = canonicalRequest({
    method: 'GET',
    path: '/',
    query: parseQuery('max-keys=2&prefix=J'),
    signedHeaders: [
      ['host', 'examplebucket.s3.amazonaws.com'],
      ['x-amz-content-sha256', EMPTY],
      ['x-amz-date', '20130524T000000Z'],
    ],
    payloadHash: EMPTY,
  })
  assert.equal(signatureOf(canonical), '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7')
})

test('names and values of a query are sorted by their bytes and escaped once', () => {
  const query = parseQuery('b=2&a=%2F&a=+1&acl')
  assert.deepEqual(query, [
    ['b', '2'],
    ['a', '/'],
    ['a', ' 1'],
    ['acl', ''],
  ])
  const canonical = canonicalRequest({ method: 'GET', path: '/ü/..//x*', query, signedHeaders: [], payloadHash: '' })
  assert.equal(canonical.split('\n')[1], '/%C3%BC/..//x%2A')
  assert.equal(canonical.split('\n')[2], 'a=%201&a=%2F&acl=&b=2')
})

test('spaces around and within a header’s value do not matter', () => {
  const signedHeaders = [['x-amz-meta-note', '  a   b ']] as const
  const canonical = canonicalRequest({ method: 'PUT', path: '/', query: [], signedHeaders, payloadHash: '' })
  assert.ok(canonical.includes('\nx-amz-meta-note:a b\n'))
})
