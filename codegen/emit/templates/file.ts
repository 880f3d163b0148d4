export const fileTemplate = `{{header}}
/* eslint-disable */

{{#each imports}}
import {{#if typeOnly}}type {{/if}}{{enclosed specifiers}} from {{str from}}
{{/each}}

{{check}}
{{#each sections}}

{{this}}
{{/each}}
`
