export const messageTemplate = `{{comment doc 0}}export interface {{name}} {
{{#each fields}}
{{comment doc 2}}  {{prop name}}{{mark}}: {{type}}
{{/each}}
}

{{type}}

{{write}}

{{read}}

{{exported}}`
