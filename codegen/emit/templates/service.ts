export const serviceTemplate = `const {{constant}} = {{service}}({{serviceArguments}})

{{#if errors}}
/** The errors that methods of {{link name}} declare: each makes the error for a handler to throw, and knows it again for a caller. */
export const {{errorTable}}: {
{{#each errors}}
{{comment doc 2}}  readonly {{prop name}}: {{type}}
{{/each}}
} = {
{{#each errors}}
  {{prop name}}: {{made}},
{{/each}}
}

{{/if}}
/** The methods of {{link name}} as data, for \`client.go\` and for tools. */
export const {{name}}Methods: {
{{#each methods}}
  readonly {{prop name}}: {{descriptorType}}
{{/each}}
} = {
{{#each methods}}
  {{prop name}}: {{descriptor}},
{{/each}}
}

{{comment doc 0}}export interface {{name}} {
{{#each methods}}
{{comment doc 2}}  {{prop name}}({{clientParameters}}): Promise<{{result}}>
{{/each}}
}

{{comment doc 0}}export class {{name}}Client implements {{name}} {
  readonly #caller: {{Caller}}

  constructor(caller: {{Caller}}) {
    this.#caller = caller
  }
{{#each methods}}

{{comment doc 2}}  {{prop name}}({{clientParameters}}): Promise<{{result}}> {
    return this.#caller.call({{access ../table name}}, {{argument}}, options)
  }
{{/each}}
}

{{comment doc 0}}export interface {{name}}Handlers {
{{#each methods}}
{{comment doc 2}}  {{prop name}}({{handlerParameters}}): {{result}} | Promise<{{result}}>
{{/each}}
}

/** Serves {{link name}} with \`handlers\`, each called as a method of it. */
export function serve{{name}}(server: {{Registry}}, handlers: {{name}}Handlers): void {
  server.register(Object.values({{table}}), handlers)
}`
