import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generated, root } from './generated.ts'

// `npm run generate`: writes the supergraph, the API schema and the resolver types anew.
for (const [path, text] of await generated()) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
