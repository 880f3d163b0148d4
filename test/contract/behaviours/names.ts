import { Client, Server } from '@rpcgen/runtime'
import { memoryPair } from '@rpcgen/runtime/memory'
import { errorType, type Method, method, service, string, structType } from '@rpcgen/runtime/stub'
import { expect } from 'vitest'
import type { AnyMethod } from '../../../runtime/message.js'
import { messageOf } from '../../runtime/codec/message-of.js'
import { failure } from '../../runtime/pair.js'
import type { Behaviour } from '../behaviour.js'
import { behaviour } from './calls.js'

/** Names that every object has without having been given them. */
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']

/** What a peer calls something is a text, and never reaches what JavaScript means by it. */
export const names: readonly Behaviour[] = [
  behaviour('serves no method, and no service, that every object has', async ({ client, echo }) => {
    for (const name of inherited) {
      for (const called of [method(service('Echo'), name, {}), method(service(name), 'home', {})]) {
        const error = await failure(client.call(called as Method<void, void>, undefined))
        expect([name, error.message]).toEqual([
          name,
          expect.stringMatching(/can't find (method|service)|unknown method/),
        ])
      }
    }
    expect(await echo.integer(1)).toBe(1)
  }),
  {
    name: 'serves methods, brings fields and tells errors of such names when they are the schema’s',
    async run({ codec, extensions = 'auto' }) {
      const params = messageOf(
        structType('Inherited', () => inherited.map((name, i) => ({ name, type: string, id: i + 1 }))),
      )
      for (const name of inherited) {
        const details = messageOf(structType(name, () => [{ name, type: string, id: 1 }]))
        const error = errorType(name, details)
        const called = method(service('Names'), name, {
          params,
          result: params,
          errors: [error],
          errorIds: [1],
        }) as AnyMethod
        const server = new Server()
        let fails = false
        server.register([called], {
          [name](value: unknown) {
            if (fails) throw error.create(Object.fromEntries([[name, 'detail']]), 'no')
            return value
          },
        })
        const [here, there] = memoryPair()
        void server.serve(there, { codec })
        const client = new Client(here, { codec, extensions })
        const value = Object.fromEntries(inherited.map((field) => [field, `the ${field}`]))
        const back = (await client.call(called, value)) as object
        expect(Object.entries(back)).toEqual(Object.entries(value))
        fails = true
        const failed = await failure(client.call(called, value))
        expect(failed).toMatchObject({ code: 'remote', errorName: name })
        expect(Object.entries(failed.details as object)).toEqual([[name, 'detail']])
        await client.close()
        await server.close()
      }
      expect(Object.keys(Object.prototype)).toEqual([])
    },
  },
]
