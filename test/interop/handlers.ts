import { RpcError } from '@rpcgen/runtime'
import { ArithErrors, type ArithHandlers } from '../../generated/arith.js'
import {
  CatalogErrors,
  type CatalogHandlers,
  type Category,
  type Money,
  type Product,
} from '../../generated/catalog.js'
import type { EchoHandlers } from '../../generated/echo.js'

/** The three services as `test/peers/go` has them, in TypeScript. */

export const arith: ArithHandlers = {
  multiply: ({ a, b }) => a * b,
  divide({ a, b }) {
    if (b === 0) throw ArithErrors.DivideByZero.create({ dividend: a }, 'divide by zero')
    return { quo: Math.trunc(a / b), rem: a % b }
  },
}

const shelves: Category = {
  name: 'all',
  children: [
    {
      name: 'books',
      children: [
        { name: 'novels', children: [] },
        { name: 'atlases', children: [] },
      ],
    },
    { name: 'tools', children: [] },
  ],
}

const within = (price: Money, limit: Money): boolean => price.currency === limit.currency && price.units <= limit.units

export function newCatalog(): CatalogHandlers {
  const products = new Map<bigint, Product>()
  return {
    put(product) {
      products.set(product.id, product)
      return product
    },
    get({ id }) {
      const product = products.get(id)
      if (product === undefined) throw CatalogErrors.NoSuchProduct.create({ id }, 'no such product')
      return product
    },
    search: ({ text, maxPrice, availability, limit }) =>
      [...products.values()]
        .filter(({ name }) => text === undefined || name.includes(text))
        .filter(({ price }) => maxPrice === undefined || within(price, maxPrice))
        .filter((product) => availability === undefined || product.availability === availability)
        .sort((one, other) => (one.id < other.id ? -1 : 1))
        .slice(0, limit),
    categories: () => shelves,
  }
}

const same = <T>(value: T): T => value

export function newEcho(): EchoHandlers {
  let calls = 0
  return {
    bool: same,
    int8: same,
    int16: same,
    int32: same,
    integer: same,
    int64: same,
    uint8: same,
    uint16: same,
    uint32: same,
    uint64: same,
    float32: same,
    number: same,
    string: same,
    bytes: same,
    timestamp: same,
    exact: same,
    duration: same,
    list: same,
    strings: same,
    matrix: same,
    points: same,
    fixed: same,
    tuple: same,
    map: same,
    bigMap: same,
    record: same,
    pointMap: same,
    shade: same,
    level: same,
    point: same,
    empty: same,
    sparse: same,
    tree: same,
    everything: same,
    fail(text) {
      throw new RpcError('remote', text)
    },
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms, ms)),
    count: () => ++calls,
    discard() {},
    nothing() {},
  }
}
