export const enumTemplate = `{{comment doc 0}}export const {{name}} = {
{{#each members}}
  {{this}},
{{/each}}
} as const

{{comment doc 0}}export type {{name}} = {{alternatives union}}`
