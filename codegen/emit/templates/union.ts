export const unionTemplate = `{{comment doc 0}}export type {{name}} = {{alternatives types}}

{{type}}

{{write}}

{{read}}

{{exported}}`
