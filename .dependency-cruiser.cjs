// The rooms and what each may import: the table of docs/architecture.md as rules. `npm run boundaries` checks it.
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** Of our own folders, each room may import itself and these. */
const rooms = {
  gateway: ['schema', 'telemetry', 'live', 'timeline/(breaker|redis)\\.ts'],
  'all-in-one': ['gateway', 'subgraphs', 'jobs/subgraph/', 'prisma', 'telemetry', 'timeline/redis\\.ts'],
  'subgraphs/kit': ['telemetry', 'schema/(passport|refusals)\\.ts'],
  'subgraphs/user': ['subgraphs/kit', 'prisma', 'schema', 'telemetry', 'jobs/'],
  'subgraphs/post': ['subgraphs/kit', 'prisma', 'schema', 'telemetry', 'timeline/(breaker|redis)\\.ts', 'jobs/'],
  'subgraphs/engagement': ['subgraphs/kit', 'prisma', 'schema', 'telemetry', 'live', 'timeline/redis\\.ts', 'jobs/'],
  'subgraphs/feed': ['subgraphs/kit', 'prisma', 'schema', 'telemetry', 'timeline', 'jobs/'],
  'jobs/subgraph': ['jobs', 'subgraphs/kit', 'prisma', 'schema', 'telemetry'],
  jobs: ['prisma', 'schema', 'storage', 'timeline', 'live/publish\\.ts', 'telemetry', 'media/cdn/'],
  media: ['prisma', 'schema', 'storage', 'telemetry'],
  storage: ['prisma', 'schema', 'telemetry'],
  live: ['schema', 'telemetry', 'timeline/redis\\.ts'],
  timeline: ['prisma', 'schema', 'telemetry'],
  telemetry: [],
  prisma: ['telemetry'],
  schema: [],
  'web/door': ['web/build\\.ts', 'schema/operations/manifest\\.json', 'telemetry'],
  'web/app': ['schema/ids\\.ts', 'schema/operations/[a-z]+\\.json'],
  ops: [
    'jobs/cost/',
    'prisma',
    'telemetry',
    '(gateway|subgraphs/(kit|user|post|engagement)|jobs|media|storage|timeline|web/door)/metrics\\.ts',
    'storage/(drain|replicate)\\.ts',
  ],
}

const ours =
  '^(gateway|all-in-one|subgraphs|jobs|media|storage|timeline|live|telemetry|prisma|schema|web|local|ops|e2e)/'
// `test-….ts` holds what several test files need, as do a few folders; benches and drills are run by hand.
const tests = '(\\.test|/test-[a-z-]+|/bench[a-z-]*|/drill)\\.ts$|/(testing|feed-oracle|bench)/'
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`
const clients = packages('pg', 'ioredis', 'undici', 'graphile-worker', '@prisma/[^/]+', '@aws-sdk/[^/]+', 'sharp')

/** Rooms in a room have rules of their own. */
const innerRoomsOf = (room) =>
  `^(${
    Object.keys(rooms)
      .filter((other) => other.startsWith(`${room}/`))
      .join('|') || 'none'
  })/`

/** A test may also use what runs on one machine, and any room that it needs to stand the real thing up. */
const roomRules = Object.entries(rooms).map(([room, others]) =>
  forbid(
    `${room.replace('/', '-')}-keeps-to-its-rooms`,
    `${room}/ may import ${others.join(', ') || 'nothing of ours'}.`,
    { path: `^${room}/`, pathNot: `${tests}|${innerRoomsOf(room)}` },
    {
      path: ours,
      pathNot: `^(${[room, ...others].map((other) => (/(\.ts|\.json|\/)$/.test(other) ? other : `${other}/`)).join('|')})`,
    },
  ),
)

module.exports = {
  forbidden: [
    ...roomRules,
    forbid(
      'no-cycles',
      'What imports each other is one thing.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    // The benchmarks' peers have packages of their own, installed when they are measured.
    forbid(
      'resolvable',
      'An import of nothing fails at start only.',
      { pathNot: '^e2e/bench/peers/' },
      { couldNotResolve: true },
    ),
    forbid(
      'declared-packages-only',
      'A package that package.json does not name may be gone tomorrow.',
      { pathNot: tests },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid(
      'subgraphs-see-jobs-by-declaration',
      'A subgraph enqueues a job; how it runs is the worker’s business.',
      { path: '^subgraphs/', pathNot: tests },
      { path: '^jobs/', pathNot: '^jobs/(kit|context|[^/]+/(job|declaration))\\.ts$' },
    ),
    forbid(
      'one-importer-of-the-aws-sdk',
      'Objects go through storage/; invalidating CloudFront is no matter of objects, and chaos does not take our word for them.',
      {
        pathNot: `^storage/|^media/cdn/cloudfront\\.ts$|^e2e/chaos/(buckets|controls/(empty-bucket|careless-s3d/main))\\.ts$|^local/s3d/|${tests}`,
      },
      { path: packages('@aws-sdk/[^/]+', '@smithy/[^/]+') },
    ),
    forbid(
      'sharp-lives-in-process-photo',
      'Decoding what strangers send happens in one room; local/demo-photos only makes pictures.',
      { pathNot: `^jobs/process-photo/|^local/demo-photos/|${tests}` },
      { path: packages('sharp') },
    ),
    forbid(
      'one-importer-of-the-worker',
      'The queue is reached through jobs/kit.ts.',
      { pathNot: `^jobs/|^prisma/migrate|${tests}` },
      { path: packages('graphile-worker') },
    ),
    forbid(
      'redis-is-reached-by-its-rooms',
      'Feeds in Redis are known to timeline/ alone, which also has the connection and its breaker for others.',
      {
        path: '^(gateway|media|storage|live|telemetry|prisma|schema|subgraphs/(kit|user|post|engagement))/',
        pathNot: tests,
      },
      { path: packages('ioredis') },
    ),
    forbid(
      'resolvers-do-no-io',
      'A resolver translates.',
      { path: '^subgraphs/[^/]+/resolvers\\.ts$' },
      { path: [clients, '^prisma/', 'node:(fs|net|http)'], dependencyTypesNot: ['type-only'] },
    ),
    forbid('schema-does-no-io', 'Shapes only.', { path: '^schema/', pathNot: tests }, { path: clients }),
    forbid(
      'env-is-read-at-the-edge',
      'Settings are arguments everywhere else.',
      { pathNot: '/(main|worker|test-run|env)\\.ts$' },
      { path: '/env\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'tests-are-not-imported',
      'What several tests need has a file of its own, test-….ts, which only tests and local/ use.',
      { pathNot: `^(e2e|local)/|${tests}` },
      { path: tests },
    ),
    forbid(
      'no-dumping-ground',
      'Third copy? Find the owner.',
      {},
      { path: '(^|/)(shared|common|utils?|helpers?|lib|misc)(/|\\.ts$)', pathNot: 'node_modules' },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^prisma/generated'] },
    exclude: { path: '^prisma/generated/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
