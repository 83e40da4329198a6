import { generate } from '@graphql-codegen/cli'
import { type DocumentNode, getOperationAST } from 'graphql'
import type { OperationManifest } from './manifest.ts'
import { readSdl } from './sdl.ts'

/**
 * What a resolver of each type gets as its parent. A subgraph exports these from its `parents.ts`; a type that is not named
 * here is resolved from a plain object of its own shape.
 */
const parents = {
  user: ['User', 'Session', 'SignedInSession'],
  post: [
    'Upload',
    'Post',
    'Photo',
    'Image',
    'OriginalPhoto',
    'AvatarImage',
    'AvatarUpdate',
    'Story',
    'StoryReel',
    'User',
    'Comment',
    'Hashtag',
    'ModerationCase',
    'ModerationAct',
    'Collection',
    'SignedInSession',
    'Job',
    'JobRun',
    'OperatorAct',
    'Node',
  ],
  feed: ['Post', 'User'],
  engagement: [
    'Post',
    'Comment',
    'Mention',
    'Collection',
    'Notification',
    'NotificationConnection',
    'ModerationCase',
    'Report',
    'ModerationAct',
    'ReportSubject',
    'Story',
    'User',
  ],
  jobs: ['JobKind', 'Job', 'JobRun', 'OperatorAct', 'User'],
} as const

export type SubgraphName = keyof typeof parents
export const subgraphNames = Object.keys(parents) as SubgraphName[]

/**
 * The resolver types of every subgraph, and the registered operations as the web app takes them: each with what it asks and answers,
 * and its id. By path below the project's root.
 */
export async function generateTypes(
  root: string,
  apiSdl: string,
  manifest: OperationManifest,
): Promise<Map<string, string>> {
  const resolvers = subgraphNames.map((name) => [`${folderOf(name)}/resolvers.gen.ts`, resolverTypes(name)])
  const generates = {
    ...Object.fromEntries(resolvers),
    'web/app/operations.gen.ts': operationTypes(apiSdl, manifest),
  }
  const files = await generate({ cwd: root, silent: true, generates }, false)
  return new Map((files as { filename: string; content: string }[]).map(({ filename, content }) => [filename, content]))
}

function folderOf(name: SubgraphName): string {
  return name === 'jobs' ? 'jobs/subgraph' : `subgraphs/${name}`
}

function resolverTypes(name: SubgraphName) {
  return {
    schema: readSdl(name),
    plugins: ['typescript', 'typescript-resolvers'],
    config: {
      federation: true,
      contextType: `./context.ts#${pascal(name)}Context`,
      mappers: Object.fromEntries(parents[name].map((type) => [type, `./parents.ts#${type}Parent`])),
      scalars: { ID: 'string', DateTime: 'Date', URL: 'string' },
      enumsAsTypes: true,
      useTypeImports: true,
      useIndexSignature: false,
      avoidOptionals: { field: true },
      skipTypename: true,
      emitLegacyCommonJSImports: false,
      importExtension: '',
    },
  }
}

function operationTypes(apiSdl: string, { operations }: OperationManifest) {
  const ids = new Map(operations.map(({ name, id }) => [name, id]))
  return {
    schema: apiSdl,
    documents: 'schema/operations/*.graphql',
    plugins: ['typescript-operations', 'typed-document-node'],
    config: {
      scalars: { ID: 'string', DateTime: 'string', URL: 'string' },
      enumType: 'string-literal',
      useTypeImports: true,
      skipTypename: true,
      documentNodeImport: '@apollo/client#TypedDocumentNode',
      documentMode: 'documentNodeImportFragments',
      // Becomes the document's `__meta__`.
      unstable_onExecutableDocumentNode: (document: DocumentNode) => ({
        id: ids.get(getOperationAST(document)!.name!.value),
      }),
      emitLegacyCommonJSImports: false,
    },
  }
}

function pascal(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1)
}
