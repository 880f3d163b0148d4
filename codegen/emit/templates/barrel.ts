export const barrelTemplate = `{{header}}
/* eslint-disable */

{{#each statements}}
export {{#if typeOnly}}type {{/if}}{{enclosed names}} from {{str from}}
{{else}}
export {}
{{/each}}
{{#if ambiguous}}

{{/if}}
{{#each ambiguous}}
// Not exported here, since {{modules}} each have one: {{name}}
{{/each}}
`
