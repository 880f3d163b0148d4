import { quoted } from '../ir/clash.js'
import type { ErrorNode } from '../ir/node.js'
import { type Run, report } from './context.js'
import type { Schema } from './schema.js'
import { propertyAt, type Site } from './site.js'

/** The `errorCode` option of an error's details. */
export function readErrorCode({ errorCode }: Schema, site: Site, run: Run): number | undefined {
  if (errorCode === undefined) return undefined
  if (typeof errorCode === 'number' && Number.isSafeInteger(errorCode)) return errorCode
  report(run, 'error', site, 'an errorCode is no integer', 'Write { errorCode: 4001 }.')
  return undefined
}

/** Reports an `errorCode` that nothing reads, on what is no message. */
export function refuseErrorCode(schema: Schema, site: Site, run: Run): void {
  if (!Object.hasOwn(schema, 'errorCode')) return
  const hint = 'Give it to the Type.Object of the details of an error.'
  report(run, 'error', propertyAt(site, 'errorCode'), 'only a message has an errorCode', hint)
}

/** Reports errors of one method that a caller could not tell apart by their number. */
export function refuseSameCode(errors: readonly ErrorNode[], site: Site, run: Run): void {
  errors.forEach(({ name, errorCode }, index) => {
    const first = errors.findIndex((other) => other.errorCode === errorCode)
    if (errorCode === undefined || first === index) return
    const message = `the error ${quoted(name)} has the errorCode ${errorCode}, as has ${quoted(errors[first]?.name ?? '')}`
    report(run, 'error', propertyAt(site, name), message, 'Give each its own.')
  })
}
