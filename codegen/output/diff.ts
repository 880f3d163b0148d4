import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { Plan } from './plan.js'

/** A unified diff from what folders hold to what they shall hold; empty when that is the same. */
export function planDiff(plans: readonly Plan[]): string {
  return plans.map(folderDiff).join('')
}

function folderDiff({ folder, changes }: Plan): string {
  return changes
    .map(({ path, before, after }) => {
      const name = `${folder.name.replace(/\/+$/, '')}/${path}`
      const from = before === undefined ? '/dev/null' : name
      const to = after === undefined ? '/dev/null' : name
      const options = { context: 3, headerOptions: FILE_HEADERS_ONLY }
      return createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, options)
    })
    .join('')
}
