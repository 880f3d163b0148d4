import { isRpcError } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { dial } from '@rpcgen/runtime/node'
import { ArithClient, ArithErrors } from '../../generated/arith.js'

/** Calls the server at a URL such as `tcp://127.0.0.1:1234`, whatever language it is written in. */
export async function callServer(url: string): Promise<void> {
  const client = await dial(url, { codec: gob() })
  const arith = new ArithClient(client)

  console.log('multiply({ a: 6, b: 7 })  =', await arith.multiply({ a: 6, b: 7 }))
  console.log('divide({ a: -7, b: 2 })   =', await arith.divide({ a: -7, b: 2 }, { timeout: 500 }))
  try {
    await arith.divide({ a: 1, b: 0 })
  } catch (error) {
    if (!isRpcError(error)) throw error
    console.log('divide({ a: 1, b: 0 })    !', `${error.code}: ${error.message}`)
    // A stock Go server sends the text alone; from a server of the schema come the details too.
    if (ArithErrors.DivideByZero.is(error)) console.log('  the dividend was         ', error.details.dividend)
  }

  const products = await Promise.all([1, 2, 3, 4].map((n) => arith.multiply({ a: n, b: n })))
  console.log('four calls at once        =', products)

  await client.close()
}
