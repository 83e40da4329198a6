import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

// The files of a folder out of memory, by `node:http` alone: `serve-folder.ts FOLDER PORT`.
const [folder = '', port] = process.argv.slice(2)
const files = new Map<string | undefined, Buffer>()
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name)
  if (entry.isFile()) files.set(path.slice(folder.length), readFileSync(path))
}
createServer((request, response) => {
  const bytes = files.get(request.url)
  if (!bytes) return void response.writeHead(404).end()
  const headers = { 'content-type': 'image/jpeg', 'content-length': bytes.length, 'cache-control': 'public, immutable' }
  response.writeHead(200, headers).end(bytes)
}).listen(Number(port), '127.0.0.1')
process.once('SIGTERM', () => process.exit())
