import Handlebars from 'handlebars'
import { access, comment, enclosed, prop, str } from './text.js'

/** What templates may call. Whatever a schema's author wrote is printed by one of these, never bare. */
const helpers = {
  access: (object: string, name: string): string => access(object, name),
  alternatives: (types: readonly string[]): string => alternatives(types),
  comment: (text: string, indent: number): string => comment(text, indent),
  enclosed: (names: readonly string[]): string => enclosed('{}', names),
  link: (name: string): string => `{@link ${name}}`,
  prop: (name: string): string => prop(name),
  str: (text: string): string => str(text),
}

/** A union on one line while it fits. */
function alternatives(types: readonly string[]): string {
  const line = types.join(' | ')
  return line.length <= 90 ? line : types.map((type) => `\n  | ${type}`).join('')
}

/** An instance of our own, so that nobody else's helpers are in it, nor ours in theirs. */
const handlebars = Handlebars.create()
handlebars.registerHelper(helpers)
handlebars.unregisterHelper('log')

const compiled = new Map<string, Handlebars.TemplateDelegate>()

/** Fills in one of our templates. Throws, with line and column, when the view lacks a value that it prints. */
export function render(template: string, view: object): string {
  let run = compiled.get(template)
  if (run === undefined) {
    const knownHelpers = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]))
    run = handlebars.compile(template, { noEscape: true, strict: true, knownHelpersOnly: true, knownHelpers })
    compiled.set(template, run)
  }
  return run(view)
}
