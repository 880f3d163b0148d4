import { defaultLimits, isRpcError } from '@rpcgen/runtime'
import { expect, test } from 'vitest'
import { EchoMethods } from '../../../../generated/echo.js'
import { echoes } from '../../../interop/echoes.js'
import { requestHeader, responseHeader } from '../headers.js'
import { mostSteps, stepsOf } from '../steps.js'
import { type AnyMethod, factories, open } from './harness.js'

const FRAMES = 20_000
const limits = { ...defaultLimits, message: 4096, nesting: 20 }

function lcg(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test.each([
  ['msgpack', 'server'],
  ['msgpack', 'client'],
  ['msgpackrpc', 'server'],
  ['msgpackrpc', 'client'],
] as const)(`%s, %s: ${FRAMES} mutated frames end in nothing but an RpcError`, (name, role) => {
  const factory = factories[name]
  const below = lcg(7)
  const cases = echoes.filter(({ on, method }) => on.includes('gob') && method in EchoMethods)
  const frames = cases.flatMap(({ method: key, value }) => {
    const method = EchoMethods[key] as AnyMethod
    const { codec, writer } = open(factory)
    if (role === 'server') codec.writeRequest(requestHeader(1), method, value)
    else {
      codec.writeResponse(responseHeader(1, factory.methodName(method)), method, value)
      codec.writeResponse(responseHeader(2, 'x', { error: 'no', code: 'remote' }), method, undefined)
    }
    const bytes = writer.take()
    return bytes.length > 2000 ? [] : [{ method, bytes }]
  })
  let read = 0
  for (let i = 0; i < FRAMES; i++) {
    const { method, bytes } = frames[below(frames.length)] as (typeof frames)[number]
    const mutant = Uint8Array.from(bytes)
    for (let n = below(4) + 1; n > 0; n--) mutant[below(mutant.length)] = below(3) === 0 ? 0xc0 + below(32) : below(256)
    const { codec, reader, header } = open(factory, limits)
    reader.append(mutant.subarray(0, below(8) === 0 ? below(mutant.length) : mutant.length))
    try {
      for (let kind = codec.readHeader(header); kind !== 0; kind = codec.readHeader(header)) {
        read++
        try {
          if (kind === 1) codec.errorOf?.(method)
          if (kind !== 3) codec.readBody(kind === 1 ? method.result : method.params)
        } catch (error) {
          if (!isRpcError(error)) throw error
        }
      }
    } catch (error) {
      if (!isRpcError(error)) throw error
    }
    if (stepsOf(codec) > mostSteps(mutant.length)) expect(stepsOf(codec)).toBeLessThanOrEqual(mostSteps(mutant.length))
  }
  expect(read).toBeGreaterThan(FRAMES / 4)
})
