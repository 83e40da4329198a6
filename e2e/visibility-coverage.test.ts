import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  buildSchema,
  type GraphQLNamedType,
  getNamedType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { probes } from './visibility-probes.ts'
import { storyProbes } from './visibility-probes-stories.ts'

// Whoever adds a field that can show somebody, or something of theirs, adds a way of trying it (visibility-probes.ts).

const schema = buildSchema(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8'))

/** What can be hidden from somebody. */
const hideable = new Set([
  'User',
  'Post',
  'Photo',
  'Image',
  'Comment',
  'Mention',
  'Story',
  'StoryReel',
  'Node',
  'ReportSubject',
])

/** Fields that show the viewer nothing but their own, or whom they chose to hide; and those that are a moderator's or an admin's alone. */
const unprobed = new Set(['Query.viewer', 'Query.blockedUsers', 'Query.mutedUsers', 'Session.user'])
for (const name of ['Job.askedBy', 'JobRun.askedBy', 'OperatorAct.admin', 'LoadOverride.admin']) unprobed.add(name)
for (const name of ['ModerationCase.subject', 'Report.reporter', 'ModerationAct.moderator']) unprobed.add(name)

test('every field that can show somebody, or something of theirs, is among the probes', () => {
  const probed = new Set([...probes, ...storyProbes].flatMap(({ query }) => (query ? fieldsOf(query) : [])))
  const showing = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    // Edges are told by the field of their connection; a payload shows what its mutation acted on, which the viewer must see for that.
    .filter(({ name }) => !/^__|(Connection|Edge|Payload)$/.test(name))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ name: `${type}.${field.name}`, field })))
    .filter(({ field }) => hideable.has(shownBy(getNamedType(field.type)).name))
    .map(({ name }) => name)
  assert.ok(showing.length > 15)
  assert.deepEqual(
    showing.filter((name) => !probed.has(name) && !unprobed.has(name)),
    [],
  )
})

/** Behind a connection its nodes. */
function shownBy(type: GraphQLNamedType): GraphQLNamedType {
  if (!isObjectType(type) || !type.name.endsWith('Connection')) return type
  const edge = getNamedType(type.getFields().edges!.type)
  return isObjectType(edge) ? getNamedType(edge.getFields().node!.type) : type
}

function fieldsOf(query: string): string[] {
  const found: string[] = []
  const info = new TypeInfo(schema)
  const Field = () => void found.push(`${info.getParentType()}.${info.getFieldDef()?.name}`)
  visit(parse(query), visitWithTypeInfo(info, { Field }))
  return found
}
