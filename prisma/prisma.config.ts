import { defineConfig } from 'prisma/config'

/** Read by Prisma's own command line only; Halide migrates with `migrate.ts`, which needs no engine to be downloaded. */
export default defineConfig({
  schema: '.',
  migrations: { path: 'migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://127.0.0.1:5432/halide' },
})
