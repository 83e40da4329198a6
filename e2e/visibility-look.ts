import assert from 'node:assert/strict'
import { type FieldNode, Kind, type OperationDefinitionNode, parse, print, visit } from 'graphql'
import type { Asked, Probe, Scene } from './visibility-probes.ts'

/** The gateway takes no more fields at the top of one request (MAX_QUERY_ROOT_FIELDS). */
const together = 20

/** Whether the viewer sees something by each probe, in their order. Those of the API are asked many in a request, each under its own alias. */
export async function look(scene: Scene, probes: readonly Probe[]): Promise<boolean[]> {
  const asked = probes.filter((probe): probe is Asked => !('sees' in probe))
  const requests = Array.from({ length: Math.ceil(asked.length / together) }, (_, n) =>
    ask(scene, asked.slice(n * together, (n + 1) * together)),
  )
  const answers = new Map((await Promise.all(requests)).flat())
  return Promise.all(
    probes.map((probe) => ('sees' in probe ? probe.sees(scene) : answers.get(probe)!.includes(probe.text(scene)))),
  )
}

/** What each of them was answered, as JSON. */
async function ask(scene: Scene, probes: readonly Asked[]): Promise<[Asked, string][]> {
  const definitions = probes.map(({ query }, n) => numbered(query, n))
  const document = print({
    kind: Kind.DOCUMENT,
    definitions: [
      {
        ...definitions[0]!,
        variableDefinitions: definitions.flatMap(({ variableDefinitions = [] }) => variableDefinitions),
        selectionSet: {
          kind: Kind.SELECTION_SET,
          selections: definitions.flatMap(({ selectionSet }) => selectionSet.selections),
        },
      },
    ],
  })
  const variables = Object.fromEntries(probes.flatMap(({ id }, n) => (id ? [[`id${n}`, id(scene)]] : [])))
  const { data, errors = [] } = await scene.viewer.send<Record<string, unknown>>(document, variables)
  // Nothing is hidden because something failed: one field's failure would be the answer to all in its request.
  assert.deepEqual(errors, [])
  assert.ok(data)
  return probes.map((probe, n) => [probe, JSON.stringify(data[`probe${n}`])])
}

/** The query with its variable and its one field at the top named after a number. */
function numbered(query: string, n: number): OperationDefinitionNode {
  const [operation, ...others] = parse(query).definitions
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION && others.length === 0, query)
  const [field, ...beside] = operation.selectionSet.selections
  assert.ok(field?.kind === Kind.FIELD && beside.length === 0, query)
  const aliased: FieldNode = { ...field, alias: { kind: Kind.NAME, value: `probe${n}` } }
  const selectionSet = { ...operation.selectionSet, selections: [aliased] }
  return visit(
    { ...operation, selectionSet },
    {
      Variable: ({ name }) => ({ kind: Kind.VARIABLE, name: { ...name, value: `${name.value}${n}` } }),
    },
  )
}
