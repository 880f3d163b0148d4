import type { Caller, Registry } from '@rpcgen/runtime/stub'
import {
  type Args,
  type Arith,
  ArithClient,
  type ArithHandlers,
  type Quotient,
  serveArith,
} from '../../generated/arith.js'
import type { CatalogClient, Product } from '../../generated/catalog.js'
import type { EchoClient, EchoHandlers, Level, Shade, Sparse } from '../../generated/echo.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

const holds = <T extends true>(): T | undefined => undefined

declare const caller: Caller
declare const server: Registry
declare const echo: EchoClient
declare const catalog: CatalogClient

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

// What a server writes.
const handlers: ArithHandlers = { multiply: ({ a, b }) => a * b, divide: async () => ({ quo: 1, rem: 0 }) }
serveArith(server, handlers)
// @ts-expect-error a handler is missing
serveArith(server, { multiply: () => 1 })
// @ts-expect-error a result is of another type
serveArith(server, { ...handlers, multiply: () => '1' })
// @ts-expect-error a result is missing
serveArith(server, { ...handlers, divide: () => {} })
holds<Equal<ReturnType<EchoHandlers['count']>, number | Promise<number>>>()
