import { bytes, int32, int64, map, method, service, timestamp, uint32, uint64 } from 'rpcgen/schema'
import { Type } from 'typebox'

/** Where a product stands in its life. */
export const Availability = Type.Enum(['', 'in_stock', 'sold_out', 'discontinued'])

/** An amount of money. */
export const Money = Type.Object({
  /** ISO 4217, such as `EUR`. */
  currency: Type.String(),
  /** In the currency's smallest unit; may be past 2^53. */
  units: int64(),
})

/** One thing that is for sale. */
export const Product = Type.Object({
  id: uint64({ wire: { gob: 'ID', json: 'ID' } }),
  name: Type.String(),
  price: Money,
  availability: Availability,
  tags: Type.Array(Type.String()),
  /** Free-form properties, by name. */
  attributes: Type.Record(Type.String(), Type.String()),
  /** How many lie in each warehouse, by the warehouse's number. */
  stock: map(int32(), uint32()),
  /** Stars, 0 to 5; absent until somebody rated it. */
  rating: Type.Optional(Type.Number()),
  /** What it replaces, if anything. */
  replaces: Type.Union([uint64(), Type.Null()]),
  thumbnail: bytes(),
  addedAt: timestamp(),
})

/** A shelf of the catalog; shelves hold shelves. */
export const Category = Type.Cyclic(
  {
    Category: Type.Object({
      name: Type.String(),
      children: Type.Array(Type.Ref('Category')),
    }),
  },
  'Category',
)

export const Query = Type.Object({
  text: Type.Optional(Type.String()),
  maxPrice: Type.Optional(Money),
  availability: Type.Optional(Availability),
  limit: int32(),
})

/** A small shop's catalog. */
export const Catalog = service('Catalog', {
  /** Adds a product, or replaces the one with its id, and answers with what is stored. */
  put: method({ params: Product, result: Product }),
  /** Finds one product by its id; fails with "no such product" when there is none. */
  get: method({
    params: Type.Object({ id: uint64({ wire: { gob: 'ID', json: 'ID' } }) }),
    result: Product,
    errors: {
      /** The catalog has nothing of this id. */
      NoSuchProduct: Type.Object({ id: uint64({ wire: { gob: 'ID', json: 'ID' } }) }),
    },
    idempotent: true,
  }),
  search: method({ params: Query, result: Type.Array(Product), idempotent: true }),
  /** The whole tree of shelves. */
  categories: method({ result: Category, idempotent: true }),
})
