import { SaxesParser } from 'saxes'
import { S3Error } from '../errors.ts'

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What an element holds: text, elements by name, or (for a repeated element) a list of either. */
export type XmlContent = string | number | boolean | XmlTree | readonly XmlContent[] | undefined
export interface XmlTree {
  readonly [element: string]: XmlContent
}

/** A reply document in S3's namespace; errors have none. */
export function renderXml(root: string, tree: XmlTree, { namespace = true } = {}): string {
  const attribute = namespace ? ` xmlns="${NAMESPACE}"` : ''
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${renderContent(tree)}</${root}>`
}

function renderContent(tree: XmlTree): string {
  return Object.entries(tree)
    .map(([name, content]) => renderElement(name, content))
    .join('')
}

function renderElement(name: string, content: XmlContent): string {
  if (content === undefined) return ''
  if (isList(content)) return content.map((item) => renderElement(name, item)).join('')
  if (typeof content === 'object') return `<${name}>${renderContent(content)}</${name}>`
  return `<${name}>${escapeText(String(content))}</${name}>`
}

function isList(content: XmlContent): content is readonly XmlContent[] {
  return Array.isArray(content)
}

function escapeText(text: string): string {
  // Control characters are not allowed in XML 1.0 even as references; S3 sends the references all the same.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: keys may hold any of them
  return text.replace(/[&<>"\u0000-\u001f]/g, (c) => ENTITIES[c] ?? `&#x${c.charCodeAt(0).toString(16)};`)
}

/** A parsed element. Names are without namespace prefix. */
export interface XmlElement {
  name: string
  text: string
  children: XmlElement[]
}

/** Parses a request document whose root must be `root`. Throws `MalformedXML`. */
export function parseXml(text: string, root: string): XmlElement {
  const parser = new SaxesParser({ xmlns: false })
  const top: XmlElement = { name: '', text: '', children: [] }
  const open = [top]
  parser.on('error', () => {
    throw new S3Error('MalformedXML')
  })
  parser.on('doctype', () => {
    throw new S3Error('MalformedXML')
  })
  parser.on('opentag', ({ name }) => {
    const element = { name: name.slice(name.indexOf(':') + 1), text: '', children: [] }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  const addText = (piece: string) => {
    open.at(-1)!.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(text).close()
  const element = top.children[0]
  if (element?.name !== root) throw new S3Error('MalformedXML')
  return element
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

/** The text of the only child of that name; undefined when there is none. Throws `MalformedXML` when there are more. */
export function textOf(element: XmlElement, name: string): string | undefined {
  const found = childrenOf(element, name)
  if (found.length > 1) throw new S3Error('MalformedXML')
  return found[0]?.text
}

/** As `textOf`, but the child must be there. */
export function requiredText(element: XmlElement, name: string): string {
  const text = textOf(element, name)
  if (text === undefined) throw new S3Error('MalformedXML')
  return text
}
