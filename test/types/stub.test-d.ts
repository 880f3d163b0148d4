import type { CallContext, Caller, Complex, Hook, HookValue, Registry, TypedError } from '@rpcgen/runtime/stub'
import {
  type Args,
  type Arith,
  ArithClient,
  type ArithDivideByZero,
  ArithErrors,
  type ArithHandlers,
  type Quotient,
  serveArith,
} from '../../generated/arith.js'
import { type CatalogClient, CatalogErrors, type CatalogHandlers, type Product } from '../../generated/catalog.js'
import type { EchoClient, EchoHandlers, Level, Shade, Sparse } from '../../generated/echo.js'
import type { Circle, Drawing, Group, Rectangle, Shape, ShapesClient } from '../../generated/shapes.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

const holds = <T extends true>(): T | undefined => undefined

declare const caller: Caller
declare const server: Registry
declare const echo: EchoClient
declare const catalog: CatalogClient
declare const shapes: ShapesClient

const arith: Arith = new ArithClient(caller)

// What a caller writes.
void arith.multiply({ a: 1, b: 2 }, { timeout: 5, signal: AbortSignal.abort() })
// @ts-expect-error a field is missing
void arith.multiply({ a: 1 })
// @ts-expect-error a field is of another type
void arith.multiply({ a: 1, b: '2' })
// @ts-expect-error a field that there is not
void arith.multiply({ a: 1, b: 2, c: 3 })
// @ts-expect-error params are missing
void arith.multiply()
// @ts-expect-error a method that there is not
void arith.subtract({ a: 1, b: 2 })
// @ts-expect-error an option that there is not
void arith.multiply({ a: 1, b: 2 }, { timout: 5 })
// @ts-expect-error a timeout is a number
void arith.multiply({ a: 1, b: 2 }, { timeout: '5s' })
// @ts-expect-error a method without params takes options only
void echo.count(5)
// @ts-expect-error 64 bits are a bigint
void echo.int64(5)
// @ts-expect-error no member of the enum
void echo.shade('purple')
// @ts-expect-error a map is a Map
void echo.map({ 1: 'a' })
// @ts-expect-error a tuple has its length
void echo.tuple([1])
// @ts-expect-error a required field may not be undefined
void catalog.search({ limit: undefined })
// @ts-expect-error null only where the schema says so
void echo.sparse({ required: 1, nullable: null, nullablePoint: null, optional: null })
void shapes.simplify({ kind: 'circle', radius: 1 })
// @ts-expect-error a field of another member
void shapes.simplify({ kind: 'circle', width: 1, height: 1 })
// @ts-expect-error no member of the union
void shapes.simplify({ kind: 'square' })
// @ts-expect-error a complex number has both parts
void shapes.transform({ shapes: [], by: { real: 1 } })

// What a caller gets.
holds<Equal<ReturnType<Arith['multiply']>, Promise<number>>>()
holds<Equal<ReturnType<Arith['divide']>, Promise<Quotient>>>()
holds<Equal<Args, { a: number; b: number }>>()
holds<Equal<Shade, '' | 'light' | 'dark'>>()
holds<Equal<Level, 0 | 1 | 2>>()
holds<Equal<Sparse['optional'], number | undefined>>()
holds<Equal<Sparse['nullable'], string | null>>()
holds<Equal<Product['stock'], Map<number, number>>>()
holds<Equal<Product['replaces'], bigint | null>>()
holds<Equal<ReturnType<EchoClient['discard']>, Promise<void>>>()
holds<Equal<Shape, Circle | Rectangle | Group>>()
holds<Equal<Group['members'], Shape[]>>()
holds<Equal<Drawing['outline'], Complex[]>>()
holds<Equal<Drawing['clip'], Shape | null>>()
holds<Equal<Drawing['properties'], Record<string, unknown>>>()
holds<Equal<Drawing['file'], Uint8Array>>()
holds<Equal<ReturnType<ShapesClient['area']>, Promise<bigint>>>()
holds<Equal<HookValue<Hook<Date>>, Date>>()

// What a server writes.
const handlers: ArithHandlers = { multiply: ({ a, b }) => a * b, divide: async () => ({ quo: 1, rem: 0 }) }
serveArith(server, handlers)
// @ts-expect-error a handler is missing
serveArith(server, { multiply: () => 1 })
// @ts-expect-error a result is of another type
serveArith(server, { ...handlers, multiply: () => '1' })
// @ts-expect-error a result is missing
serveArith(server, { ...handlers, divide: () => {} })
const waiting: Pick<ArithHandlers, 'multiply'> = {
  async multiply({ a, b }, { signal, deadline, metadata, peer, method }) {
    signal.throwIfAborted()
    holds<Equal<typeof deadline, Date | undefined>>()
    // A call of its own ends with the one that it answers.
    return arith.multiply(
      { a, b },
      { context: { signal, deadline }, metadata: { ...metadata, method, at: `${peer.address}` } },
    )
  },
}
serveArith(server, { ...handlers, ...waiting })
// @ts-expect-error there is no third argument
serveArith(server, { ...handlers, multiply: ({ a }, _context, more) => a * more })
// @ts-expect-error the context has no such part
serveArith(server, { ...handlers, multiply: ({ a }, { request }) => a * request })
holds<Equal<Parameters<ArithHandlers['divide']>, [params: Args, context: CallContext]>>()
holds<Equal<Parameters<CatalogHandlers['categories']>, [context: CallContext]>>()
holds<Equal<ReturnType<EchoHandlers['count']>, number | Promise<number>>>()

// The errors that a handler throws and a caller knows.
holds<Equal<ArithDivideByZero, { dividend: number }>>()
const thrown = ArithErrors.DivideByZero.create({ dividend: 1 }, 'divide by zero')
holds<Equal<typeof thrown, TypedError<'DivideByZero', ArithDivideByZero>>>()
holds<Equal<(typeof thrown)['code'], 'remote'>>()
export const error: Error = ArithErrors.DivideByZero.create({ dividend: 1 })
// @ts-expect-error details are missing
ArithErrors.DivideByZero.create()
// @ts-expect-error a field of the details is of another type
ArithErrors.DivideByZero.create({ dividend: '1' })
// @ts-expect-error a field that the details do not have
ArithErrors.DivideByZero.create({ dividend: 1, divisor: 0 })
// @ts-expect-error an error that there is not
void ArithErrors.DivideByOne

export function dividendOf(caught: unknown): number | bigint | undefined {
  // @ts-expect-error nothing is known of it yet
  void caught.details
  if (ArithErrors.DivideByZero.is(caught)) {
    holds<Equal<typeof caught.errorName, 'DivideByZero'>>()
    // @ts-expect-error a field that the details do not have
    void caught.details.divisor
    return caught.details.dividend
  }
  if (CatalogErrors.NoSuchProduct.is(caught)) return caught.details.id
  return undefined
}
