import { expect } from 'vitest'
import { failure } from '../../runtime/pair.js'
import type { Behaviour } from '../behaviour.js'
import { fieldMissing, fieldMissingInResult, fieldTwice, keyTwice, wrongParams, wrongResult } from '../methods.js'
import { behaviour } from './calls.js'

/** What is not as the schema has it fails its own call, and the error says where it stands. */
export const misfits: readonly Behaviour[] = [
  behaviour('answers params of another type with an error that says where they are wrong', async ({ client, echo }) => {
    const error = await failure(client.call(wrongParams, ['six', 'seven']))
    expect(error.executed).toBe('yes')
    expect(error.message).toMatch(/\ba\b/i)
    expect(await echo.integer(2)).toBe(2)
  }),
  behaviour('fails a result of another type with the place where it stands', async ({ client, echo }) => {
    const error = await failure(client.call(wrongResult, { a: 7, b: 2 }))
    expect(error).toMatchObject({ code: 'decode', executed: 'yes' })
    // Gob compares the types before there is a value, and says the place in the words of Go.
    expect(error.message).toMatch(/^result.*quo/i)
    expect(await echo.integer(2)).toBe(2)
  }),
  behaviour('refuses params without a field that has to be there, and says which', async ({ client, echo }) => {
    const error = await failure(client.call(fieldMissing, [{ x: 1 }, { x: 1 }]))
    expect(error.message).toContain('params[0].y: ')
    expect(await echo.integer(2)).toBe(2)
  }),
  behaviour('fails a result without a field that has to be there, and says which', async ({ client, echo }) => {
    const error = await failure(client.call(fieldMissingInResult, [{ x: 1, y: 2 }]))
    expect(error).toMatchObject({ code: 'decode', path: 'result[0].z' })
    expect(await echo.integer(2)).toBe(2)
  }),
  behaviour('refuses params with a field that stands there twice, and says which', async ({ client, echo }) => {
    const error = await failure(client.call(fieldTwice, [{ x: 1, y: 2 }]))
    expect(error.message).toMatch(/params\[0\]\.x: the (key|field) stands there twice/)
    expect(await echo.integer(2)).toBe(2)
  }),
  behaviour('refuses params with a key of a map that stands there twice, and says which', async ({ client, echo }) => {
    const error = await failure(client.call(keyTwice, ['a', 'b', 'a']))
    expect(error.message).toContain('params["a"]: the key stands there twice')
    expect(await echo.integer(2)).toBe(2)
  }),
]
