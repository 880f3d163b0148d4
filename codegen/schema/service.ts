import type { MethodDef } from './method.js'
import type { Wire } from './wire.js'

export interface ServiceOptions {
  /** The service's name on the wire, where it differs from codec to codec. */
  readonly wire?: Wire
}

/** A plain object, known by its `kind`: two copies of this package agree on it. */
export interface ServiceDef<
  N extends string = string,
  M extends Readonly<Record<string, MethodDef>> = Readonly<Record<string, MethodDef>>,
> extends ServiceOptions {
  readonly kind: 'service'
  readonly name: N
  readonly methods: M
}

/** A service called `name` on the wire. The export that it is assigned to names it in TypeScript. */
export function service<const N extends string, M extends Readonly<Record<string, MethodDef>>>(
  name: N,
  methods: M,
  options?: ServiceOptions,
): ServiceDef<N, M> {
  return { ...options, kind: 'service', name, methods }
}
