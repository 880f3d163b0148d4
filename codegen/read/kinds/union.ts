import { capitalized } from '../../ir/capitalized.js'
import type { TypeNode, UnionMemberNode } from '../../ir/node.js'
import { below, type Context, type Reader, refuse } from '../context.js'
import { messageOf, unionForm } from '../declarable.js'
import { type Build, declared } from '../declare.js'
import { readId } from '../id.js'
import { isSchema, type Schema } from '../schema.js'
import { itemAt, type Site } from '../site.js'
import { buildEnum } from './enum.js'

/** The literals that a message requires, by field: what may tell it apart from others. */
function tagsOf(schema: Schema): ReadonlyMap<string, string | number> {
  const { properties, required } = schema
  const tags = new Map<string, string | number>()
  if (!isSchema(properties) || !Array.isArray(required)) return tags
  for (const [name, field] of Object.entries(properties)) {
    const tag = isSchema(field) ? field.const : undefined
    const usable = typeof tag === 'string' || Number.isSafeInteger(tag)
    if (usable && required.includes(name)) tags.set(name, tag as string | number)
  }
  return tags
}

/** The first field whose literal is there in every member, and another in each. */
function discriminatorOf(members: readonly ReadonlyMap<string, string | number>[]): string | undefined {
  const [first = new Map<string, string | number>()] = members
  return [...first.keys()].find((name) => {
    const tags = members.map((member) => member.get(name))
    return !tags.includes(undefined) && new Set(tags).size === tags.length
  })
}

/** A member that has no name of its own is called after its tag: `user-created` gives `UserCreated`. */
function nameOfTag(tag: string | number): string {
  return String(tag)
    .split(/[^\p{ID_Continue}]+/u)
    .map(capitalized)
    .join('')
}

export const buildUnion: Build = (schema, site, named, context) => {
  const form = unionForm(schema, context.defs)
  const messages = form.members.map(({ schema: member }) => messageOf(member, context.defs))
  const tags = messages.map((message) => (message === undefined ? new Map<string, string>() : tagsOf(message.schema)))
  const discriminator = discriminatorOf(tags)
  if (discriminator === undefined) {
    const message = 'nothing tells the members of this union apart'
    return void refuse(context, site, message, "Give each a required field such as kind: Type.Literal('circle').")
  }
  const members = form.members.flatMap(({ schema: member, index }, at): UnionMemberNode[] => {
    const tag = tags[at]?.get(discriminator)
    if (tag === undefined) return []
    const item = itemAt(site, index)
    const ref = context.read(member, item, below(context, nameOfTag(tag)))
    // What a Type.Ref stands for is numbered where it is defined, unless the ref has a number of its own.
    const numbered = member.id === undefined ? (messages[at]?.schema ?? member) : member
    const id = readId(numbered, item, context.run)
    return ref.kind === 'ref' ? [{ tag, ref, span: item.span, id }] : []
  })
  return { kind: 'union', ...named, discriminator, members }
}

function readMembers(schema: Schema, site: Site, context: Context): TypeNode {
  const { form, members } = unionForm(schema, context.defs)
  const key = schema.anyOf as object
  const [only] = members
  if (form === 'enum') return declared(key, 'enum', schema, site, context, buildEnum)
  if (form === 'messages') return declared(key, 'union', schema, site, context, buildUnion)
  if (form === 'one' && only !== undefined) {
    return context.read(only.schema, itemAt(site, only.index), { ...context, field: false })
  }
  return form === 'none'
    ? refuse(context, site, 'this union has no members but null', 'Give it one or more.')
    : refuse(
        context,
        site,
        'a union is of messages, or of literals',
        'Wrap its members in messages that a literal tells apart.',
      )
}

export const readUnion: Reader = (schema, site, context) => {
  const node = readMembers(schema, site, context)
  if (!unionForm(schema, context.defs).nullable || node.kind === 'nullable') return node
  return { kind: 'nullable', inner: node }
}
